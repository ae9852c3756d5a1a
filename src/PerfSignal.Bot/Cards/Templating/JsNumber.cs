using System.Globalization;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>Numbers written as ECMAScript writes them (ECMA-262, Number::toString), since the template language is defined by it.</summary>
internal static class JsNumber
{
    /// <summary>The sign the reference library puts before negative formatted numbers.</summary>
    private const string Minus = "\u2212";

    public static string Text(double value)
    {
        if (value == 0)
        {
            return "0";
        }

        if (double.IsNaN(value) || double.IsInfinity(value))
        {
            return double.IsNaN(value) ? "NaN"
                : value > 0 ? "Infinity"
                : "-Infinity";
        }

        var (mantissa, power) = value.ToString("R", CultureInfo.InvariantCulture).TrimStart('-').Split('E') is [var m, var e]
            ? (m, int.Parse(e, CultureInfo.InvariantCulture))
            : (value.ToString("R", CultureInfo.InvariantCulture).TrimStart('-'), 0);
        var point = mantissa.IndexOf('.', StringComparison.Ordinal);
        var all = mantissa.Replace(".", "", StringComparison.Ordinal);
        var digits = all.TrimStart('0');
        var exponent = power + (point < 0 ? mantissa.Length : point) - 1 - (all.Length - digits.Length);
        digits = digits.TrimEnd('0');
        var sign = value < 0 ? "-" : "";
        return sign
            + exponent switch
            {
                >= 21 or < -6 => digits[0]
                    + (digits.Length > 1 ? "." + digits[1..] : "")
                    + "e"
                    + (exponent > 0 ? "+" : "-")
                    + Math.Abs(exponent).ToString(CultureInfo.InvariantCulture),
                < 0 => "0." + new string('0', -exponent - 1) + digits,
                _ when digits.Length <= exponent + 1 => digits.PadRight(exponent + 1, '0'),
                _ => digits[..(exponent + 1)] + "." + digits[(exponent + 1)..],
            };
    }

    /// <summary>Grouped digits with a fixed number of decimals, rounded half up as <c>Math.round</c> does.</summary>
    public static string Grouped(double value, int decimals, CultureInfo culture)
    {
        var power = Math.Pow(10, decimals);
        var rounded = Math.Floor((value * power) + 0.5) / power;
        return Fixed(rounded, decimals, culture);
    }

    /// <summary>Grouped digits with as many decimals as the number has.</summary>
    public static string Grouped(double value, CultureInfo culture)
    {
        var text = Text(value);
        var point = text.IndexOf('.', StringComparison.Ordinal);
        return Fixed(value, point < 0 ? 0 : text.Length - point - 1, culture);
    }

    private static string Fixed(double value, int decimals, CultureInfo culture)
    {
        var digits = Math.Abs(value).ToString("N" + Math.Clamp(decimals, 0, 20).ToString(CultureInfo.InvariantCulture), culture);
        var isZero = !digits.Any(c => c is >= '1' and <= '9');
        return value < 0 && !isZero ? Minus + digits : digits;
    }
}
