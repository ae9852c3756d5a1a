using System.Net;
using System.Text.Json.Nodes;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Teams.Inbound;

public sealed class DialogTests
{
    [Fact]
    public async Task Opens_a_form_corrects_it_and_closes_with_a_sentence()
    {
        await using var site = await TeamsSite.Start();
        var data = new JsonObject
        {
            ["msteams"] = new JsonObject { ["type"] = "task/fetch" },
            ["verb"] = "commitment.log",
            ["row"] = site.Ana.Id.ToString("N"),
        };
        var (_, opened) = await site.Send(site.Invoke(site.Maya, "task/fetch", Value(data)));
        var card = Card(opened);
        card["content"]!.ToJsonString().ShouldContain("\"Action.Submit\"");
        card["content"]!.ToJsonString().ShouldNotContain("Action.Execute");
        ((string)opened!["task"]!["value"]!["title"]!).ShouldBe("A commitment between you and Ana Sousa");

        data = new()
        {
            ["verb"] = "commitment.log",
            ["row"] = site.Ana.Id.ToString("N"),
            ["owner"] = "other",
            ["text"] = "",
            ["due"] = "2026-12-01",
        };
        var (_, wrong) = await site.Send(site.Invoke(site.Maya, "task/submit", Value((JsonObject)data.DeepClone())));
        Card(wrong)["content"]!.ToJsonString().ShouldContain("Say in a few words");

        data["text"] = "migrate billing";
        var submit = site.Invoke(site.Maya, "task/submit", Value(data));
        foreach (var (status, saved) in await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(() => site.Send(submit)))))
        {
            status.ShouldBe(HttpStatusCode.OK);
            ((string)saved!["task"]!["type"]!).ShouldBe("message");
            ((string)saved["task"]!["value"]!).ShouldContain("migrate billing");
        }

        site.All<Commitment>().Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("feedback.give")]
    [InlineData("commitment.log")]
    public async Task Puts_a_handed_over_message_into_a_form_and_keeps_nothing_of_it_before_it_is_saved(string command)
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya, site.Ana);
        var fetch = Handed(site, command, TeamsSite.UserOf(site.Ana), "<div>zebra &amp; co<br>second</div>");
        var (_, opened) = await site.Send(fetch);
        var (_, again) = await site.Send(fetch);

        Card(opened)["content"]!.ToJsonString(Plain).ShouldContain("zebra & co\\nsecond");
        again!.ToJsonString(Plain).ShouldBe(opened!.ToJsonString(Plain));
        Stored(site).ShouldNotContain("zebra");

        var data = new JsonObject
        {
            ["verb"] = command,
            ["row"] = site.Ana.Id.ToString("N"),
            ["text"] = "zebra" + new string('!', 3000),
        };
        var (_, wrong) = await site.Send(site.Invoke(site.Maya, "composeExtension/submitAction", Submit(command, data)));
        Card(wrong)["content"]!.ToJsonString(Plain).ShouldContain("zebra!!!");
        Stored(site).ShouldNotContain("zebra");
        site.Log.All.ShouldNotContain("zebra");

        data = (JsonObject)data.DeepClone();
        data["text"] = "zebra, edited";
        (data["class"], data["asked"]) = ("shared", "yes");
        var submit = site.Invoke(site.Maya, "composeExtension/submitAction", Submit(command, data));
        var (_, saved) = await site.Send(submit);
        (await site.Send(submit)).Body!.ToJsonString(Plain).ShouldBe(saved!.ToJsonString(Plain));
        ((string)saved["task"]!["type"]!).ShouldBe("message");
        site.All<FeedbackNote>()
            .Select(note => note.Text)
            .Concat(site.All<Commitment>().Select(row => row.Text))
            .ShouldBe(["zebra, edited"]);
    }

    [Fact]
    public async Task Refuses_a_message_of_nobody_it_knows_or_of_oneself_with_a_sentence()
    {
        await using var site = await TeamsSite.Start();
        await site.Greeted(site.Maya);
        async Task<string> Ask(string command, string author) =>
            (string)(await site.Send(Handed(site, command, author, "zebra: crossing"))).Body!["task"]!["value"]!;

        (await Ask("feedback.give", Guid.NewGuid().ToString())).ShouldContain("do not know who wrote");
        (await Ask("feedback.give", TeamsSite.UserOf(site.Maya))).ShouldContain("your own");
        (await Ask("goals", TeamsSite.UserOf(site.Ana))).ShouldNotBeEmpty();
        Stored(site).ShouldNotContain("zebra");
    }

    [Fact]
    public async Task Knows_an_author_who_never_wrote_to_the_bot_by_the_directory()
    {
        await using var site = await TeamsSite.Start();
        var user = Guid.NewGuid().ToString();
        site.Database.Add(
            new Person
            {
                Id = Guid.CreateVersion7(),
                Email = "kim@example.com",
                Name = "Kim Oh",
                RoleFamily = "engineering",
                Department = "Platform",
                Location = "Berlin",
                TimeZone = "Europe/Berlin",
                HireDate = new NodaTime.LocalDate(2024, 1, 1),
                TeamsUserId = user,
            }
        );
        var (_, opened) = await site.Send(Handed(site, "feedback.give", user.ToUpperInvariant(), "well done"));
        ((string)opened!["task"]!["value"]!["title"]!).ShouldContain("Kim Oh");
    }

    [Theory]
    [InlineData("message/submitAction")]
    [InlineData("composeExtension/query")]
    [InlineData("signin/verifyState")]
    [InlineData("no/such/invoke")]
    public async Task Accepts_invokes_that_mean_nothing_and_keeps_nothing_of_them(string name)
    {
        await using var site = await TeamsSite.Start();
        var value = new JsonObject
        {
            ["actionName"] = "feedback",
            ["actionValue"] = new JsonObject { ["reaction"] = "like", ["feedback"] = "{\"feedbackText\":\"zebra\"}" },
        };
        (await site.Send(site.Invoke(site.Ana, name, value))).ShouldBe((HttpStatusCode.OK, null));
        Stored(site).ShouldBeEmpty();
    }

    private static readonly System.Text.Json.JsonSerializerOptions Plain = PerfSignal.Bot.Cards.CardJson.Compact;

    private static JsonObject Handed(TeamsSite site, string command, string author, string html)
    {
        var value = new JsonObject
        {
            ["commandId"] = command,
            ["commandContext"] = "message",
            ["messagePayload"] = new JsonObject
            {
                ["id"] = "1700000000000",
                ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = html },
                ["from"] = new JsonObject
                {
                    ["user"] = new JsonObject
                    {
                        ["id"] = author,
                        ["displayName"] = "Somebody",
                        ["userIdentityType"] = "aadUser",
                    },
                },
            },
        };
        return TeamsSite.InGroup(site.Invoke(site.Maya, "composeExtension/fetchTask", value));
    }

    private static JsonObject Value(JsonObject data) =>
        new()
        {
            ["data"] = data,
            ["context"] = new JsonObject { ["theme"] = "default" },
        };

    private static JsonObject Submit(string command, JsonObject data) =>
        new()
        {
            ["commandId"] = command,
            ["commandContext"] = "message",
            ["data"] = data,
        };

    private static JsonObject Card(JsonObject? body)
    {
        ((string)body!["task"]!["type"]!).ShouldBe("continue");
        var card = body["task"]!["value"]!["card"]!.AsObject();
        ((string)card["contentType"]!).ShouldBe("application/vnd.microsoft.card.adaptive");
        return card;
    }

    /// <summary>Everything that is kept of what arrived and of what is on its way out.</summary>
    private static string Stored(TeamsSite site) =>
        string.Concat(site.All<InboundRow>().Select(row => row.Answer))
        + string.Concat(site.All<InboxRow>().Select(row => row.Body))
        + string.Concat(site.All<DeliveryRow>().Where(row => row.Card != "welcome").Select(row => row.Model))
        + string.Concat(site.All<WebMessage>().Select(row => row.Text + row.Model));
}
