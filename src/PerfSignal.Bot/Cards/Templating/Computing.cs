using System.Globalization;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>What functions and operators make of arguments that have been computed; a wrong one is an <see cref="ExpansionException"/>.</summary>
internal static class Computing
{
    public static int Order(object?[] a) =>
        (a[0], a[1]) switch
        {
            (double x, double y) => x.CompareTo(y),
            (Text x, Text y) => string.CompareOrdinal(x.Plain, y.Plain),
            _ => throw new ExpansionException("the two must be comparable."),
        };

    public static bool IsEmpty(object? value) =>
        value switch
        {
            Text t => t.Plain.Length == 0,
            JsonArray a => a.Count == 0,
            JsonObject o => o.Count == 0,
            _ => true,
        };

    public static bool IsNumberOrText(object? value) => value is Text || Values.IsNumber(value) || ReferenceEquals(value, Values.Undefined);

    public static bool IsTextOrMissing(object? value) => value is Text || ReferenceEquals(value, Values.Undefined);

    public static string TextOf(object? value) => value is Text t ? t.Plain : "";

    public static object? Add(object?[] a)
    {
        if (a[0] is double x && a[1] is double y)
        {
            return x + y;
        }

        return (Values.IsNothing(a[0]) && a[1] is double) || (Values.IsNothing(a[1]) && a[0] is double)
            ? throw new ExpansionException("a number and nothing cannot be added.")
            : Text.Join([Values.ToText(a[0]), Values.ToText(a[1])]);
    }

    /// <summary>Two whole numbers divide to a whole number, rounded down.</summary>
    public static object? Divide(object?[] a)
    {
        var (x, y) = ((double)a[0]!, (double)a[1]!);
        if (y == 0)
        {
            throw new ExpansionException("division by zero.");
        }

        return double.IsInteger(x) && double.IsInteger(y) ? Math.Floor(x / y) : x / y;
    }

    public static object? Count(object?[] a)
    {
        var count = a[0] switch
        {
            Text t => t.Plain.Length,
            JsonArray array => array.Count,
            JsonObject o => o.Count,
            _ => 0,
        };
        return (double)count;
    }

    public static object? Join(object?[] a)
    {
        if (a[0] is not JsonArray items)
        {
            throw new ExpansionException("not a list.");
        }

        var separator = Values.ToText(a[1]);
        if (a.Length == 2)
        {
            return Values.JoinAll(items, separator);
        }

        var last = Values.ToText(a[2]);
        return items.Count < 3
            ? Values.JoinAll(items, last)
            : Text.Join([Values.JoinAll(items.Take(items.Count - 1), separator), last, Values.ToText(Values.Of(items[^1]))]);
    }

    public static object? Concat(object?[] a)
    {
        var soFar = a[0];
        foreach (var next in a.Skip(1))
        {
            soFar = (soFar, next) switch
            {
                _ when Values.IsNothing(soFar) && Values.IsNothing(next) => Values.Undefined,
                (_, JsonArray y) when Values.IsNothing(soFar) => y,
                (JsonArray x, _) when Values.IsNothing(next) => x,
                (JsonArray x, JsonArray y) => new JsonArray([.. x.Concat(y).Select(n => n?.DeepClone())]),
                _ => Text.Join([Values.Stringify(soFar), Values.Stringify(next)]),
            };
        }

        return soFar;
    }

    public static object? String(object?[] a) =>
        a[0] is double d && !double.IsNaN(d) ? Text.Literal(JsNumber.Grouped(d, Culture(a, 1))) : Values.Stringify(a[0]);

    public static object? Json(object?[] a) =>
        a[0] is Text t ? Values.Of(JsonNode.Parse(t.Plain.Trim()), t.FromModel) : throw new ExpansionException("json wants a string.");

    public static Text Case(object?[] a, Func<string, CultureInfo, string> change)
    {
        var culture = Culture(a, 1);
        return (a[0] as Text ?? Text.Literal("")).Map(s => change(s, culture));
    }

    /// <summary>ß has no single capital in Unicode's default case mapping; .NET leaves it as it is.</summary>
    public static string Upper(string text, CultureInfo culture) => text.ToUpper(culture).Replace("ß", "SS", StringComparison.Ordinal);

    public static object? FormatNumber(object?[] a) =>
        a[0] is double number && a[1] is double decimals
            ? Text.Literal(JsNumber.Grouped(number, (int)decimals, Culture(a, 2)))
            : throw new ExpansionException("formatNumber wants a number, its decimals and a culture.");

    public static object? FormatDateTime(object?[] a) =>
        a is [Text at, Text format, Text]
            ? Text.Of(DateFormat.Format(at.Plain, format.Plain, Culture(a, 2)), at.FromModel || format.FromModel)
            : throw new ExpansionException("formatDateTime wants an instant, a format and a culture, all strings.");

    public static CultureInfo Culture(object?[] a, int position)
    {
        var name = a.Length > position ? TextOf(a[position]) : "en-US";
        try
        {
            return CultureInfo.GetCultureInfo(name.Length == 0 ? "en-US" : name);
        }
        catch (CultureNotFoundException)
        {
            throw new ExpansionException($"\"{name}\" is not a culture; write for example 'en-US' or 'de-DE'.");
        }
    }
}
