using System.Text.Json.Nodes;
using PerfSignal.Bot.Teams.Inbound;

namespace PerfSignal.Tests.Teams.Inbound;

public sealed class FormsTests
{
    [Fact]
    public void Puts_back_what_was_typed_although_the_card_brings_something_else()
    {
        var card = Forms.Correct(Card(), new Dictionary<string, string> { ["text"] = "typed" }, new Dictionary<string, string>());
        card["body"]![0]!["value"]!.ToString().ShouldBe("typed");
    }

    [Fact]
    public void Says_an_error_behind_its_field_and_one_of_no_field_on_top_without_reading_Markdown()
    {
        var errors = new Dictionary<string, string> { ["text"] = "**too long**", ["gone"] = "not there" };
        var body = Forms.Correct(Card(), new Dictionary<string, string>(), errors)["body"]!.AsArray();

        body.Select(part => part!["type"]!.ToString()).ShouldBe(["RichTextBlock", "Input.Text", "RichTextBlock"]);
        body[0]!["inlines"]![0]!["text"]!.ToString().ShouldBe("not there");
        body[2]!["inlines"]![0]!["text"]!.ToString().ShouldBe("**too long**");
    }

    private static JsonObject Card() =>
        new()
        {
            ["type"] = "AdaptiveCard",
            ["body"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Input.Text",
                    ["id"] = "text",
                    ["value"] = "kept",
                }
            ),
        };
}
