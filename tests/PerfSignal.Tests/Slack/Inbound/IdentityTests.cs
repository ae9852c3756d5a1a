using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Bot.Slack;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Slack.Inbound;

public sealed class IdentityTests
{
    [Theory]
    [InlineData("is_bot", "I answer people only")]
    [InlineData("is_restricted", "not for guests")]
    [InlineData("is_ultra_restricted", "not for guests")]
    [InlineData("is_stranger", "from another one")]
    public async Task Refuses_whom_it_does_not_work_for_and_keeps_nothing_of_them(string flag, string said)
    {
        await using var site = await SlackSite.Start();
        site.Slack.Add("U0OTHER", site.People.Ben.Email, more: (flag, true));

        (await site.Command("/goals", user: "U0OTHER")).Body.ShouldContain(said);
        site.People.All<ChatAccount>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Refuses_people_of_another_organisation_even_with_an_address_of_ours()
    {
        await using var site = await SlackSite.Start();
        site.Slack.Add("U0OTHER", site.People.Ben.Email, team: "T9999");

        (await site.Command("/goals", user: "U0OTHER")).Body.ShouldContain("from another one");
    }

    [Fact]
    public async Task Says_to_a_stranger_why_it_does_not_answer_and_shows_them_to_hr()
    {
        await using var site = await SlackSite.Start();
        site.Slack.Add("U0NEW", "new@example.com");
        await site.Says("goals", "U0NEW");
        await site.Work();

        var said = site.Slack.Asked("chat.postMessage").ShouldHaveSingleItem();
        (said["channel"]!.ToString(), said["text"]!.ToString().Contains("people file")).ShouldBe(("D0NEW", true));
        var account = site.People.All<ChatAccount>().Single();
        (account.State, account.Email, account.PersonId).ShouldBe((AccountState.NotInDirectory, "new@example.com", null));
        site.People.All<InboxRow>().Single().DoneAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Asks_slack_once_a_day_who_somebody_is()
    {
        await using var site = await SlackSite.Start();
        await site.Command("/goals");
        await site.Command("/goals");
        site.Slack.Asked("users.info").Count.ShouldBe(1);
        site.People.Clock.Advance(Duration.FromHours(25));
        await site.Command("/goals");
        site.Slack.Asked("users.info").Count.ShouldBe(2);

        // Who was known yesterday is served while Slack is out of reach.
        site.People.Clock.Advance(Duration.FromHours(25));
        site.Slack.Answers["users.info"] = new SlackAnswer.NotReached("refused");
        (await site.Command("/goals")).Body.ShouldContain("blocks");
        (await site.Command("/goals", user: "U0NOBODY")).Body.ShouldContain("who you are");
    }

    [Theory]
    [InlineData("true")]
    [InlineData("false")]
    public async Task Keeps_people_of_an_organisation_wide_installation_by_the_enterprise(string whole)
    {
        await using var site = await SlackSite.Start();
        site.Slack.Add("W0GRID", site.People.Ana.Email, more: ("enterprise_user", new JsonObject { ["enterprise_id"] = "E0001" }));
        var fields = site.CommandFields("/goals", "", "W0GRID")
            .Select(field => field.Name == "is_enterprise_install" ? (field.Name, whole) : field)
            .Append(("enterprise_id", "E0001"));
        await site.Form("commands", fields);

        site.People.All<ChatAccount>().Single().Workspace.ShouldBe(whole == "true" ? "E0001" : SlackSite.Team);
    }

    [Fact]
    public async Task Finds_the_enterprise_where_an_interaction_names_no_team()
    {
        await using var site = await SlackSite.Start();
        site.Slack.Add("W0GRID", site.People.Ana.Email, more: ("enterprise_user", new JsonObject { ["enterprise_id"] = "E0001" }));
        var press = site.Press("goal.list", user: "W0GRID");
        (press["team"], press["is_enterprise_install"]) = (null, true);
        press["enterprise"] = new JsonObject { ["id"] = "E0001", ["name"] = "Example" };
        await site.Interact(press);

        site.People.All<ChatAccount>().Single().Workspace.ShouldBe("E0001");
        site.Sent.ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Looks_again_at_an_account_that_changed()
    {
        await using var site = await SlackSite.Start();
        await site.Command("/goals");
        await site.Event(Change("user_change", SlackSite.AnaId, site));
        await site.Event(Change("user_change", "U0UNKNOWN", site));
        site.People.All<InboxRow>().ShouldBeEmpty();

        site.Slack.Add(SlackSite.AnaId, site.People.Ana.Email, more: ("deleted", true));
        await site.Event(Change("user_change", SlackSite.AnaId, site));
        await site.Work();
        site.People.All<ChatAccount>().Single().RemovedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task Knows_who_joined_before_they_write()
    {
        await using var site = await SlackSite.Start();
        await site.Event(Change("team_join", SlackSite.AnaId, site));
        await site.Work();

        site.People.All<ChatAccount>().Single().PersonId.ShouldBe(site.People.Ana.Id);
    }

    [Fact]
    public async Task Forgets_that_somebody_was_unreachable_when_they_write()
    {
        await using var site = await SlackSite.Start();
        site.People.Save(
            new Unreachable
            {
                PersonId = site.People.Ana.Id,
                Platform = PlatformName.Slack,
                Since = site.People.Clock.Now(),
            }
        );
        await site.Command("/goals");

        site.People.All<Unreachable>().ShouldBeEmpty();
    }

    private static JsonObject Change(string type, string user, SlackSite site) =>
        new()
        {
            ["type"] = type,
            ["user"] = site.Slack.Users.TryGetValue(user, out var known) ? known.DeepClone() : new JsonObject { ["id"] = user },
        };
}
