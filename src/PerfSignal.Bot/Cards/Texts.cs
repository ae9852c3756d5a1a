using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Bot.Cards;

/// <summary>The words of the cards in each language, from <c>texts.&lt;language&gt;.json</c>.</summary>
internal sealed class Texts
{
    /// <summary>The language whose texts stand in where another language's folder has no file.</summary>
    public const string Default = "en";

    private readonly Dictionary<string, JsonObject> _languages = new(StringComparer.Ordinal);

    public IEnumerable<string> Languages => _languages.Keys;

    public static Texts Load(string folder)
    {
        var texts = new Texts();
        foreach (var path in Directory.EnumerateFiles(folder, "texts.*.json").Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            texts._languages[file.Split('.')[1]] = Read(file, SourceReader.Read(file, File.ReadAllBytes(path)));
        }

        return texts._languages.ContainsKey(Default)
            ? texts
            : throw new CardException($"texts.{Default}.json", 1, "the file is missing; it holds the words of the cards.");
    }

    /// <summary>The texts of a language such as <c>de</c> or <c>de-AT</c>; English where there are none.</summary>
    public JsonObject For(string language) =>
        _languages.TryGetValue(language.Split('-', '_')[0].ToLowerInvariant(), out var texts) ? texts : _languages[Default];

    private static JsonObject Read(string file, SourceNode root)
    {
        if (root is not SourceObject entries)
        {
            throw new CardException(file, root.Line, "the texts are one flat object of key and text.");
        }

        var texts = new JsonObject();
        foreach (var entry in entries.Properties)
        {
            if (entry.Value is not SourceText text)
            {
                throw new CardException(file, entry.Line, $"\"{entry.Name}\" must be a text; the file is flat.");
            }

            if (text.Text.Contains("${", StringComparison.Ordinal) || text.Text.Contains("{{", StringComparison.Ordinal))
            {
                throw new CardException(file, entry.Line, $"\"{entry.Name}\" holds an expression; texts are words only.");
            }

            texts[entry.Name] = text.Text;
        }

        return texts;
    }
}
