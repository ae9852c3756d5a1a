using System.Text.Json;
using System.Text.Json.Nodes;
using static PerfSignal.Bot.Cards.Templating.Computing;

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
            Plain("length", Kinds.Number, 1, 1, [Kinds.String], IsTextOrMissing, a => (double)TextOf(a[0]).Length),
            Plain("join", Kinds.String, 2, 3, [Kinds.Array, Kinds.String, Kinds.String], _ => true, Join),
            Plain("concat", Kinds.String | Kinds.Array, 1, 99, [Anything], _ => true, Concat),
            Plain("string", Kinds.String, 1, 2, [Anything, Kinds.String], _ => true, String),
            Plain("json", Anything, 1, 1, [Kinds.String], _ => true, Json),
            Plain("toUpper", Kinds.String, 1, 2, [Kinds.String], IsTextOrMissing, a => Case(a, Upper)),
            Plain("toLower", Kinds.String, 1, 2, [Kinds.String], IsTextOrMissing, a => Case(a, (s, c) => s.ToLower(c))),
            // The culture is never the machine's: without one the same card would read differently on two servers.
            Plain("formatNumber", Kinds.String, 3, 3, [Kinds.Number, Kinds.Number, Kinds.String], _ => true, FormatNumber, failed: null),
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

                if (error is not null)
                {
                    return Outcome.Of(false);
                }

                // What cannot be compared is an error whose value is false, which || gives back.
                var outcome = Try(call, () => test(arguments));
                return outcome.Error is null ? outcome : outcome with { Value = false };
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
    ) => Plain(name, gives, least, most, takes, accepts, compute, Values.Undefined);

    /// <summary><paramref name="failed"/> is the value beside an error, which only || gives back.</summary>
    private static Function Plain(
        string name,
        Kinds gives,
        int least,
        int most,
        Kinds[] takes,
        Func<object?, bool> accepts,
        Func<object?[], object?> compute,
        object? failed
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
                if (error is not null)
                {
                    return Outcome.Fail(error);
                }

                var outcome = Try(call, () => compute(arguments));
                return outcome.Error is null ? outcome : outcome with { Value = failed };
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
}
