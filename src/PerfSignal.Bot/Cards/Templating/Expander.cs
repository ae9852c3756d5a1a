using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>
/// Fills a template with data, as the reference library does (https://learn.microsoft.com/adaptive-cards/templating/language),
/// except that names are case-sensitive and, unless <paramref name="pure"/>, model values are escaped for the field they land in.
/// </summary>
internal sealed class Expander(JsonNode? root, JsonObject texts, bool pure)
{
    public JsonNode? Expand(Template template) =>
        Expand(template, new Frame(root, Values.Undefined, null, texts)) is { } result ? result.Node : null;

    /// <summary>A produced value; <c>Gone</c> is a property or item that is left out.</summary>
    private sealed record Produced(JsonNode? Node)
    {
        public static readonly Produced Gone = new((JsonNode?)null);
        public static readonly Produced Null = new((JsonNode?)null);
    }

    private Produced Expand(Template template, Frame frame) =>
        template switch
        {
            LiteralTemplate literal => literal.Value is null ? Produced.Null : new Produced(literal.Value.DeepClone()),
            ValueTemplate value => Value(value, frame),
            TextTemplate text => new Produced(JsonValue.Create(Join(text, frame))),
            ArrayTemplate array => new Produced(Items(array, frame)),
            ObjectTemplate o => Objects(o, frame),
            _ => throw new InvalidOperationException("unknown template"),
        };

    private Produced Value(ValueTemplate template, Frame frame)
    {
        var outcome = Evaluator.Evaluate(template.Expression, frame, substitute: true);
        if (outcome.Error is not null)
        {
            throw new ExpansionException($"line {template.Line}: {outcome.Error}");
        }

        return outcome.Value switch
        {
            null => Produced.Null,
            bool b => new Produced(JsonValue.Create(b)),
            double d => new Produced(double.IsFinite(d) ? JsonValue.Create(d) : null),
            Text t => new Produced(JsonValue.Create(Land(t, template.Landing))),
            JsonNode node => new Produced(node.DeepClone()),
            _ => Produced.Gone,
        };
    }

    private string Join(TextTemplate template, Frame frame)
    {
        var parts = template.Parts.Select(part =>
        {
            var outcome = Evaluator.Evaluate(part, frame, substitute: true);
            if (outcome.Error is not null)
            {
                return Text.Literal("${" + part + "}");
            }

            return pure && Values.IsNothing(outcome.Value)
                ? throw new ExpansionException($"line {template.Line}: {part} has no value.")
                : Values.ToText(outcome.Value);
        });
        return Land(Text.Join([.. parts]), template.Landing);
    }

    private string Land(Text text, Landing landing) =>
        (pure ? Landing.Raw : landing) switch
        {
            Landing.Markdown => text.Render(v => AdaptiveMarkdown.Escape(Bidi.Close(v))),
            Landing.Plain => text.Render(Bidi.Close),
            _ => text.Plain,
        };

    private JsonArray Items(ArrayTemplate template, Frame frame)
    {
        var result = new JsonArray();
        foreach (var item in template.Items)
        {
            var produced = Expand(item, frame);
            if (produced.Node is JsonArray many)
            {
                var ones = many.ToList();
                many.Clear();
                ones.ForEach(result.Add);
            }
            else if (produced.Node is not null)
            {
                result.Add(produced.Node);
            }
        }

        return result;
    }

    private Produced Objects(ObjectTemplate template, Frame frame)
    {
        if (template is { Data: null, When: null })
        {
            return new Produced(Single(template, frame));
        }

        var results = new JsonArray();
        foreach (var inner in Frames(template, frame))
        {
            if (template.When is { } when)
            {
                var outcome = Evaluator.Evaluate(when.Expression, inner, substitute: false);
                if (outcome is not { Error: null, Value: true })
                {
                    continue;
                }
            }

            results.Add(Single(template, inner));
        }

        if (results.Count != 1)
        {
            return results.Count == 0 ? Produced.Null : new Produced(results);
        }

        var only = results[0];
        results.RemoveAt(0);
        return new Produced(only);
    }

    private IEnumerable<Frame> Frames(ObjectTemplate template, Frame frame)
    {
        if (template.Data is null)
        {
            return [frame];
        }

        var data = template.Data is ValueTemplate value ? Evaluate(value, frame) : Values.Of(Expand(template.Data, frame).Node);
        return data switch
        {
            JsonArray many => many.Select((item, i) => frame with { Data = Values.Of(item), Index = i }),
            _ when ReferenceEquals(data, Values.Undefined) => [frame],
            _ => [frame with { Data = data }],
        };
    }

    private static object? Evaluate(ValueTemplate template, Frame frame)
    {
        var outcome = Evaluator.Evaluate(template.Expression, frame, substitute: true);
        return outcome.Error is null ? outcome.Value : throw new ExpansionException($"line {template.Line}: {outcome.Error}");
    }

    private JsonObject Single(ObjectTemplate template, Frame frame)
    {
        var result = new JsonObject();
        foreach (var (name, value) in template.Properties)
        {
            var produced = Expand(value, frame);
            if (!ReferenceEquals(produced, Produced.Gone))
            {
                result[name] = produced.Node;
            }
        }

        return result;
    }
}
