using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>The functions of the card language, with the meaning they have in adaptive-expressions 4.23.</summary>
internal static class Functions
{
    private const Kinds Anything = Kinds.Any;

    public static IReadOnlyDictionary<string, Function> All { get; } =
        new[]
        {
            new Function("if", Anything, 3, 3, [Anything], If),
            new Function("&&", Kinds.Boolean, 2, 2, [Anything], And),
            new Function("||", Kinds.Boolean, 2, 2, [Anything], Or),
            new Function("!", Kinds.Boolean, 1, 1, [Anything], Not),
            Test("==", 2, (a) => Values.Same(a[0], a[1])),
            Test("!=", 2, (a) => !Values.Same(a[0], a[1])),
            Test("<", 2, (a) => Order(a) < 0, v => !Values.IsNothing(v)),
            Test("<=", 2, (a) => Order(a) <= 0, v => !Values.IsNothing(v)),
            Test(">", 2, (a) => Order(a) > 0, v => !Values.IsNothing(v)),
            Test(">=", 2, (a) => Order(a) >= 0, v => !Values.IsNothing(v)),
            Test("empty", 1, (a) => IsEmpty(a[0]), v => Values.IsNothing(v) || v is Text or JsonNode),
            Test("exists", 1, (a) => true, v => !Values.IsNothing(v)),
            Plain("+", Kinds.String | Kinds.Number, 2, 2, [Kinds.String | Kinds.Number], IsNumberOrText, Add),
            Plain("-", Kinds.Number, 2, 2, [Kinds.Number], Values.IsNumber, a => (double)a[0]! - (double)a[1]!),
            Plain("*", Kinds.Number, 2, 2, [Kinds.Number], Values.IsNumber, a => (double)a[0]! * (double)a[1]!),
            Plain("/", Kinds.Number, 2, 2, [Kinds.Number], Values.IsNumber, Divide),
            Plain("coalesce", Anything, 1, 99, [Anything], _ => true, a => a.FirstOrDefault(v => !Values.IsNothing(v), Values.Undefined)),
            Plain("count", Kinds.Number, 1, 1, [Kinds.String | Kinds.Array], v => v is Text or JsonNode, Count),
            Plain("length", Kinds.Number, 1, 1, [Kinds.String], IsTextOrMissing, a => (double)Plain(a[0]).Length),
            Plain("join", Kinds.String, 2, 3, [Kinds.Array, Kinds.String, Kinds.String], _ => true, Join),
            Plain("concat", Kinds.String | Kinds.Array, 1, 99, [Anything], _ => true, Concat),
            Plain("string", Kinds.String, 1, 2, [Anything, Kinds.String], _ => true, String),
            Plain("json", Anything, 1, 1, [Kinds.String], _ => true, Json),
            Plain("toUpper", Kinds.String, 1, 2, [Kinds.String], IsTextOrMissing, a => Case(a, Upper)),
            Plain("toLower", Kinds.String, 1, 2, [Kinds.String], IsTextOrMissing, a => Case(a, (s, c) => s.ToLower(c))),
            // The culture is never the machine's: without one the same card would read differently on two servers.
            Plain("formatNumber", Kinds.String, 3, 3, [Kinds.Number, Kinds.Number, Kinds.String], _ => true, FormatNumber),
            Plain("formatDateTime", Kinds.String, 3, 3, [Kinds.String], _ => true, FormatDateTime),
        }.ToDictionary(f => f.Name, StringComparer.Ordinal);

    /// <summary>A comparison never substitutes, and is false where an argument cannot be computed.</summary>
    private static Function Test(string name, int count, Func<object?[], bool> test, Func<object?, bool>? accepts = null) =>
        new(
            name,
            Kinds.Boolean,
            count,
            count,
            [Anything],
            (call, frame, _) =>
            {
                var (arguments, error) = Arguments(call, frame, substitute: false, accepts ?? (_ => true));
                return error is null ? Try(call, () => test(arguments)) : Outcome.Of(false);
            }
        );

    private static Function Plain(
        string name,
        Kinds gives,
        int least,
        int most,
        Kinds[] takes,
        Func<object?, bool> accepts,
        Func<object?[], object?> compute
    ) =>
        new(
            name,
            gives,
            least,
            most,
            takes,
            (call, frame, substitute) =>
            {
                var (arguments, error) = Arguments(call, frame, substitute, accepts);
                return error is null ? Try(call, () => compute(arguments)) : Outcome.Fail(error);
            }
        );

    private static Outcome Try(Call call, Func<object?> compute)
    {
        try
        {
            return Outcome.Of(compute());
        }
        catch (Exception e) when (e is ExpansionException or JsonException)
        {
            return Outcome.Fail($"{call}: {e.Message}");
        }
    }

    private static (object?[] Values, string? Error) Arguments(Call call, Frame frame, bool substitute, Func<object?, bool> accepts)
    {
        var values = new object?[call.Arguments.Count];
        for (var i = 0; i < values.Length; i++)
        {
            var outcome = Evaluator.Evaluate(call.Arguments[i], frame, substitute);
            if (outcome.Error is not null)
            {
                return (values, outcome.Error);
            }

            values[i] = outcome.Value;
            if (!accepts(values[i]))
            {
                return (values, $"{call.Function.Name} cannot use the value of {call.Arguments[i]}.");
            }
        }

        return (values, null);
    }

    private static Outcome If(Call call, Frame frame, bool substitute)
    {
        var condition = Evaluator.Evaluate(call.Arguments[0], frame, substitute: false);
        var holds = condition.Error is null && Values.IsTrue(condition.Value);
        return Evaluator.Evaluate(call.Arguments[holds ? 1 : 2], frame, substitute);
    }

    private static Outcome And(Call call, Frame frame, bool substitute) =>
        Outcome.Of(call.Arguments.All(a => Evaluator.Evaluate(a, frame, substitute: false) is { Error: null } o && Values.IsTrue(o.Value)));

    /// <summary>When nothing holds, the result is the last value, not false: the reference library does the same.</summary>
    private static Outcome Or(Call call, Frame frame, bool substitute)
    {
        var last = Outcome.Of(false);
        foreach (var argument in call.Arguments)
        {
            last = Evaluator.Evaluate(argument, frame, substitute: false);
            if (last.Error is null && Values.IsTrue(last.Value))
            {
                return Outcome.Of(true);
            }
        }

        return Outcome.Of(last.Value);
    }

    private static Outcome Not(Call call, Frame frame, bool substitute)
    {
        var outcome = Evaluator.Evaluate(call.Arguments[0], frame, substitute: false);
        return Outcome.Of(outcome.Error is not null || !Values.IsTrue(outcome.Value));
    }

    private static int Order(object?[] a) =>
        (a[0], a[1]) switch
        {
            (double x, double y) => x.CompareTo(y),
            (Text x, Text y) => string.CompareOrdinal(x.Plain, y.Plain),
            _ => throw new ExpansionException("the two must be comparable."),
        };

    private static bool IsEmpty(object? value) =>
        value switch
        {
            Text t => t.Plain.Length == 0,
            JsonArray a => a.Count == 0,
            JsonObject o => o.Count == 0,
            _ => true,
        };

    private static bool IsNumberOrText(object? value) =>
        value is Text || Values.IsNumber(value) || ReferenceEquals(value, Values.Undefined);

    private static bool IsTextOrMissing(object? value) => value is Text || ReferenceEquals(value, Values.Undefined);

    private static string Plain(object? value) => value is Text t ? t.Plain : "";

    private static object? Add(object?[] a)
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
    private static object? Divide(object?[] a)
    {
        var (x, y) = ((double)a[0]!, (double)a[1]!);
        if (y == 0)
        {
            throw new ExpansionException("division by zero.");
        }

        return double.IsInteger(x) && double.IsInteger(y) ? Math.Floor(x / y) : x / y;
    }

    private static object? Count(object?[] a)
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

    private static object? Join(object?[] a)
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

    private static object? Concat(object?[] a)
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

    private static object? String(object?[] a) =>
        a[0] is double d && !double.IsNaN(d) ? Text.Literal(JsNumber.Grouped(d, Culture(a, 1))) : Values.Stringify(a[0]);

    private static object? Json(object?[] a) =>
        a[0] is Text t ? Values.Of(JsonNode.Parse(t.Plain.Trim()), t.FromModel) : throw new ExpansionException("json wants a string.");

    private static Text Case(object?[] a, Func<string, CultureInfo, string> change)
    {
        var culture = Culture(a, 1);
        return (a[0] as Text ?? Text.Literal("")).Map(s => change(s, culture));
    }

    /// <summary>ß has no single capital in Unicode's default case mapping; .NET leaves it as it is.</summary>
    private static string Upper(string text, CultureInfo culture) => text.ToUpper(culture).Replace("ß", "SS", StringComparison.Ordinal);

    private static object? FormatNumber(object?[] a) =>
        a[0] is double number && a[1] is double decimals
            ? Text.Literal(JsNumber.Grouped(number, (int)decimals, Culture(a, 2)))
            : throw new ExpansionException("formatNumber wants a number, its decimals and a culture.");

    private static object? FormatDateTime(object?[] a) =>
        a is [Text at, Text format, Text]
            ? Text.Of(DateFormat.Format(at.Plain, format.Plain, Culture(a, 2)), at.FromModel || format.FromModel)
            : throw new ExpansionException("formatDateTime wants an instant, a format and a culture, all strings.");

    private static CultureInfo Culture(object?[] a, int position)
    {
        var name = a.Length > position ? Plain(a[position]) : "en-US";
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
