using NodaTime;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Install;

public sealed class SlackTokensTests
{
    private static readonly Duration Day = Duration.FromHours(12);

    private static async Task<SlackWorld> Rotating()
    {
        var world = await SlackWorld.WithInstallations();
        await world.Install("T1", "xoxe-old", Day, "refresh-1");
        world.Slack.State.Token("xoxe-old", ends: world.Clock.GetUtcNow().AddHours(12));
        world.Slack.State.Grant(
            "refresh-1",
            new()
            {
                ["access_token"] = "xoxe-new",
                ["token_type"] = "bot",
                ["expires_in"] = 43_200,
                ["refresh_token"] = "refresh-2",
                ["team"] = new System.Text.Json.Nodes.JsonObject { ["id"] = "T1" },
            }
        );
        return world;
    }

    private static Task<SlackAnswer> Ask(SlackWorld world, string workspace = "T1") =>
        world.Get<CallSlack>()(workspace, "users.info", new() { ["user"] = "U1" }, default);

    [Fact]
    public async Task Keeps_tokens_encrypted_and_apart_by_workspace()
    {
        await using var world = await SlackWorld.WithInstallations();
        world.Slack.State.Token("xoxb-a").Token("xoxb-b", "T2");
        await world.Install("T1", "xoxb-a");
        await world.Install("T2", "xoxb-b");

        (await Ask(world)).ShouldBeOfType<SlackAnswer.Good>();
        (await Ask(world, "T2")).ShouldBeOfType<SlackAnswer.Refused>().Error.ShouldBe("user_not_found");
        (await Ask(world, "T3")).ShouldBe(new SlackAnswer.Refused("no_installation"));

        world.Slack.Calls.Select(call => call.Token).ShouldBe(["xoxb-a", "xoxb-b"]);
        (await world.All<Installation>()).ShouldAllBe(row => !row.Secret!.Contains("xoxb"));
        new SlackSecret("xoxb-a", "r").ToString().ShouldNotContain("xoxb");
    }

    [Fact]
    public async Task Renews_a_token_before_it_ends_and_not_sooner()
    {
        await using var world = await Rotating();

        world.Clock.Advance(Day - Duration.FromMinutes(46));
        await Ask(world);
        world.Slack.CallsOf("oauth.v2.access").ShouldBeEmpty();

        world.Clock.Advance(Duration.FromMinutes(2));
        (await Ask(world)).ShouldBeOfType<SlackAnswer.Good>();
        world.Slack.CallsOf("users.info").Last().Token.ShouldBe("xoxe-new");
        (await world.All<Installation>()).Single().TokenEndsAt.ShouldBe(world.Now + Day);

        await Ask(world);
        world.Slack.CallsOf("oauth.v2.access").Count().ShouldBe(1);
    }

    [Fact]
    public async Task Renews_once_however_many_ask()
    {
        await using var world = await Rotating();
        world.Clock.Advance(Day - Duration.FromMinutes(10));

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Ask(world)));

        answers.ShouldAllBe(answer => answer is SlackAnswer.Good);
        world.Slack.CallsOf("oauth.v2.access").Count().ShouldBe(1);
        world.Slack.CallsOf("users.info").ShouldAllBe(call => call.Token == "xoxe-new");
    }

    [Fact]
    public async Task Takes_the_token_that_another_node_renewed_first()
    {
        await using var world = await Rotating();
        world.Clock.Advance(Day - Duration.FromMinutes(10));
        // The other node was quicker: Slack no longer takes the refresh token that both read.
        world.Slack.State.Token("xoxe-theirs");
        var begun = new TaskCompletionSource();
        world.Slack.Next("oauth.v2.access", new SlackFault.Held(begun.Task));
        world.Slack.State.Grants.Clear();

        var asked = Ask(world);
        await world.Install("T1", "xoxe-theirs", Day, "refresh-theirs");
        begun.SetResult();

        (await asked).ShouldBeOfType<SlackAnswer.Good>();
        world.Slack.CallsOf("users.info").Single().Token.ShouldBe("xoxe-theirs");
    }

    [Fact]
    public async Task Goes_on_with_the_old_token_while_it_lasts()
    {
        await using var world = await Rotating();
        world.Clock.Advance(Day - Duration.FromMinutes(10));
        world.Slack.Next("oauth.v2.access", new SlackFault.Status(503));

        (await Ask(world)).ShouldBeOfType<SlackAnswer.Good>();
        world.Slack.CallsOf("users.info").Single().Token.ShouldBe("xoxe-old");

        (await Ask(world)).ShouldBeOfType<SlackAnswer.Good>();
        world.Slack.CallsOf("users.info").Last().Token.ShouldBe("xoxe-new");
    }

    [Fact]
    public async Task Says_that_a_token_ended_which_cannot_be_renewed()
    {
        await using var world = await Rotating();
        world.Clock.Advance(Day + Duration.FromMinutes(1));
        world.Slack.State.Grants.Clear();

        (await Ask(world)).ShouldBe(new SlackAnswer.Refused("token_expired"));
        world.Slack.CallsOf("users.info").ShouldBeEmpty();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Forgets_the_tokens_of_a_workspace_that_removed_the_app(bool byEvent)
    {
        await using var world = await SlackWorld.WithInstallations();
        world.Slack.State.Token("xoxb-a");
        await world.Install("T1", "xoxb-a");
        (await world.Get<IPlatform>().Reaches(world.Ana, default)).ShouldBeTrue();
        world.Slack.State.Tokens["xoxb-a"].Revoked = true;

        if (byEvent)
        {
            await world.Get<SlackRevoked>()("T1", SlackRevocation.Uninstalled, default);
        }
        else
        {
            (await Ask(world)).ShouldBeOfType<SlackAnswer.Refused>().Error.ShouldBe("token_revoked");
        }

        var row = (await world.All<Installation>()).Single();
        (row.Secret, row.RevokedAt).ShouldBe((null, world.Now));
        (await world.Get<IPlatform>().Reaches(world.Ana, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task An_event_that_comes_after_the_app_was_installed_again_ends_nothing()
    {
        await using var world = await SlackWorld.WithInstallations();
        world.Slack.State.Token("xoxb-new");
        await world.Install("T1", "xoxb-new");

        await world.Get<SlackRevoked>()("T1", SlackRevocation.TokensRevoked, default);

        (await world.All<Installation>()).Single().RevokedAt.ShouldBeNull();
        (await Ask(world)).ShouldBeOfType<SlackAnswer.Good>();
    }

    [Fact]
    public async Task A_message_to_a_workspace_that_removed_the_app_holds_up_no_other()
    {
        await using var world = await SlackWorld.WithInstallations();
        world.Slack.State.Token("xoxb-a").Token("xoxb-b", "T2");
        await world.Install("T1", "xoxb-a");
        await world.Install("T2", "xoxb-b");
        world.Slack.State.User("U2", "ben@example.com", "T2");
        var ben = await world.Person("ben@example.com");
        await world.Account(ben, "U2", "T2");
        world.Slack.State.Tokens["xoxb-a"].Revoked = true;
        var toAna = await world.Queue();
        var toBen = await world.Queue(to: ben);

        await world.Run();

        (await world.Stored(toBen)).State.ShouldBe(DeliveryState.Sent);
        (await world.Stored(toAna)).State.ShouldBe(DeliveryState.Waiting);
        (await world.All<PlatformHold>()).ShouldBeEmpty();
    }

    [Fact]
    public async Task The_token_of_the_settings_reaches_people_before_slack_said_whose_it_is()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.Next("auth.test", new SlackFault.Status(503), new SlackFault.Status(503));

        (await world.Get<IPlatform>().Reaches(world.Ana, default)).ShouldBeTrue();
        var row = await world.Queue();
        await world.Run();

        (await world.Stored(row)).Category.ShouldBe(FailureCategory.Transient);
        world.Clock.Advance(Duration.FromMinutes(2));
        await world.RunNext(2);
        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task Nobody_is_reached_once_the_token_of_the_settings_was_revoked()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.State.Tokens[SlackWorld.Token].Revoked = true;

        (await world.Get<IPlatform>().Reaches(world.Ana, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task The_end_of_an_old_token_takes_away_no_newer_one()
    {
        await using var world = await SlackWorld.WithInstallations();
        world.Slack.State.Token("xoxb-new");
        await world.Install("T1", "xoxb-new");

        await world.Get<SlackTokens>().Refused("T1", "xoxb-old", default);

        (await Ask(world)).ShouldBeOfType<SlackAnswer.Good>();
    }
}
