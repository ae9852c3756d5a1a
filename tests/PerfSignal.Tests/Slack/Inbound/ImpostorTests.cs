using NodaTime;
using PerfSignal.Bot.Slack;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Slack.Inbound;

/// <summary>Who signs in to Slack as somebody else, or comes from where the bot is not, gets nothing of a person.</summary>
public sealed class ImpostorTests
{
    [Fact]
    public async Task Takes_no_address_that_its_owner_has_not_confirmed()
    {
        await using var site = await SlackSite.Start();
        site.Slack.Add("U0THIEF", site.People.Ben.Email, more: ("is_email_confirmed", false));

        (await site.Command("/goals", user: "U0THIEF")).Body.ShouldContain("people file");

        var account = site.People.All<ChatAccount>().Single();
        (account.PersonId, account.Email).ShouldBe((null, null));
    }

    [Fact]
    public async Task Serves_nobody_of_a_workspace_that_it_is_not_installed_in_known_before_or_not()
    {
        await using var site = await SlackSite.Start();
        await site.Command("/goals");
        site.People.Clock.Advance(Duration.FromHours(25));
        site.Slack.Answers["users.info"] = new SlackAnswer.Refused("no_installation");

        (await site.Command("/goals")).Body.ShouldContain("from another one");
        (await site.Command("/goals", user: "U0OTHER")).Body.ShouldContain("from another one");
        await site.Says("note this", "U0OTHER", "Ev1");
        await site.Work();
        var row = site.People.All<InboxRow>().Single(row => row.EventId == "event:Ev1");
        (row.Attempts, row.DoneAt is not null).ShouldBe((1, true));
        site.Sent.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("user_not_found")]
    [InlineData("user_not_visible")]
    public async Task Serves_nobody_whom_slack_no_longer_knows(string word)
    {
        await using var site = await SlackSite.Start();
        await site.Command("/goals");
        site.People.Clock.Advance(Duration.FromHours(25));
        site.Slack.Answers["users.info"] = new SlackAnswer.Refused(word);

        (await site.Command("/goals")).Body.ShouldContain("from another one");
        site.People.All<ChatAccount>().Single().RemovedAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_guest_who_goes_on_writing_does_not_wear_out_slacks_patience()
    {
        await using var site = await SlackSite.Start();
        site.Slack.Add("U0GUEST", "guest@example.com", more: ("is_restricted", true));
        for (var time = 0; time < 20; time++)
        {
            (await site.Command("/goals", user: "U0GUEST")).Body.ShouldContain("not for guests");
        }

        site.Slack.Asked("users.info").Count.ShouldBe(1);

        // Who became a member is asked for again soon.
        site.Slack.Add("U0GUEST", site.People.Ben.Email);
        site.People.Clock.Advance(Duration.FromMinutes(2));
        (await site.Command("/goals", user: "U0GUEST")).Body.ShouldNotContain("not for guests");
    }

    [Fact]
    public async Task The_same_id_in_another_workspace_is_somebody_else()
    {
        await using var site = await SlackSite.Start();
        await site.Command("/note", "mine");
        site.Slack.Add(SlackSite.AnaId, site.People.Ben.Email, team: "T9999");
        var there = site.CommandFields("/goals", "").Select(field => field.Name == "team_id" ? (field.Name, "T9999") : field);
        await site.Form("commands", there);

        site.People.All<ChatAccount>()
            .Select(account => (account.Workspace, account.PersonId))
            .ShouldBe([(SlackSite.Team, site.People.Ana.Id), ("T9999", site.People.Ben.Id)], ignoreOrder: true);
    }

    [Fact]
    public async Task The_first_answer_is_given_to_a_replay_and_never_to_another_person()
    {
        await using var site = await SlackSite.Start();
        var fields = site.CommandFields("/note", "only once");
        var first = (await site.Form("commands", fields)).Body;
        (await site.Form("commands", fields)).Body.ShouldBe(first);
        var others = fields.Select(field => field.Name == "user_id" ? (field.Name, SlackSite.MayaId) : field);

        (await site.Form("commands", others)).Body.ShouldNotContain("only once");
    }

    [Fact]
    public async Task An_answer_goes_to_the_workspace_where_it_was_asked_for()
    {
        await using var site = await SlackSite.Start();
        var now = site.People.Clock.Now();
        site.People.Save(Account("T0001", now - Duration.FromHours(3)), Account("T0002", now - Duration.FromHours(1)));

        await site.Says("note it");
        await site.Work();

        site.People.All<ChatAccount>().OrderByDescending(account => account.LastSeen).First().Workspace.ShouldBe("T0001");

        ChatAccount Account(string workspace, Instant seen) =>
            new()
            {
                Id = Guid.CreateVersion7(),
                Platform = PlatformName.Slack,
                Workspace = workspace,
                UserId = SlackSite.AnaId,
                PersonId = site.People.Ana.Id,
                State = AccountState.Matched,
                FirstSeen = seen,
                LastSeen = seen,
            };
    }
}
