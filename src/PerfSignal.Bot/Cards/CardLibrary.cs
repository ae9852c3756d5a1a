using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Bot.Cards;

/// <summary>All cards of a folder, read and checked once at start.</summary>
public sealed class CardLibrary
{
    /// <summary>The property of a card expanded for Slack that says, in the reader's language, that not all of it fits.</summary>
    internal const string More = "more";

    private readonly Dictionary<string, Card> _cards = new(StringComparer.Ordinal);
    private readonly CardTexts _texts;

    private CardLibrary(CardTexts texts) => _texts = texts;

    public IEnumerable<string> Cards => _cards.Keys;

    public IEnumerable<string> Languages => _texts.Languages;

    internal IEnumerable<Card> All => _cards.Values;

    internal JsonObject TextsOf(string language) => _texts.For(language);

    /// <summary>Reads <c>&lt;card&gt;/card.json</c>, <c>sample.json</c>, an optional <c>slack.json</c>, and the texts beside them.</summary>
    /// <exception cref="CardException">A card is wrong; the message names the file and the line.</exception>
    public static CardLibrary Load(string cardsFolder)
    {
        var library = new CardLibrary(CardTexts.Load(cardsFolder));
        var folders = Directory.EnumerateDirectories(cardsFolder).Where(f => Path.GetFileName(f) != CardTexts.Folder);
        foreach (var folder in folders.Order(StringComparer.Ordinal))
        {
            var card = Read(Path.GetFileName(folder), folder);
            library.CheckTexts(card);
            library._cards[card.Name] = card;
        }

        return library;
    }

    /// <summary>The Adaptive Card of a card's name, filled with data and the words of a language.</summary>
    public JsonObject Expand(string card, JsonNode? model, string language) => Expand(Find(card).Main, model, language);

    /// <summary>The same for Slack, from the card's own <c>slack.json</c> where it has one.</summary>
    public JsonObject ExpandForSlack(string card, JsonNode? model, string language)
    {
        var found = Find(card);
        var expanded = Expand(found.Slack ?? found.Main, model, language);
        var words = _texts.For(language);
        if (words["slack_more"]?.ToString() is { } text && words["slack_more_open"]?.ToString() is { } title)
        {
            expanded[More] = new JsonObject { ["text"] = text, ["title"] = title };
        }

        return expanded;
    }

    /// <summary>A copy of the example data of a card.</summary>
    public JsonNode Sample(string card) => Find(card).Sample.DeepClone();

    public IReadOnlySet<string> Verbs(string card) => Find(card).Files.SelectMany(f => f.References.Verbs).Select(v => v.Name).ToHashSet();

    /// <summary>The data a card reads, as absolute paths: <c>people[].name</c> is the name of each of the people.</summary>
    public IReadOnlySet<string> Placeholders(string card) =>
        Find(card).Files.SelectMany(f => f.References.Data).Select(d => d.Name).ToHashSet();

    private Card Find(string card) =>
        _cards.TryGetValue(card, out var found) ? found : throw new ArgumentException($"There is no card \"{card}\".", nameof(card));

    private JsonObject Expand(CardFile file, JsonNode? model, string language)
    {
        try
        {
            var card = (JsonObject)new Expander(model, _texts.For(language), pure: false).Expand(file.Template)!;
            DateMacros.Defuse(card);
            return card;
        }
        catch (ExpansionException e)
        {
            throw new ExpansionException($"{file.File}, {e.Message}");
        }
    }

    private static Card Read(string name, string folder)
    {
        var main = Template(name, folder, "card.json") ?? throw new CardException($"{name}/card.json", 1, "the file is missing.");
        var sample = Path.Combine(folder, "sample.json");
        if (!File.Exists(sample))
        {
            throw new CardException($"{name}/sample.json", 1, "the file is missing; it holds example data for the card.");
        }

        // Read with lines first: a mistake in the sample is reported like one in the card.
        _ = SourceReader.Read($"{name}/sample.json", File.ReadAllBytes(sample));
        return new Card(name, main, Template(name, folder, "slack.json"), JsonNode.Parse(File.ReadAllText(sample)) ?? new JsonObject());
    }

    private static CardFile? Template(string name, string folder, string file)
    {
        var path = Path.Combine(folder, file);
        return File.Exists(path) ? CardFile.Read($"{name}/{file}", File.ReadAllBytes(path)) : null;
    }

    private void CheckTexts(Card card)
    {
        foreach (var file in card.Files)
        {
            foreach (var key in file.References.Texts.Where(k => !_texts.For(CardTexts.Default).ContainsKey(k.Name)))
            {
                throw new CardException(file.File, key.Line, $"there is no text \"{key.Name}\" in texts.{CardTexts.Default}.json.");
            }
        }
    }
}
