using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;

namespace PerfSignal.Tests.Cards;

/// <summary>Writes what the checks in tests/interop compare, when PERFSIGNAL_EXPORT names a folder; does nothing otherwise.</summary>
public class CardExport
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("PERFSIGNAL_EXPORT");

    [Fact]
    public void Writes_the_expander_cases()
    {
        if (Folder is null)
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        var count = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 20_000 : 1_000;
        var cases = ExpanderCase.Written().Concat(new GeneratedCases(seed: 20261121).Take(count));
        File.WriteAllLines(Path.Combine(Folder, "expander.jsonl"), cases.Select(Line));
    }

    [Fact]
    public void Writes_every_card_as_each_platform_gets_it()
    {
        if (Folder is null)
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        var cards =
            from folder in new[] { RepositoryFiles.Cards, RepositoryFiles.SampleCards }
            let library = CardLibrary.Load(folder)
            from card in library.Cards
            from language in library.Languages
            select (JsonNode)Renderings(library, card, library.Sample(card), language);
        var nasty = TestCards.Write(NastyCard, """{"rows":[{"x":"x"}]}""");
        var rows = Nasty.Texts.Chunk(5).Select(texts => new JsonObject { ["rows"] = new JsonArray([.. texts.Select(Row)]) });
        cards = cards.Concat(rows.Select(model => Renderings(nasty, "card", model, "en")));
        File.WriteAllText(Path.Combine(Folder, "cards.json"), new JsonArray([.. cards]).ToJsonString(CardJson.Compact));
    }

    [Fact]
    public void Writes_every_message_and_view_of_slack()
    {
        var library = CardLibrary.Load(RepositoryFiles.Cards);
        SlackExport.Write("slack-samples.json", library, library.Cards.Select(card => KeyValuePair.Create(card, library.Sample(card))));
    }

    private const string NastyCard = """
        {"type":"AdaptiveCard","version":"1.5","body":[{"$data":"${rows}","type":"Container","items":[
          {"type":"TextBlock","text":"${x}"},
          {"type":"TextBlock","text":"a ${x} b"},
          {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"${x}"}]},
          {"type":"FactSet","facts":[{"title":"${x}","value":"${x}${x}"}]}]}],
         "actions":[{"$data":"${rows}","type":"Action.Execute","title":"a ${x}","verb":"v","data":{"row":"${x}"}}]}
        """;

    private static JsonNode Row(string text) => new JsonObject { ["x"] = text };

    private static JsonObject Renderings(CardLibrary library, string card, JsonNode model, string language)
    {
        var site = new Uri("https://perfsignal.example/");
        var expanded = library.Expand(card, model, language);
        var slack = library.ExpandForSlack(card, model, language);
        var blockKit = new BlockKitRenderer(site);
        return new JsonObject
        {
            ["name"] = $"{card}.{language}",
            ["card"] = new TeamsRenderer(site).Card(expanded),
            ["message"] = blockKit.Message(slack),
            ["modal"] = blockKit.Modal(slack, card, "×"),
            ["home"] = blockKit.Home(slack),
            ["html"] = HtmlRenderer.Render(expanded, new HtmlForm("/cards", "af", "token", card)),
            ["text"] = PlainTextRenderer.Render(expanded),
        };
    }

    private static string Line(ExpanderCase c) =>
        new JsonObject
        {
            ["name"] = c.Name,
            ["template"] = c.Template.DeepClone(),
            ["data"] = c.Data?.DeepClone(),
            ["texts"] = c.Texts?.DeepClone(),
            ["ours"] = c.Ours(),
        }.ToJsonString(CardJson.Compact);
}
