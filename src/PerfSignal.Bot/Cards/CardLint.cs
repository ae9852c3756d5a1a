using System.Text;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Cards.Templating;

namespace PerfSignal.Bot.Cards;

/// <summary>Checks of all cards that need more than one card's own files: verbs, data, languages, limits.</summary>
public static class CardLint
{
    /// <summary>Bytes of JSON: Teams has taken 28 KB at least, in every version of its documentation.</summary>
    public const int MostBytes = 25 * 1024;

    /// <summary>Blocks of a Slack message.</summary>
    public const int MostBlocks = 50;

    /// <summary>Buttons in one row that Teams shows (https://learn.microsoft.com/microsoftteams/platform/task-modules-and-cards/cards/cards-actions).</summary>
    public const int MostActions = 6;

    /// <summary>All problems; none means the cards are fit to send.</summary>
    /// <param name="library">The cards.</param>
    /// <param name="registeredVerbs">The keys of the verb table.</param>
    /// <param name="models">The type of the data of a card, by card; only the cards named are checked against it.</param>
    /// <param name="worstCases">Data as large as it can get, by card; without it the sample is blown up.</param>
    public static IReadOnlyList<CardProblem> Check(
        CardLibrary library,
        IReadOnlySet<string> registeredVerbs,
        IReadOnlyDictionary<string, Type>? models = null,
        IReadOnlyDictionary<string, JsonNode>? worstCases = null
    )
    {
        var problems = new List<CardProblem>();
        foreach (var card in library.All)
        {
            foreach (var file in card.Files)
            {
                problems.AddRange(Verbs(file, registeredVerbs));
                problems.AddRange(WordsCheck.Check(file));
                problems.AddRange(Texts(library, file));
                problems.AddRange(PlaceholderCheck.OnSample(file, card.Sample));
                if (models?.GetValueOrDefault(card.Name) is { } model)
                {
                    problems.AddRange(PlaceholderCheck.OnModel(file, model));
                    problems.AddRange(PlaceholderCheck.OnWritten(file, model));
                }
            }

            problems.AddRange(Limits(library, card, card.Sample, "the sample"));
            var worst = worstCases?.GetValueOrDefault(card.Name) ?? WorstCase.Of(card.Sample);
            problems.AddRange(Limits(library, card, worst, "the worst case"));
        }

        return problems;
    }

    private static IEnumerable<CardProblem> Verbs(CardFile file, IReadOnlySet<string> registered) =>
        file
            .References.Verbs.Where(v => !registered.Contains(v.Name))
            .Select(v => new CardProblem(file.File, v.Line, $"the verb \"{v.Name}\" is not registered."));

    private static IEnumerable<CardProblem> Texts(CardLibrary library, CardFile file) =>
        from language in library.Languages
        from key in file.References.Texts
        where !library.TextsOf(language).ContainsKey(key.Name)
        select new CardProblem(file.File, key.Line, $"there is no text \"{key.Name}\" in texts.{language}.json.");

    private static IEnumerable<CardProblem> Limits(CardLibrary library, Card card, JsonNode data, string which) =>
        library.Languages.SelectMany(language => Rendered(library, card, data, language, which));

    private static List<CardProblem> Rendered(CardLibrary library, Card card, JsonNode data, string language, string which)
    {
        var problems = new List<CardProblem>();
        void Found(string problem) => problems.Add(new CardProblem(card.Main.File, 1, $"{problem} ({which}, {language})."));
        try
        {
            var expanded = library.Expand(card.Name, data, language);
            var teams = Encoding.UTF8.GetByteCount(new TeamsRenderer(Anywhere).Card(expanded).ToJsonString(CardJson.Compact));
            if (teams > MostBytes)
            {
                Found($"the card has {teams} bytes, more than {MostBytes}");
            }

            if (MostInOneRow(expanded) > MostActions)
            {
                Found($"a row has more than {MostActions} buttons, of which Teams leaves some out");
            }

            var slack = new BlockKitRenderer(Anywhere).Message(library.ExpandForSlack(card.Name, data, language));
            problems.AddRange(SlackLimits.Check(slack).Select(p => new CardProblem(card.Main.File, 1, $"{p} ({which}, {language}).")));
            HtmlRenderer.Render(expanded, new HtmlForm("/", "f", "t", card.Name));
            PlainTextRenderer.Render(expanded);
        }
        catch (Exception e) when (e is ExpansionException or NotSupportedException or InvalidOperationException)
        {
            Found(e.Message.TrimEnd('.'));
        }

        return problems;
    }

    private static int MostInOneRow(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.Select(p => p.Key == "actions" && p.Value is JsonArray a ? a.Count : MostInOneRow(p.Value))
                .DefaultIfEmpty()
                .Max(),
            JsonArray a => a.Select(MostInOneRow).DefaultIfEmpty().Max(),
            _ => 0,
        };

    private static Uri Anywhere { get; } = new("https://example.org/");
}
