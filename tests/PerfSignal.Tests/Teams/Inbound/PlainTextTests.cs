using System.Text;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Teams.Inbound;

namespace PerfSignal.Tests.Teams.Inbound;

public sealed class PlainTextTests
{
    [Theory]
    [InlineData("<p>one</p><p>two</p>", "one\ntwo")]
    [InlineData("a&nbsp;&lt;b&gt; &amp; c", "a <b> & c")]
    [InlineData("<div>x<br/>y<BR />z</div>", "x\ny\nz")]
    [InlineData("hi <at id=\"0\">Ana Sousa</at> <img alt=\"a cat\" src=\"https://x\">", "hi Ana Sousa a cat")]
    [InlineData("well done <emoji id=\"1\" alt=\"👍\" title=\"yes\"></emoji>", "well done 👍")]
    [InlineData("1 < 2 and no end", "1 < 2 and no end")]
    [InlineData("<", "<")]
    [InlineData("<>", "")]
    [InlineData("", "")]
    public void Makes_words_of_html(string html, string text) => PlainText.OfHtml(html).ShouldBe(text);

    [Theory]
    [InlineData("<at>Bot</at> goals", "plain", "goals")]
    [InlineData("goals\u00a0<AT>bot</AT>", "plain", "goals")]
    [InlineData("<at>Bot</at> feedback <at>Ana</at>: 1 < 2", "plain", "feedback Ana: 1 < 2")]
    [InlineData("<at>Bot</at><p>goals &amp; more</p>", "xml", "goals & more")]
    public void Leaves_out_the_mention_of_the_bot_and_keeps_other_names(string text, string format, string words)
    {
        var activity = new JsonObject
        {
            ["type"] = "message",
            ["text"] = text,
            ["textFormat"] = format,
            ["recipient"] = new JsonObject { ["id"] = "28:bot" },
            ["entities"] = new JsonArray(
                new JsonObject
                {
                    ["type"] = "mention",
                    ["mentioned"] = new JsonObject { ["id"] = "28:bot" },
                    ["text"] = "<at>Bot</at>",
                },
                new JsonObject
                {
                    ["type"] = "mention",
                    ["mentioned"] = new JsonObject { ["id"] = "29:ana" },
                    ["text"] = "<at>Ana</at>",
                }
            ),
        };
        PlainText.Of(Activity.Read(Encoding.UTF8.GetBytes(activity.ToJsonString()))!).ShouldBe(words);
    }
}
