using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;

namespace PerfSignal.Tests.Cards;

public class HtmlFormTests
{
    private static readonly CardLibrary Samples = CardLibrary.Load(RepositoryFiles.SampleCards);

    private static string Render(string card, HtmlForm? form) =>
        HtmlRenderer.Render(Samples.Expand(card, Samples.Sample(card), "en"), form);

    private static HtmlForm Form(Dictionary<string, string>? values = null, Dictionary<string, string>? errors = null) =>
        new("/cards/answer", "__token", "abc", "card-1", values, errors);

    [Fact]
    public void Posts_with_token_and_card_and_without_scripts_or_styles()
    {
        var html = Render("inputs", Form());

        html.ShouldContain("<form class=\"card-form\" method=\"post\" action=\"/cards/answer\">");
        html.ShouldContain("<input type=\"hidden\" name=\"__token\" value=\"abc\">");
        html.ShouldContain("<input type=\"hidden\" name=\"card\" value=\"card-1\">");
        html.ShouldNotContain("<script");
        html.ShouldNotContain("style=");
        html.ShouldNotMatch(" on[a-z]+=");
    }

    [Fact]
    public void Keeps_typed_text_and_puts_the_error_at_its_field()
    {
        var html = Render("inputs", Form(new() { ["long"] = "half a <thought>", ["compact"] = "a" }, new() { ["long"] = "Say more" }));

        html.ShouldContain("\nhalf a &lt;thought&gt;</textarea>");
        html.ShouldContain("<option value=\"a\" selected=\"\">");
        html.ShouldContain("aria-invalid=\"true\" aria-describedby=");
        var id = html.Split("aria-describedby=\"")[1].Split('"')[0];
        html.ShouldContain($"<p id=\"{id}\" class=\"card-error\">Say more</p>");
    }

    [Fact]
    public void Buttons_carry_verb_and_row() => Render("rows", Form()).ShouldContain("name=\"verb\" value=\"sample.done#c2\"");

    [Fact]
    public void Two_cards_on_a_page_share_no_id()
    {
        var one = Ids(Render("inputs", Form()));
        var two = Ids(Render("inputs", Form() with { CardInstanceId = "card-2" }));

        one.ShouldBeUnique();
        one.Intersect(two).ShouldBeEmpty();
    }

    [Fact]
    public void Without_a_form_nothing_can_be_sent()
    {
        var html = Render("inputs", null);

        html.ShouldNotContain("<button");
        html.ShouldNotContain("<form");
        html.ShouldContain("disabled");
    }

    [Fact]
    public void Names_headers_of_tables()
    {
        var html = Render("everything", Form());

        html.ShouldContain("<th scope=\"col\">");
        html.ShouldContain("<th scope=\"row\">");
        html.ShouldContain("<dl class=\"card-facts\">");
    }

    [Theory]
    [InlineData("javascript:alert(1)")]
    [InlineData("data:text/html,x")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("JAVASCRIPT:alert(1)")]
    [InlineData("/\t/evil.example")]
    public void Leads_only_to_web_addresses(string url)
    {
        var card = new JsonObject
        {
            ["body"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Image",
                    ["url"] = url,
                    ["altText"] = "a",
                }
            ),
            ["actions"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "Action.OpenUrl",
                    ["url"] = url,
                    ["title"] = "t",
                }
            ),
        };

        HtmlRenderer.Render(card).ShouldNotContain("evil");
        HtmlRenderer.Render(card).ShouldNotContain("href");
        new BlockKitRenderer(new Uri("https://here.example")).Message(card)["blocks"]!.ToJsonString().ShouldNotContain("url");
        new TeamsRenderer(new Uri("https://here.example")).Card(card).ToJsonString().ShouldNotContain("url");
    }

    private static List<string> Ids(string html) => [.. html.Split(" id=\"").Skip(1).Select(p => p.Split('"')[0])];
}
