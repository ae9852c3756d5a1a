using NodaTime;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Outbound;

public sealed class MatchSlackTests
{
    private static Task Match(SlackWorld world) => world.Within<MatchSlack>(match => match.Run(default));

    private static async Task<ChatAccount?> AccountOf(SlackWorld world, Person person) =>
        (await world.All<ChatAccount>()).SingleOrDefault(account => account.PersonId == person.Id);

    [Fact]
    public async Task Finds_people_by_their_address_or_by_the_id_of_the_directory()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.User("U2", "Ben@Example.com", name: "Ben Adler");
        world.Slack.State.User("U3", "c.other@example.com");
        var (ben, cleo) = (await world.Person("ben@example.com"), await world.Person("cleo@example.com", slackId: "U3"));

        await Match(world);

        var account = await AccountOf(world, ben);
        (account!.UserId, account.Workspace, account.Name, account.State).ShouldBe(("U2", "T1", "Ben Adler", AccountState.Matched));
        (await AccountOf(world, cleo))!.UserId.ShouldBe("U3");
        // Whoever has an account is not looked for.
        world.Slack.CallsOf("users.lookupByEmail").Single().Arguments["email"]!
            .ToString()
            .ShouldBe("ben@example.com");
    }

    [Theory]
    [InlineData("is_restricted")]
    [InlineData("is_ultra_restricted")]
    [InlineData("is_bot")]
    [InlineData("is_stranger")]
    [InlineData("deleted")]
    public async Task Takes_no_guest_no_bot_and_no_closed_account(string flag)
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.User("U2", "ben@example.com")[flag] = true;
        var ben = await world.Person("ben@example.com", slackId: "U2");

        await Match(world);

        world.Slack.CallsOf("users.info").Count().ShouldBe(1);
        (await AccountOf(world, ben)).ShouldBeNull();
    }

    [Fact]
    public async Task Takes_nobody_of_another_organisation_and_no_address_that_is_not_confirmed()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.User("U2", "ben@example.com")["team_id"] = "T9";
        world.Slack.State.User("U3", "cleo@example.com")["is_email_confirmed"] = false;
        var (ben, cleo) = (await world.Person("ben@example.com"), await world.Person("cleo@example.com"));

        await Match(world);

        (await AccountOf(world, ben)).ShouldBeNull();
        (await AccountOf(world, cleo)).ShouldBeNull();
    }

    [Fact]
    public async Task Takes_members_of_any_workspace_of_the_enterprise()
    {
        await using var world = await SlackWorld.WithInstallations();
        await world.Install("E1", "xoxb-e");
        world.Slack.State.Token("xoxb-e", "E1");
        var user = world.Slack.State.User("W2", "ben@example.com", "E1");
        (user["team_id"], user["enterprise_user"]) = ("T7", new System.Text.Json.Nodes.JsonObject { ["enterprise_id"] = "E1" });
        var ben = await world.Person("ben@example.com");

        await Match(world);

        (await AccountOf(world, ben))!.Workspace.ShouldBe("E1");
    }

    [Fact]
    public async Task Asks_for_whom_slack_does_not_know_once_a_day()
    {
        await using var world = await SlackWorld.WithToken();
        await world.Person("nobody@example.com");

        await Match(world);
        await Match(world);
        world.Slack.CallsOf("users.lookupByEmail").Count().ShouldBe(1);

        world.Clock.Advance(Duration.FromHours(25));
        await Match(world);
        world.Slack.CallsOf("users.lookupByEmail").Count().ShouldBe(2);
    }

    [Fact]
    public async Task Stops_where_slack_asks_to_wait_and_goes_on_later()
    {
        await using var world = await SlackWorld.WithToken();
        for (var number = 0; number < MatchSlack.AtOnce + 5; number++)
        {
            await world.Person($"p{number}@example.com");
        }

        world.Slack.PerMinute["users.lookupByEmail"] = 20;
        await Match(world);
        // The one that was refused is the last that was asked.
        world.Slack.CallsOf("users.lookupByEmail").Count().ShouldBe(21);

        world.Slack.PerMinute.Clear();
        world.Clock.Advance(Duration.FromMinutes(2));
        await Match(world);
        world.Slack.CallsOf("users.lookupByEmail").Count().ShouldBe(21 + 35);
    }

    [Fact]
    public async Task Looks_for_nobody_who_left()
    {
        await using var world = await SlackWorld.WithToken();
        var ben = await world.Person("ben@example.com");
        await using (var data = world.Open())
        {
            data.Attach(ben).Entity.LastDay = new LocalDate(2026, 10, 1);
            await data.SaveChangesAsync();
        }

        await Match(world);

        world.Slack.CallsOf("users.lookupByEmail").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("invalid_arguments")]
    [InlineData("something_new")]
    public async Task Goes_on_where_slack_does_not_understand_one_address(string word)
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.User("U2", "ben@example.com");
        await world.Person("odd@example.com");
        var ben = await world.Person("ben@example.com");
        world.Slack.Chance = call => call.Arguments["email"]?.ToString() == "odd@example.com" ? new SlackFault.Error(word) : null;

        await Match(world);
        await Match(world);

        (await AccountOf(world, ben)).ShouldNotBeNull();
        world.Slack.CallsOf("users.lookupByEmail").Count().ShouldBe(2, "the odd one is left alone for a day");
    }

    [Theory]
    [InlineData("missing_scope")]
    [InlineData("internal_error")]
    [InlineData("service_unavailable")]
    public async Task Stops_where_the_answer_would_be_the_same_for_everybody(string word)
    {
        await using var world = await SlackWorld.WithToken();
        await world.Person("ben@example.com");
        await world.Person("cleo@example.com");
        world.Slack.Next("users.lookupByEmail", new SlackFault.Error(word));

        await Match(world);
        world.Slack.CallsOf("users.lookupByEmail").Count().ShouldBe(1);

        await Match(world);
        world.Slack.CallsOf("users.lookupByEmail").Count().ShouldBe(3);
    }
}
