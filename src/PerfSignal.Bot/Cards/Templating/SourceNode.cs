using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>JSON that remembers the line each value stands on.</summary>
internal abstract record SourceNode(int Line);

internal sealed record SourceProperty(string Name, int Line, SourceNode Value);

internal sealed record SourceObject(int Line, IReadOnlyList<SourceProperty> Properties) : SourceNode(Line)
{
    public SourceNode? this[string name] => Properties.FirstOrDefault(p => p.Name == name)?.Value;

    /// <summary>The literal <c>type</c>, or null.</summary>
    public string? Type => (this["type"] as SourceText)?.Text;
}

internal sealed record SourceArray(int Line, IReadOnlyList<SourceNode> Items) : SourceNode(Line);

internal sealed record SourceText(int Line, string Text) : SourceNode(Line);

internal sealed record SourceLiteral(int Line, JsonNode? Value) : SourceNode(Line);

internal static class SourceReader
{
    /// <summary>Reads strict JSON (comments are allowed); a syntax error or a repeated property is a <see cref="CardException"/>.</summary>
    public static SourceNode Read(string file, byte[] utf8)
    {
        var lines = new LineIndex(utf8);
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, MaxDepth = 128 });
        try
        {
            reader.Read();
            var node = Value(ref reader, lines, file);
            reader.Read();
            return node;
        }
        catch (JsonException e)
        {
            throw new CardException(file, (int)(e.LineNumber ?? 0) + 1, "not valid JSON: " + e.Message);
        }
    }

    private static SourceNode Value(ref Utf8JsonReader reader, LineIndex lines, string file)
    {
        var line = lines.LineOf(reader.TokenStartIndex);
        return reader.TokenType switch
        {
            JsonTokenType.StartObject => Object(ref reader, lines, file, line),
            JsonTokenType.StartArray => Array(ref reader, lines, file, line),
            JsonTokenType.String => new SourceText(line, reader.GetString()!),
            JsonTokenType.Number => new SourceLiteral(line, JsonNode.Parse(reader.ValueSpan)),
            JsonTokenType.True => new SourceLiteral(line, JsonValue.Create(true)),
            JsonTokenType.False => new SourceLiteral(line, JsonValue.Create(false)),
            _ => new SourceLiteral(line, null),
        };
    }

    private static SourceObject Object(ref Utf8JsonReader reader, LineIndex lines, string file, int line)
    {
        var properties = new List<SourceProperty>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var at = lines.LineOf(reader.TokenStartIndex);
            var name = reader.GetString()!;
            if (properties.Exists(p => p.Name == name))
            {
                throw new CardException(file, at, $"the property \"{name}\" is there twice; keep one.");
            }

            reader.Read();
            properties.Add(new SourceProperty(name, at, Value(ref reader, lines, file)));
        }

        return new SourceObject(line, properties);
    }

    private static SourceArray Array(ref Utf8JsonReader reader, LineIndex lines, string file, int line)
    {
        var items = new List<SourceNode>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            items.Add(Value(ref reader, lines, file));
        }

        return new SourceArray(line, items);
    }

    private sealed class LineIndex
    {
        private readonly List<long> _starts = [0];

        public LineIndex(byte[] utf8)
        {
            for (var i = 0; i < utf8.Length; i++)
            {
                if (utf8[i] == (byte)'\n')
                {
                    _starts.Add(i + 1);
                }
            }
        }

        public int LineOf(long offset)
        {
            var at = _starts.BinarySearch(offset);
            return at >= 0 ? at + 1 : ~at;
        }
    }
}
