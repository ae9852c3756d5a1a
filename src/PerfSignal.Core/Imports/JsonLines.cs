using System.Text.Json;

namespace PerfSignal.Core.Imports;

/// <summary>Finds the line of each value of a JSON text by its path, such as `metrics[2].formula.kind`.</summary>
internal static class JsonLines
{
    public static Dictionary<string, int> Of(ReadOnlySpan<byte> utf8)
    {
        var lines = new Dictionary<string, int>(StringComparer.Ordinal);
        var reader = new Utf8JsonReader(utf8);
        var open = new Stack<(string Path, int Next)>();
        var (line, counted, name) = (1, 0, "");
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.PropertyName)
            {
                name = reader.GetString()!;
                continue;
            }

            if (reader.TokenType is JsonTokenType.EndObject or JsonTokenType.EndArray)
            {
                open.Pop();
                continue;
            }

            var start = (int)reader.TokenStartIndex;
            line += utf8[counted..start].Count((byte)'\n');
            counted = start;
            var path = PathOf(open, name);
            lines[path] = line;
            if (reader.TokenType is JsonTokenType.StartObject or JsonTokenType.StartArray)
            {
                open.Push((path, reader.TokenType == JsonTokenType.StartArray ? 0 : -1));
            }
        }

        return lines;
    }

    private static string PathOf(Stack<(string Path, int Next)> open, string name)
    {
        if (!open.TryPop(out var parent))
        {
            return "";
        }

        open.Push(parent.Next < 0 ? parent : (parent.Path, parent.Next + 1));
        return parent.Next >= 0 ? $"{parent.Path}[{parent.Next}]"
            : parent.Path.Length == 0 ? name
            : $"{parent.Path}.{name}";
    }
}
