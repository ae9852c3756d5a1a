using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Bot.Cards;

/// <summary>The words of the cards in each language, from <c>texts.&lt;language&gt;.json</c> and the folder <c>texts</c>.</summary>
internal sealed class CardTexts
{
    /// <summary>The language whose texts stand in where another language's folder has no file.</summary>
    public const string Default = "en";

    /// <summary>Holds the texts of one feature each, as <c>feature.language.json</c>, beside the common file.</summary>
    public const string Folder = "texts";

    private readonly Dictionary<string, JsonObject> _languages = new(StringComparer.Ordinal);

    public IEnumerable<string> Languages => _languages.Keys;

    public static CardTexts Load(string folder)
    {
        var texts = new CardTexts();
        var more = Path.Combine(folder, Folder);
        var parts = Directory.Exists(more) ? Directory.EnumerateFiles(more, "*.*.json") : [];
        foreach (var path in Directory.EnumerateFiles(folder, "texts.*.json").Concat(parts).Order(StringComparer.Ordinal))
        {
            texts.Add(Path.GetRelativePath(folder, path), File.ReadAllBytes(path));
        }

        return texts._languages.ContainsKey(Default)
            ? texts
            : throw new CardException($"texts.{Default}.json", 1, "the file is missing; it holds the words of the cards.");
    }

    /// <summary>The texts of a language such as <c>de</c> or <c>de-AT</c>; English where there are none.</summary>
    public JsonObject For(string language) =>
        _languages.TryGetValue(language.Split('-', '_')[0].ToLowerInvariant(), out var texts) ? texts : _languages[Default];

    private void Add(string file, byte[] utf8)
    {
        var language = Path.GetFileName(file).Split('.')[^2];
        if (!_languages.TryGetValue(language, out var texts))
        {
            _languages[language] = texts = [];
        }

        Read(file, SourceReader.Read(file, utf8), texts);
    }

    private static void Read(string file, SourceNode root, JsonObject texts)
    {
        if (root is not SourceObject entries)
        {
            throw new CardException(file, root.Line, "the texts are one flat object of key and text.");
        }

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

            if (!texts.TryAdd(entry.Name, text.Text))
            {
                throw new CardException(file, entry.Line, $"\"{entry.Name}\" has a text already in another file; keep one.");
            }
        }
    }
}
