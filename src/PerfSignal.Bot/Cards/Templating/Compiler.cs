using System.Text;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>Turns a card's JSON into a template once, so that every mistake in it is found at start.</summary>
internal sealed class Compiler(string file)
{
    public Template Compile(SourceNode node) => Compile(node, null, null);

    private Template Compile(SourceNode node, string? owner, string? property) =>
        node switch
        {
            SourceText text => Text(text, Subset.LandingOf(owner, property)),
            SourceArray array => new ArrayTemplate(array.Line, [.. array.Items.Select(i => Compile(i, owner, property))]),
            SourceObject o => Object(o, owner, property),
            SourceLiteral literal => new LiteralTemplate(literal.Line, literal.Value),
            _ => throw new InvalidOperationException("unknown node"),
        };

    private ObjectTemplate Object(SourceObject o, string? owner, string? property)
    {
        var type = o.Type ?? Subset.ImpliedType(owner, property) ?? owner + "." + property;
        var properties = o
            .Properties.Where(p => !Template.Reserved.Contains(p.Name))
            .Select(p => KeyValuePair.Create(p.Name, Compile(p.Value, type, p.Name)));
        return new ObjectTemplate(o.Line, Data(o), When(o), [.. properties]);
    }

    private Template? Data(SourceObject o) => o["$data"] is { } data ? Compile(data, null, "$data") : null;

    private ValueTemplate? When(SourceObject o) =>
        o["$when"] switch
        {
            null => null,
            SourceText text when Text(text, Landing.Raw) is ValueTemplate value => value,
            var other => throw new CardException(file, other.Line, "$when takes exactly one expression, as in \"${exists(note)}\"."),
        };

    private Template Text(SourceText source, Landing landing)
    {
        var text = source.Text;
        if (text.Contains("{{DATE(", StringComparison.Ordinal) || text.Contains("{{TIME(", StringComparison.Ordinal))
        {
            throw new CardException(file, source.Line, "{{DATE()}} and {{TIME()}} are not used; the model brings dates already formatted.");
        }

        if (!text.Contains("${", StringComparison.Ordinal))
        {
            return new LiteralTemplate(source.Line, JsonValue.Create(text));
        }

        try
        {
            return Build(source.Line, Split(text), landing);
        }
        catch (FormatException e)
        {
            throw new CardException(file, source.Line, e.Message);
        }
    }

    private static Template Build(int line, List<Expression> parts, Landing landing) =>
        parts switch
        {
            // The reference library joins the arguments of an outermost concat itself, as if they had been written side by side.
            [Call { Function.Name: "concat" } concat] => new TextTemplate(line, concat.Arguments, landing),
            [not Constant] => new ValueTemplate(line, parts[0], landing),
            _ => new TextTemplate(line, parts, landing),
        };

    private static List<Expression> Split(string text)
    {
        var parts = new List<Expression>();
        var literal = new StringBuilder();
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\' && i + 1 < text.Length && text[i + 1] is '$' or '`')
            {
                literal.Append(text[++i]);
            }
            else if (text[i] == '`')
            {
                throw new FormatException("a backtick beside an expression must be written \\`.");
            }
            else if (text[i] == '$' && i + 1 < text.Length && text[i + 1] == '{')
            {
                Flush(parts, literal);
                var end = End(text, i + 2);
                parts.Add(Parser.Parse(text[(i + 2)..end].Trim()));
                i = end;
            }
            else
            {
                literal.Append(text[i]);
            }
        }

        Flush(parts, literal);
        return parts;
    }

    private static void Flush(List<Expression> parts, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            parts.Add(new Constant(Templating.Text.Literal(literal.ToString())));
            literal.Clear();
        }
    }

    private static int End(string text, int start)
    {
        char? quote = null;
        for (var i = start; i < text.Length; i++)
        {
            var c = text[i];
            if (quote is not null)
            {
                i += c == '\\' ? 1 : 0;
                quote = c == quote ? null : quote;
            }
            else if (c is '\'' or '"')
            {
                quote = c;
            }
            else if (c == '}')
            {
                return i;
            }
        }

        throw new FormatException($"\"{text}\" has an expression that is not closed with }}.");
    }
}
