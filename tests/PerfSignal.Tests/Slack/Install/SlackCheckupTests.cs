using NodaTime;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Install;

public sealed class SlackCheckupTests
{
    private static async Task<IReadOnlyList<Finding>> Look(SlackWorld world)
    {
        await using var data = world.Open();
        return await new SlackCheckup(
            world.Get<SlackSettings>(),
            world.Get<SlackHttp>(),
            data,
            world.Get<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>()
        ).Run(default);
    }

    [Fact]
    public async Task Finds_a_token_that_works_good()
    {
        await using var world = await SlackWorld.WithToken();

        (await Look(world)).Single().Grade.ShouldBe(Grade.Good);
    }

    [Fact]
    public async Task Names_the_scopes_that_are_missing()
    {
        await using var world = await SlackWorld.WithToken("chat:write,commands,im:write,users:read");

        var finding = (await Look(world)).Single();

        finding.Grade.ShouldBe(Grade.Bad);
        finding.What.ShouldContain("im:history, users:read.email");
    }

    [Fact]
    public async Task Says_that_nothing_is_installed_and_how_to()
    {
        await using var world = await SlackWorld.WithInstallations();

        var finding = (await Look(world)).Single();

        (finding.Grade, finding.Mend!.Contains("doctor --slack-install", StringComparison.Ordinal)).ShouldBe((Grade.Bad, true));
    }

    [Fact]
    public async Task Tells_each_workspace_apart()
    {
        await using var world = await SlackWorld.WithInstallations();
        world.Slack.State.Token("xoxb-1").Token("xoxb-2", "T2").Token("xoxb-3", "T3");
        world.Slack.State.Tokens["xoxb-2"].Revoked = true;
        await world.Install("T1", "xoxb-1");
        await world.Install("T2", "xoxb-2");
        await world.Install("T3", "xoxb-3");
        world.Slack.State.Tokens["xoxb-3"].Revoked = true;
        await world.Get<SlackRevoked>()("T3", SlackRevocation.Uninstalled, default);

        var findings = await Look(world);

        findings.Select(finding => finding.Grade).ShouldBe([Grade.Good, Grade.Bad, Grade.Bad]);
        findings[1].What.ShouldContain("token_revoked");
        findings[2].What.ShouldContain("removed the app");
        findings.ShouldAllBe(finding => !finding.What.Contains("xoxb"));
    }

    [Fact]
    public async Task Says_that_slack_is_out_of_reach()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.Next("auth.test", new SlackFault.DroppedBefore());

        (await Look(world)).Single().Grade.ShouldBe(Grade.Outside);
    }
}
