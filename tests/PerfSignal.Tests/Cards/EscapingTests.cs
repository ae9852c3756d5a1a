using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;

namespace PerfSignal.Tests.Cards;

public partial class EscapingTests
{
    private static readonly CardLibrary Library = TestCards.Write(
        """
        {"type":"AdaptiveCard","version":"1.5","body":[
          {"type":"TextBlock","text":"${x}"},
          {"type":"RichTextBlock","inlines":[{"type":"TextRun","text":"${x}"}]},
          {"type":"FactSet","facts":[{"title":"${x}","value":"${x}"}]},
          {"type":"Table","columns":[{"width":1}],"firstRowAsHeader":false,"rows":[{"type":"TableRow","cells":[{"type":"TableCell","items":[{"type":"TextBlock","text":"${x}"}]}]}]},
          {"type":"Input.Text","id":"i","label":"${x}","value":"${x}","isMultiline":true,"placeholder":"${x}"},
          {"type":"Input.ChoiceSet","id":"c","label":"${x}","choices":[{"title":"${x}","value":"v"}]}],
         "actions":[{"type":"Action.Execute","title":"${x}","verb":"v","data":{"row":"${x}"}}]}
        """,
        """{"x":"x"}"""
    );

    private static JsonObject Expand(string text) => Library.Expand("card", new JsonObject { ["x"] = text }, "en");

    [Fact]
    public void Text_block_reads_back_as_the_value() =>
        Nasty.Check(text => Words(Markdown.Plain(Expand(text)["body"]![0]!["text"]!.ToString())).ShouldBe(Words(text)));

    [Fact]
    public void Fact_reads_back_as_the_value() =>
        Nasty.Check(text => Words(Markdown.Plain(Expand(text)["body"]![2]!["facts"]![0]!["value"]!.ToString())).ShouldBe(Words(text)));

    [Fact]
    public void Escaped_text_has_no_style_link_or_list() =>
        Nasty.Check(text =>
            Markdown
                .Read(Expand(text)["body"]![0]!["text"]!.ToString())
                .ShouldAllBe(p => p.Marker == "" && p.Spans.All(s => !s.Bold && !s.Italic && s.Url == null))
        );

    [Fact]
    public void Date_macros_of_people_are_not_computed() =>
        Nasty.Check(text =>
        {
            var card = Expand(text);
            var shown = new[] { card["body"]![0]!["text"]! }.Concat(card["body"]![1]!["inlines"]!.AsArray().Select(r => r!["text"]!));
            shown.ShouldAllBe(t => !DateMacro().IsMatch(t.ToString()));
        });

    [Fact]
    public void Text_run_and_inputs_carry_the_value_itself() =>
        Nasty.Check(text =>
        {
            var body = Expand(text)["body"]!.AsArray();
            var run = string.Concat(body[1]!["inlines"]!.AsArray().Select(r => r!["text"]!.ToString()));
            run.TrimEnd('\u202c', '\u2069').ShouldBe(text.TrimEnd('\u202c', '\u2069'));
            body[4]!["value"]!.ToString().ShouldBe(text);
        });

    [Fact]
    public void Html_shows_the_value_and_keeps_its_structure()
    {
        var form = new HtmlForm("/p", "f", "t", "id");
        var plain = Tags(HtmlRenderer.Render(Expand("x"), form));
        Nasty.Check(text =>
        {
            var html = HtmlRenderer.Render(Expand(text), form);
            if (text.Length > 0)
            {
                Tags(html).ShouldBe(plain);
            }

            System.Net.WebUtility.HtmlDecode(TextArea().Match(html).Groups["text"].Value).ShouldBe(text);
            Words(TextOf(Run().Match(html).Groups["text"].Value)).ShouldBe(Words(text));
            Words(TextOf(Fact().Match(html).Groups["text"].Value)).ShouldBe(Words(text));
        });
    }

    [Fact]
    public void Slack_carries_the_value_as_plain_elements() =>
        Nasty.Check(text =>
        {
            var message = JsonNode.Parse(new BlockKitRenderer().Message(Expand(text)).ToJsonString())!;
            var elements = message["blocks"]!
                .AsArray()
                .Where(b => b!["type"]!.ToString() == "rich_text")
                .SelectMany(b => b!["elements"]!.AsArray());
            elements.SelectMany(e => e!["elements"]!.AsArray()).ShouldAllBe(e => e!["type"]!.ToString() == "text");
            if (Words(text).Length > 0)
            {
                Words(string.Concat(elements.SelectMany(e => e!["elements"]!.AsArray()).Select(e => e!["text"]!.ToString())))
                    .ShouldContain(Words(text));
            }

            message["text"]!.ToString().ShouldNotContain("<");
        });

    [Fact]
    public void Mrkdwn_reads_back_as_the_value() =>
        Nasty.Check(text =>
        {
            var escaped = SlackText.Escape(text);
            escaped.ShouldNotContain("<");
            escaped
                .Replace("&lt;", "<")
                .Replace("&gt;", ">")
                .Replace("&amp;", "&")
                .Replace("\u2060", "")
                .ShouldBe(text.Replace("\u2060", ""));
            Formatted().IsMatch(escaped).ShouldBeFalse();
        });

    [Fact]
    public void Plain_text_shows_the_value() =>
        Nasty.Check(text => Words(PlainTextRenderer.Render(Expand(text))).ShouldContain(Words(Unobeyed(text))));

    [Fact]
    public void Plain_text_gives_a_terminal_nothing_to_obey() =>
        PlainTextRenderer
            .Render(Expand("a\u001b[2J\u001b]0;owned\u0007b\u009b31m\bc"))
            .ShouldNotContain(letter => char.IsControl(letter) && letter != '\n');

    [Fact]
    public void Buttons_bring_their_row_back() =>
        Nasty.Check(text =>
        {
            var action = Expand(text)["actions"]![0]!["data"]!.AsObject();
            var written = new CardAction("v", (JsonObject)action.DeepClone()).Written;
            CardAction.Parse(written).Verb.ShouldBe("v");
            (CardAction.Parse(written).Data["row"]?.ToString() ?? "").ShouldBe(text);
        });

    /// <summary>Text as a reader sees it: white space and invisible marks of direction do not count.</summary>
    private static string Unobeyed(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) && !char.IsWhiteSpace(c) ? '\ufffd' : c));

    private static string Words(string text) => string.Concat(text.Where(c => !char.IsWhiteSpace(c) && c is not ('\u202c' or '\u2069')));

    private static string TextOf(string html) => System.Net.WebUtility.HtmlDecode(AnyTag().Replace(html, ""));

    /// <summary>Tags that do not depend on the number of lines.</summary>
    private static List<string> Tags(string html) =>
        [.. TagName().Matches(html).Select(m => m.Groups["name"].Value).Where(t => t is not ("br" or "p" or "/p" or "span" or "/span"))];

    [GeneratedRegex(@"\{\{(DATE|TIME)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex DateMacro();

    [GeneratedRegex("[*_~`][^\u2060]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Formatted();

    [GeneratedRegex("<textarea[^>]*>\n(?<text>[^<]*)</textarea>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TextArea();

    [GeneratedRegex("<span>(?<text>.*)</span>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Run();

    [GeneratedRegex("<dd[^>]*>(?<text>.*?)</dd>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Fact();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AnyTag();

    [GeneratedRegex("<(?<name>/?[a-z0-9]+)", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex TagName();
}
