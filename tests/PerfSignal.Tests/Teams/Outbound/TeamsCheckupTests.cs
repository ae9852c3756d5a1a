using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Teams;
using PerfSignal.Bot.Teams.Outbound;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Teams.Outbound;

public sealed class TeamsCheckupTests
{
    [Fact]
    public async Task Says_nothing_of_a_platform_that_is_off() =>
        (await TeamsCheckup.Run(new TeamsSettings(), new TestClock(), default)).ShouldBeEmpty();

    [Fact]
    public async Task Is_content_with_a_bot_that_gets_its_token_and_can_check_requests()
    {
        await using var connector = await TeamsConnector.Start();

        var findings = await Run(connector);

        findings.Count.ShouldBe(2);
        findings.ShouldAllBe(finding => finding.Grade == Grade.Good);
        string.Concat(findings).ShouldNotContain(TeamsTokens.Secret);
    }

    [Theory]
    [InlineData(7000222, "make a new one")]
    [InlineData(7000215, "not to its id")]
    [InlineData(700016, "Teams:AppId and Teams:TenantId")]
    [InlineData(90002, "Teams:TenantId")]
    [InlineData(50034, "Compare")]
    public async Task Says_how_to_mend_what_the_token_endpoint_refuses(int code, string mend)
    {
        await using var connector = await TeamsConnector.Start();
        connector.Tokens.Faults.Enqueue(new TeamsFault(400, $$"""{"error":"invalid_request","error_codes":[{{code}}]}"""));

        var finding = (await Run(connector))[0];

        (finding.Area, finding.Grade).ShouldBe(("teams", Grade.Bad));
        finding.What.ShouldContain($"AADSTS{code}");
        finding.Mend!.ShouldContain(mend);
    }

    [Fact]
    public async Task Tells_what_is_out_of_reach_from_what_is_set_wrongly()
    {
        await using var connector = await TeamsConnector.Start();

        var findings = await Run(
            connector,
            settings => settings with { TokenEndpoint = "http://127.0.0.1:1/token", OpenIdMetadataUrl = "http://127.0.0.1:1/openid" }
        );

        findings.Select(finding => finding.Grade).ShouldBe([Grade.Outside, Grade.Outside]);
        findings.ShouldAllBe(finding => finding.Mend!.Contains("127.0.0.1:1") || finding.Mend!.Contains("OpenIdMetadataUrl"));
    }

    [Theory]
    [InlineData("/keys", "something else")]
    [InlineData("/nowhere", "status 404")]
    public async Task Finds_an_address_that_announces_no_keys(string path, string why)
    {
        await using var connector = await TeamsConnector.Start();

        var finding = (await Run(connector, settings => settings with { OpenIdMetadataUrl = connector.Address + path }))[1];

        finding.Grade.ShouldBe(Grade.Outside);
        finding.What.ShouldContain(why);
    }

    [Fact]
    public async Task Says_that_a_bot_without_a_secret_is_for_trying_it_only()
    {
        await using var connector = await TeamsConnector.Start();

        var findings = await Run(connector, settings => settings with { ClientSecret = null, AllowUnauthenticatedLoopback = true });

        findings[0].Grade.ShouldBe(Grade.Note);
        connector.Tokens.Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Looks_no_further_where_the_settings_are_wrong()
    {
        await using var connector = await TeamsConnector.Start();

        (await Run(connector, settings => settings with { TokenEndpoint = "login" })).ShouldHaveSingleItem().Grade.ShouldBe(Grade.Note);
        (await Run(connector, settings => settings with { AppId = "" })).ShouldHaveSingleItem().Grade.ShouldBe(Grade.Note);
    }

    private static Task<IReadOnlyList<Finding>> Run(TeamsConnector connector, Func<TeamsSettings, TeamsSettings>? change = null)
    {
        var settings = TeamsWorld.Settings(connector);
        return TeamsCheckup.Run(change?.Invoke(settings) ?? settings, new TestClock(), default);
    }
}
