using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>What names mean at one place of a template. <paramref name="Data"/> is Values.Undefined until a <c>$data</c> sets it.</summary>
internal sealed record Frame(JsonNode? Root, object? Data, int? Index, JsonObject Texts)
{
    public object? Current => ReferenceEquals(Data, Values.Undefined) ? Values.Of(Root) : Data;
}

/// <summary>Computes expressions. With <c>substitute</c> a missing value becomes its own placeholder, as in the reference library.</summary>
internal static class Evaluator
{
    public static Outcome Evaluate(Expression expression, Frame frame, bool substitute) =>
        expression switch
        {
            Constant c => Outcome.Of(c.Value),
            Accessor a => Path(a, frame, substitute),
            Element e => Indexed(e, frame, substitute),
            Call call => call.Function.Compute(call, frame, substitute),
            _ => throw new InvalidOperationException("unknown expression"),
        };

    private static Outcome Indexed(Element element, Frame frame, bool substitute)
    {
        var instance = Evaluate(element.Of, frame, substitute);
        if (instance.Error is not null)
        {
            return instance;
        }

        var index = Evaluate(element.Index, frame, substitute: false);
        if (index.Error is not null)
        {
            return index;
        }

        return index.Value switch
        {
            double d when double.IsInteger(d) => At(instance.Value, (int)d),
            Text key => Outcome.Of(Property(instance.Value, key.Plain)),
            _ => Outcome.Fail($"Could not coerce {element.Index} to an int or string."),
        };
    }

    private static Outcome At(object? instance, int index)
    {
        if (Values.IsNothing(instance))
        {
            return Outcome.Of(Values.Undefined);
        }

        return instance is not JsonArray array ? Outcome.Fail("not a collection")
            : index >= 0 && index < array.Count ? Outcome.Of(Values.Of(array[index]))
            : Outcome.Fail($"{index} is out of range");
    }

    private static object? Property(object? instance, string name) =>
        instance is JsonObject o && o.TryGetPropertyValue(name, out var value) ? Values.Of(value) : Values.Undefined;

    private static Outcome Path(Accessor accessor, Frame frame, bool substitute)
    {
        // What most cards say: a property of the current data, or a text.
        var simple = accessor switch
        {
            { Of: null } => Start(accessor.Name, frame),
            { Of: Accessor { Name: "t", Of: null } } when Property(frame.Texts, accessor.Name) is Text text => Text.Literal(text.Plain),
            _ => Values.Undefined,
        };
        if (!ReferenceEquals(simple, Values.Undefined))
        {
            return Outcome.Of(simple);
        }

        var steps = new Stack<(string? Name, object? Index)>();
        Expression? rest = accessor;
        while (rest is Accessor or Element)
        {
            if (rest is Accessor a)
            {
                steps.Push((a.Name, null));
                rest = a.Of;
                continue;
            }

            var element = (Element)rest;
            var index = Evaluate(element.Index, frame, substitute);
            if (index.Error is not null)
            {
                return index;
            }

            steps.Push((null, index.Value));
            rest = element.Of;
        }

        var path = Written(steps);
        object? value;
        if (rest is null)
        {
            value = Start(steps.Pop().Name!, frame);
        }
        else
        {
            var start = Evaluate(rest, frame, substitute);
            if (start.Error is not null)
            {
                return start;
            }

            value = start.Value;
        }

        var isText = rest is null && path.StartsWith("t.", StringComparison.Ordinal);
        foreach (var (name, index) in steps)
        {
            value = Step(value, name, index);
        }

        if (isText && value is Text t)
        {
            value = Text.Literal(t.Plain);
        }

        return Outcome.Of(ReferenceEquals(value, Values.Undefined) && substitute ? Text.Literal("${" + path + "}") : value);
    }

    private static object? Start(string name, Frame frame) =>
        name switch
        {
            "$root" => Values.Of(frame.Root),
            "$data" => frame.Current,
            "$index" => frame.Index is { } i ? (double)i : Values.Undefined,
            "t" => frame.Texts,
            _ => Property(frame.Current, name),
        };

    private static object? Step(object? value, string? name, object? index)
    {
        if (name is not null)
        {
            return Property(value, name);
        }

        return index switch
        {
            double d when value is JsonArray => At(value, (int)d) is { Error: null } found ? found.Value : Values.Undefined,
            double d => Property(value, JsNumber.Text(d)),
            Text key => Property(value, key.Plain),
            _ => Values.Undefined,
        };
    }

    private static string Written(Stack<(string? Name, object? Index)> steps)
    {
        var path = new StringBuilder();
        foreach (var (name, index) in steps)
        {
            if (name is not null)
            {
                path.Append(path.Length > 0 ? "." : "").Append(name);
            }
            else
            {
                path.Append(CultureInfo.InvariantCulture, $"[{(index is Text t ? "'" + t.Plain + "'" : Values.ToText(index).Plain)}]");
            }
        }

        return path.ToString();
    }
}
