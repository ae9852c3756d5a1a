using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Preferences;

/// <summary>What somebody typed for one preference: its value, or the sentence that says what to write instead.</summary>
/// <param name="Value">Null with no error: the organisation's value.</param>
public readonly record struct Wish<T>(T? Value, string? Error);

/// <summary>Reads what people type for their preferences, in both languages.</summary>
public static class Wishes
{
    private const int Shown = 40;
    private static readonly LocalTimePattern Time = LocalTimePattern.CreateWithInvariantCulture("H:mm");
    private static readonly string[] Off = ["OFF", "AUS", "NONE", "KEINE", "KEIN", "0"];
    private static readonly string[] Usual = ["DEFAULT", "STANDARD"];

    public static bool IsOff(string words) => Off.Contains(words.Trim().ToUpperInvariant(), StringComparer.Ordinal);

    public static bool IsUsual(string words) => Usual.Contains(words.Trim().ToUpperInvariant(), StringComparer.Ordinal);

    /// <summary>An IANA id in any case; what is nearly one is offered and never taken.</summary>
    public static Wish<string> Zone(string words, Reader reader)
    {
        if (Zones.Find(words) is not null)
        {
            return new(words, null);
        }

        var near = ZoneNames.Nearest(words);
        return near is null ? new(null, reader.Say("settings_zone_wrong", ("typed", Cut(words))))
            : string.Equals(near, words, StringComparison.OrdinalIgnoreCase) ? new(near, null)
            : new(null, reader.Say("settings_zone_near", ("typed", Cut(words)), ("near", near)));
    }

    public static Wish<string> Language(string words, Reader reader) =>
        words.ToUpperInvariant() switch
        {
            "DE" or "DEUTSCH" or "GERMAN" => new("de", null),
            "EN" or "ENGLISH" or "ENGLISCH" => new("en", null),
            _ => new(null, reader.Say("settings_language_wrong", ("typed", Cut(words)))),
        };

    /// <summary>`20:00-07:00`, also with a dash or spaces; off means none.</summary>
    public static Wish<string> Quiet(string words, Reader reader)
    {
        if (IsOff(words))
        {
            return new(QuietHours.None.ToString(), null);
        }

        var ends = words.Replace('–', '-').Replace(" ", "", StringComparison.Ordinal).Split('-');
        return ends is [var from, var to] && Time.Parse(from) is { Success: true } first && Time.Parse(to) is { Success: true } last
            ? new(new QuietHours(first.Value, last.Value).ToString(), null)
            : new(null, reader.Say("settings_quiet_wrong", ("typed", Cut(words))));
    }

    public static Wish<int?> Lead(string words, Reader reader) =>
        int.TryParse(words.Split(' ')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes) && minutes <= 1440
            ? new(minutes, null)
            : new(null, reader.Say("settings_lead_wrong", ("typed", Cut(words))));

    public static Wish<LocalTime?> Digest(string words, Reader reader) =>
        Time.Parse(words) is { Success: true } time
            ? new(time.Value, null)
            : new(null, reader.Say("settings_digest_wrong", ("typed", Cut(words))));

    /// <summary>The first day on which messages come again, which must be a later one; a length is counted from the reader's own day.</summary>
    public static Wish<LocalDate?> Pause(string words, Reader reader) =>
        PauseLength.Read(words, reader.Today) is { } length
            ? length.Days is { } days
                ? new(reader.Today.PlusDays(days), null)
                : new(null, reader.Say("settings_pause_length", ("typed", Cut(words)), ("most", reader.Number(PauseLength.Longest, 0))))
            : IsEither(words, reader)
                ? new(null, DueField.Asks(DueReader.Alone(words, reader.Today, reader.Language), reader))
                : Day(words, reader) is not { } day
                    ? new(null, reader.Say("settings_pause_wrong", ("typed", Cut(words))))
                    : day <= reader.Today
                        ? new(null, reader.Say("settings_pause_past", ("date", reader.Date(day))))
                        : new(day, null);

    /// <summary>Whether the words say what the preference shall be, and nothing more.</summary>
    /// <param name="verb">One of those of <see cref="SetInWords"/>.</param>
    public static bool Knows(string verb, string words, Reader reader) =>
        IsUsual(words)
        || (IsOff(words) && verb is SetInWords.Pause or SetInWords.Quiet or SetInWords.Digest)
        || verb switch
        {
            SetInWords.Pause => PauseLength.Read(words, reader.Today) is not null
                || DueReader.Alone(words, reader.Today, reader.Language) is not DueDate.None,
            SetInWords.Zone => Zone(words, reader).Error is null,
            SetInWords.Language => Language(words, reader).Error is null,
            SetInWords.Quiet => Quiet(words, reader).Error is null,
            SetInWords.Lead => Lead(words, reader).Error is null && !words.Contains(' ', StringComparison.Ordinal),
            SetInWords.Digest => Digest(words, reader).Error is null,
            _ => false,
        };

    /// <summary>Whether the words may mean two days, of which only the writer knows the right one.</summary>
    public static bool IsEither(string words, Reader reader) => DueReader.Alone(words, reader.Today, reader.Language) is DueDate.Ambiguous;

    /// <summary>The one place that asks what day some words mean.</summary>
    private static LocalDate? Day(string words, Reader reader) =>
        DueReader.Alone(words, reader.Today, reader.Language) is DueDate.Found found ? found.Date : null;

    private static string Cut(string words) => words.Length <= Shown ? words : words[..Shown] + "…";
}
