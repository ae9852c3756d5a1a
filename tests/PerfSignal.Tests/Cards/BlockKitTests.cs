using System.Globalization;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;

namespace PerfSignal.Tests.Cards;

public class BlockKitTests
{
    private static readonly CardLibrary Samples = CardLibrary.Load(RepositoryFiles.SampleCards);
    private static readonly BlockKitRenderer Slack = new(new Uri("https://perfsignal.example"));

    private static JsonObject Sample(string card) => Samples.Expand(card, Samples.Sample(card), "en");

    [Fact]
    public void A_verb_that_several_rows_share_is_told_apart_by_the_row()
    {
        var buttons = Slack.Message(Sample("rows"))["blocks"]!
            .AsArray()
            .Where(b => b!["type"]!.ToString() == "actions")
            .Select(b => b!["elements"]![0]!);

        buttons.Select(b => b["action_id"]!.ToString()).ShouldBe(["sample.done#c1", "sample.done#c2"]);
        buttons.Select(b => b["value"]!.ToString()).ShouldBe(["c1", "c2"]);
    }

    [Fact]
    public void A_verb_that_stands_alone_is_the_action_id()
    {
        var last = Slack.Message(Sample("everything"))["blocks"]!.AsArray()[^1]!["elements"]!.AsArray();

        last[0]!["action_id"]!.ToString().ShouldBe("sample.save");
        last[0]!["style"]!.ToString().ShouldBe("primary");
        CardAction.ReadValue(last[1]!["value"]!.ToString())["kind"]!.ToString().ShouldBe("x");
    }

    [Fact]
    public void A_modal_submits_with_the_first_button()
    {
        var modal = Slack.Modal(Sample("inputs"), "A title that is far too long for Slack", "Close");

        modal["callback_id"]!.ToString().ShouldBe("sample.save");
        modal["submit"]!["text"]!.ToString().ShouldBe("Save");
        modal["title"]!["text"]!.ToString().Length.ShouldBeLessThanOrEqualTo(24);
        modal["blocks"]!.AsArray().ShouldNotContain(b => b!["type"]!.ToString() == "actions");
        modal["blocks"]!.AsArray().Count(b => b!["type"]!.ToString() == "input").ShouldBe(9);
    }

    [Fact]
    public void Long_text_is_split_between_words_and_nothing_is_lost()
    {
        var text = string.Join(' ', Enumerable.Range(0, 3000).Select(i => $"word{i}"));
        var card = new JsonObject { ["body"] = new JsonArray(new JsonObject { ["type"] = "TextBlock", ["text"] = text }) };

        var pieces = Slack.Message(card)["blocks"]!
            .AsArray()
            .Select(b => b!["elements"]![0]!["elements"]![0]!["text"]!.ToString())
            .ToList();

        pieces.Count.ShouldBeGreaterThan(1);
        pieces.ShouldAllBe(p => p.Length <= 3000);
        pieces.SkipLast(1).ShouldAllBe(p => p.EndsWith(' '));
        string.Concat(pieces).ShouldBe(text);
    }

    [Fact]
    public void A_character_of_many_parts_is_never_cut()
    {
        const string Family = "👩‍👩‍👧‍👦";
        var text = string.Concat(Enumerable.Repeat(Family, 100));

        TextSplit.Pieces(text, 50).ShouldAllBe(p => p.Length <= 50 && p.Length % Family.Length == 0);
        string.Concat(TextSplit.Pieces(text, 50)).ShouldBe(text);
        TextSplit.Cut(text, 24).ShouldBe(Family + Family + "…");
    }

    [Fact]
    public void A_message_never_has_more_than_fifty_blocks_and_keeps_its_buttons()
    {
        var body = Enumerable
            .Range(0, 80)
            .Select(i =>
                (JsonNode)
                    new JsonObject
                    {
                        ["type"] = "TextBlock",
                        ["isSubtle"] = true,
                        ["text"] = $"n {i}",
                    }
            );
        var card = Sample("rows");
        card["body"] = new JsonArray([.. body]);
        card["actions"] = new JsonArray(
            new JsonObject
            {
                ["type"] = "Action.Execute",
                ["verb"] = "v",
                ["title"] = "Go",
            }
        );

        var blocks = Slack.Message(card)["blocks"]!.AsArray();

        blocks.Count.ShouldBe(50);
        blocks[^1]!["type"]!.ToString().ShouldBe("actions");
        blocks[^2]!["block_id"]!.ToString().ShouldBe("more");
        blocks[^2]!["text"]!["text"]!.ToString().ShouldBe("…");
    }

    [Fact]
    public void The_words_of_a_notification_have_no_lines_below_headings()
    {
        var card = new JsonObject
        {
            ["body"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "TextBlock",
                    ["style"] = "heading",
                    ["text"] = "Your 1:1",
                },
                new JsonObject { ["type"] = "TextBlock", ["text"] = "Tue 24 Nov" }
            ),
        };

        Slack.Message(card)["text"]!.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["Your 1:1", "Tue 24 Nov"]);
    }

    [Fact]
    public void Many_choices_become_a_menu_with_groups()
    {
        var choices = Enumerable
            .Range(0, 250)
            .Select(i => (JsonNode)new JsonObject { ["title"] = $"Person {i}", ["value"] = i.ToString(CultureInfo.InvariantCulture) });
        var input = new JsonObject
        {
            ["type"] = "Input.ChoiceSet",
            ["id"] = "who",
            ["label"] = "Who",
            ["style"] = "expanded",
            ["choices"] = new JsonArray([.. choices]),
        };

        var element = Slack.Message(new JsonObject { ["body"] = new JsonArray(input) })["blocks"]![0]!["element"]!;

        element["type"]!.ToString().ShouldBe("static_select");
        element["option_groups"]!.AsArray().Select(g => g!["options"]!.AsArray().Count).ShouldBe([100, 100, 50]);
    }

    [Fact]
    public void Plain_text_stays_within_its_width() =>
        Samples.Cards.ShouldAllBe(c =>
            PlainTextRenderer.Render(Sample(c)).Split('\n', StringSplitOptions.None).All(l => TextSplit.Width(l) <= PlainTextRenderer.Width)
        );

    [Fact]
    public void A_dialog_of_teams_submits_with_the_verb_in_its_data()
    {
        var action = new TeamsRenderer().Dialog(Sample("rows")).ToJsonString();

        action.ShouldContain("Action.Submit");
        action.ShouldNotContain("Action.Execute");
        action.ShouldContain("\"verb\":\"sample.done\"");
    }
}
