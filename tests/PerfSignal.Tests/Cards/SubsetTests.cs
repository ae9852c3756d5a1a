using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;

namespace PerfSignal.Tests.Cards;

public class SubsetTests
{
    private static readonly CardLibrary Samples = CardLibrary.Load(RepositoryFiles.SampleCards);

    public static TheoryData<string> Elements => [.. Subset.Elements];

    [Theory]
    [MemberData(nameof(Elements))]
    public void Every_platform_renders_the_element(string type)
    {
        var card = new JsonObject
        {
            ["type"] = "AdaptiveCard",
            ["body"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = type,
                    ["id"] = "i",
                    ["label"] = "l",
                }
            ),
        };

        Should.NotThrow(() => HtmlRenderer.Render(card));
        Should.NotThrow(() => new BlockKitRenderer().Message(card));
        Should.NotThrow(() => PlainTextRenderer.Render(card));
    }

    [Fact]
    public void An_element_outside_the_subset_is_not_passed_over()
    {
        var card = new JsonObject { ["body"] = new JsonArray(new JsonObject { ["type"] = "Media" }) };

        Should.Throw<NotSupportedException>(() => HtmlRenderer.Render(card));
        Should.Throw<NotSupportedException>(() => new BlockKitRenderer().Message(card));
        Should.Throw<NotSupportedException>(() => PlainTextRenderer.Render(card));
    }

    [Fact]
    public void The_samples_hold_every_element_and_action()
    {
        var used = Samples.Cards.SelectMany(c => Types(Samples.Expand(c, Samples.Sample(c), "en"))).ToHashSet();

        string[] all = [.. Subset.Elements, .. Subset.Actions, "Chart.Line"];
        all.Except(used).ShouldBeEmpty();
    }

    [Fact]
    public void A_chart_is_drawn_by_its_fallback_except_in_teams()
    {
        var card = Samples.Expand("everything", Samples.Sample("everything"), "en");

        HtmlRenderer.Render(card).ShouldContain("▂▃▅▇");
        PlainTextRenderer.Render(card).ShouldContain("▂▃▅▇");
        new BlockKitRenderer().Message(card).ToJsonString(CardJson.Compact).ShouldContain("▂▃▅▇");
        Types(new TeamsRenderer().Card(card)).ShouldContain("Chart.Line");
    }

    private static IEnumerable<string> Types(JsonNode? node) =>
        node switch
        {
            JsonObject o => o.SelectMany(p => Types(p.Value)).Append(o["type"]?.ToString() ?? ""),
            JsonArray a => a.SelectMany(Types),
            _ => [],
        };
}
