using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Slack.Inbound;

public sealed class WelcomeTests
{
    [Fact]
    public async Task Greets_whoever_opens_the_home_tab_once()
    {
        await using var site = await SlackSite.Start();
        await site.Event(Opened("home"));
        await site.Work();
        await site.Event(Opened("home"));
        await site.Says("goals");
        await site.Work();

        var greeting = site.Greetings.ShouldHaveSingleItem();
        (greeting.RecipientId, greeting.Platform, greeting.Lane).ShouldBe((site.People.Ana.Id, PlatformName.Slack, Lane.Urgent));
        site.People.All<ChatAccount>().ShouldHaveSingleItem().GreetedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Greets_and_answers_the_first_words()
    {
        await using var site = await SlackSite.Start();
        await site.Event(Opened("messages"));
        await site.Says("note one");
        await site.Work();

        site.People.All<DeliveryRow>().Select(row => row.Card).ShouldBe([Greeting.Card, "said"], ignoreOrder: true);
    }

    [Fact]
    public async Task Greets_nobody_whom_the_directory_does_not_know()
    {
        await using var site = await SlackSite.Start();
        site.Slack.Add("U0GUEST", "guest@example.com");
        await site.Event(Opened("home", "U0GUEST"));
        await site.Says("goals", user: "U0GUEST");
        await site.Work();

        site.Greetings.ShouldBeEmpty();
    }

    private static JsonObject Opened(string tab, string user = SlackSite.AnaId) =>
        new()
        {
            ["type"] = "app_home_opened",
            ["user"] = user,
            ["channel"] = "D0" + user[2..],
            ["tab"] = tab,
        };
}
