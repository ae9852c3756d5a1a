using System.Text.Json.Nodes;

namespace PerfSignal.Tests.Fakes;

/// <summary>The partial responses of Google's APIs, as far as names, commas and parentheses go.</summary>
internal sealed class GoogleFields
{
    private readonly Dictionary<string, GoogleFields?> names = new(StringComparer.Ordinal);

    public static GoogleFields Parse(string selector)
    {
        var position = 0;
        var fields = Parse(selector, ref position);
        return position == selector.Length ? fields : throw new FormatException("Invalid field selection");
    }

    /// <summary>The node with only what was asked for.</summary>
    public JsonNode? Of(JsonNode? node) =>
        node switch
        {
            JsonArray items => new JsonArray([.. items.Select(Of)]),
            JsonObject properties => new JsonObject(
                properties
                    .Where(property => names.ContainsKey(property.Key))
                    .Select(property =>
                        KeyValuePair.Create(
                            property.Key,
                            names[property.Key] is { } within ? within.Of(property.Value) : property.Value?.DeepClone()
                        )
                    )
            ),
            _ => node?.DeepClone(),
        };

    private static GoogleFields Parse(string selector, ref int position)
    {
        var fields = new GoogleFields();
        while (true)
        {
            var start = position;
            while (position < selector.Length && char.IsAsciiLetterOrDigit(selector[position]))
            {
                position++;
            }

            var name = selector[start..position];
            if (name.Length == 0)
            {
                throw new FormatException("Invalid field selection");
            }

            GoogleFields? within = null;
            if (position < selector.Length && selector[position] == '(')
            {
                position++;
                within = Parse(selector, ref position);
                if (position >= selector.Length || selector[position++] != ')')
                {
                    throw new FormatException("Invalid field selection");
                }
            }

            fields.names[name] = within;
            if (position >= selector.Length || selector[position] != ',')
            {
                return fields;
            }

            position++;
        }
    }
}
