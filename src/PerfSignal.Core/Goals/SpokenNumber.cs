using System.Globalization;
using System.Text.RegularExpressions;

namespace PerfSignal.Core.Goals;

/// <summary>Reads a number as people type it in English or German.</summary>
/// <remarks>A mark before exactly three digits parts thousands where the language says so; every other single mark is the decimal one: `62,5` and `62.5` alike.</remarks>
public static partial class SpokenNumber
{
    /// <summary>What four decimals of the database hold safely.</summary>
    public const decimal Most = 999_999_999_999m;

    /// <summary>Rounded to four decimals, half away from zero; null for anything that is no plain number.</summary>
    public static decimal? Read(string typed, string language)
    {
        var text = typed.Trim();
        if (text.Length is 0 or > 24)
        {
            return null;
        }

        if ((language == "de" ? GermanThousands() : EnglishThousands()).IsMatch(text))
        {
            text = text.Replace(language == "de" ? "." : ",", "", StringComparison.Ordinal);
        }

        return
            Plain().IsMatch(text)
            && decimal.TryParse(
                text.Replace(',', '.'),
                NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint,
                CultureInfo.InvariantCulture,
                out var number
            )
            && number is >= -Most and <= Most
            ? Math.Round(number, 4, MidpointRounding.AwayFromZero)
            : null;
    }

    [GeneratedRegex(@"\A-?[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EnglishThousands();

    [GeneratedRegex(@"\A-?[1-9][0-9]{0,2}(\.[0-9]{3})+(,[0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex GermanThousands();

    [GeneratedRegex(@"\A-?[0-9]+([.,][0-9]+)?\z", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Plain();
}
