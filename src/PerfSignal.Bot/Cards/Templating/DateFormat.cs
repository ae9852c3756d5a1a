using System.Globalization;
using System.Text;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>Dates in .NET's custom format letters, always in UTC, since local times reach a card already formatted.</summary>
internal static class DateFormat
{
    private static readonly string[] Patterns =
    [
        "yyyy-MM-dd",
        "yyyy-MM-dd'T'HH:mm",
        "yyyy-MM-dd'T'HH:mmK",
        "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    public static string Format(string instant, string format, CultureInfo culture)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        if (!DateTime.TryParseExact(instant, Patterns, CultureInfo.InvariantCulture, Utc, out var at))
        {
            throw new ExpansionException($"\"{instant}\" is not an ISO 8601 date and time.");
        }

        return Write(at, format.Length == 0 ? "yyyy-MM-ddTHH:mm:ss.fffK" : format, culture);
    }

    private static string Write(DateTime at, string format, CultureInfo culture)
    {
        var text = new StringBuilder();
        for (var i = 0; i < format.Length; )
        {
            var c = format[i];
            if (c is '\'' or '`')
            {
                var end = format.IndexOf(c, i + 1);
                if (end < 0)
                {
                    throw new ExpansionException($"the date format \"{format}\" has a quote that is not closed.");
                }

                text.Append(format, i + 1, end - i - 1);
                i = end + 1;
                continue;
            }

            var run = 1;
            while (i + run < format.Length && format[i + run] == c)
            {
                run++;
            }

            text.Append(Letter(at, c, run, culture));
            i += run;
        }

        return text.ToString();
    }

    private static string Letter(DateTime at, char letter, int run, CultureInfo culture) =>
        letter switch
        {
            'd' or 'M' => at.ToString(Custom(letter, Math.Min(run, 4)), culture),
            'h' or 'H' or 'm' or 's' => at.ToString(Custom(letter, Math.Min(run, 2)), culture),
            'y' => at.ToString(run > 2 ? "yyyy" : "yy", culture),
            'f' or 'F' => at.ToString("fff", culture),
            't' => at.ToString("tt", culture),
            'K' => "+00:00",
            _ => new string(letter, run),
        };

    private static string Custom(char letter, int run) => run == 1 ? "%" + letter : new string(letter, run);
}
