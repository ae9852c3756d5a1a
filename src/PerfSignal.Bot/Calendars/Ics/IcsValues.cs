using System.Globalization;
using System.Text.RegularExpressions;
using NodaTime;
using NodaTime.Text;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Reads the value types of RFC 5545 3.3 that planning needs; every error says what is wrong and what the value should look like.</summary>
internal static partial class IcsValues
{
    /// <summary>Years from 1 to this are read; later ones could leave the range of instants.</summary>
    public const int LastYear = 9000;

    private const int LongestDays = 36_600;
    private static readonly LocalDatePattern DateOnly = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");
    private static readonly LocalDateTimePattern DateAndTime = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    public static string Shown(string value)
    {
        var shown = new string([.. value.Take(40).Select(letter => char.IsControl(letter) || char.IsSurrogate(letter) ? '?' : letter)]);
        return value.Length > 40 ? shown + "…" : shown;
    }

    /// <summary>A TEXT value (RFC 5545 3.3.11) without its backslashes.</summary>
    public static string Unescape(string text) =>
        !text.Contains('\\', StringComparison.Ordinal) ? text : EscapedText().Replace(text, match => match.Value is "\\n" or "\\N" ? " " : match.Value[1..]);

    public static string Escape(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(";", "\\;", StringComparison.Ordinal).Replace(",", "\\,", StringComparison.Ordinal);

    public static string Write(IcsTime time) =>
        time.Kind switch
        {
            IcsTimeKind.Date => DateOnly.Format(time.Local.Date),
            IcsTimeKind.Utc => DateAndTime.Format(time.Local) + "Z",
            _ => DateAndTime.Format(time.Local),
        };

    /// <summary>An instant as <c>yyyyMMddTHHmmssZ</c>.</summary>
    public static string Write(Instant instant) => DateAndTime.Format(instant.InUtc().LocalDateTime) + "Z";

    /// <summary>A date, a local time or a UTC time, by its shape; null when it is none of them.</summary>
    public static IcsTime? TryTime(string text, DateTimeZone? zone)
    {
        if (text.Length == 8)
        {
            return DateOnly.Parse(text) is { Success: true, Value.Year: > 0 and <= LastYear } date ? IcsTime.OnDate(date.Value) : null;
        }

        var utc = text.EndsWith('Z');
        if (text.Length != (utc ? 16 : 15))
        {
            return null;
        }

        // A leap second counts as second 59 where leap seconds are not kept (RFC 5545 3.3.12).
        var digits = text[..15];
        digits = digits.EndsWith("60", StringComparison.Ordinal) ? digits[..13] + "59" : digits;
        if (DateAndTime.Parse(digits) is not { Success: true, Value.Year: > 0 and <= LastYear } parsed)
        {
            return null;
        }

        return new IcsTime(parsed.Value, utc ? IcsTimeKind.Utc : zone is null ? IcsTimeKind.Floating : IcsTimeKind.Zoned, utc ? null : zone);
    }

    public static IcsDuration Duration(ContentLine line, string text)
    {
        var match = DurationForm().Match(text);
        if (!match.Success || text.EndsWith('T') || !match.Groups.Values.Skip(2).Any(group => group.Success))
        {
            throw line.Wrong($"{line.Name} '{Shown(text)}' is not a duration; write for example PT30M, PT1H30M, P1D or P1W.");
        }

        long Part(string name) => match.Groups[name].Success ? long.Parse(match.Groups[name].ValueSpan, CultureInfo.InvariantCulture) : 0;
        var days = 7 * Part("w") + Part("d");
        var seconds = 3600 * Part("h") + 60 * Part("m") + Part("s");
        if (match.Groups["sign"].Value == "-" && days + seconds > 0)
        {
            throw line.Wrong($"{line.Name} '{Shown(text)}' is negative; an event ends after it starts.");
        }

        if (days > LongestDays || seconds > LongestDays * 86_400L)
        {
            throw line.Wrong($"{line.Name} '{Shown(text)}' is longer than a century; correct the duration.");
        }

        return new IcsDuration((int)days, NodaTime.Duration.FromSeconds(seconds));
    }

    public static Offset UtcOffset(ContentLine line)
    {
        var match = OffsetForm().Match(line.Value);
        var seconds = match.Success
            ? 3600 * Number(match, "h") + 60 * Number(match, "m") + Number(match, "s")
            : int.MaxValue;
        if (seconds > 18 * 3600 || Number(match, "m") > 59 || Number(match, "s") > 59)
        {
            throw line.Wrong($"{line.Name} '{line.Shown}' is not an offset from UTC; write for example +0100 or -0530 (at most 18 hours).");
        }

        return Offset.FromSeconds(match.Groups["sign"].Value == "-" ? -seconds : seconds);
    }

    private static int Number(Match match, string group) =>
        match.Groups[group].Success ? int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture) : 0;

    [GeneratedRegex(@"\\[\\;,nN]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex EscapedText();

    [GeneratedRegex(
        @"\A(?<sign>[+-]?)P(?:(?<w>[0-9]{1,6})W)?(?:(?<d>[0-9]{1,6})D)?(?:T(?:(?<h>[0-9]{1,8})H)?(?:(?<m>[0-9]{1,9})M)?(?:(?<s>[0-9]{1,10})S)?)?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex DurationForm();

    [GeneratedRegex(
        @"\A(?<sign>[+-])(?<h>[0-9]{2})(?<m>[0-9]{2})(?<s>[0-9]{2})?\z",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OffsetForm();
}
