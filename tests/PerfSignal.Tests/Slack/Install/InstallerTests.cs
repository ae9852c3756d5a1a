using System.Net;
using System.Web;
using NodaTime;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Slack.Install;

public sealed class InstallerTests
{
    private static string Back(string state, string code = "code-1") =>
        $"{Installer.Callback}?code={code}&state={Uri.EscapeDataString(state)}";

    [Fact]
    public async Task Leads_to_slack_with_the_least_scopes_and_comes_back_with_a_token()
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        site.Grants("code-1");

        var (status, _, to, cookie) = await browser.Get(site.Link());

        status.ShouldBe(HttpStatusCode.Redirect);
        to!.GetLeftPart(UriPartial.Path).ShouldBe(site.Slack.Origin + "/oauth/v2/authorize");
        var query = HttpUtility.ParseQueryString(to.Query);
        query["client_id"].ShouldBe("client");
        query["scope"].ShouldBe("chat:write,commands,im:write,im:history,users:read,users:read.email");
        query["redirect_uri"].ShouldBe("https://perf.example.com/slack/oauth/callback");
        cookie.ToLowerInvariant().ShouldContain("httponly");
        cookie.ToLowerInvariant().ShouldContain("secure");
        cookie.ToLowerInvariant().ShouldContain("samesite=lax");

        var end = await browser.Get(Back(query["state"]!));

        end.Status.ShouldBe(HttpStatusCode.OK);
        end.Text.ShouldContain("Example &lt;Corp&gt;");
        end.Text.ShouldContain("im:history");
        var row = (await site.Installations()).Single();
        (row.Workspace, row.Name, row.WholeEnterprise, row.BotUserId).ShouldBe(("T1", "Example <Corp>", false, "UBOT"));
        row.Secret!.ShouldNotContain("xoxb");
        (await site.Get<SlackTokens>().Of("T1", default)).Token.ShouldBe("xoxb-code-1");
        site.Slack.CallsOf("oauth.v2.access").Single().Arguments["redirect_uri"]!.ToString().ShouldBe(query["redirect_uri"]);
        await using var data = site.Database.Open();
        data.Set<AuditEntry>().Single().Act.ShouldBe("installed");
        site.Log.All.ShouldNotContain("xoxb");
        site.Log.All.ShouldNotContain("code-1");
    }

    [Fact]
    public async Task Keeps_an_installation_for_a_whole_enterprise_under_its_id()
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        site.Grants("code-1", "E1", wholeEnterprise: true);

        await browser.Get(Back(await browser.Begin(site.Link())));

        var row = (await site.Installations()).Single();
        (row.Workspace, row.WholeEnterprise).ShouldBe(("E1", true));
    }

    [Theory]
    [InlineData("/slack/install")]
    [InlineData("/slack/install?code=")]
    [InlineData("/slack/install?code=guessed")]
    [InlineData("/slack/install?code=CfDJ8AAAA")]
    public async Task Opens_to_nobody_without_the_operators_link(string path)
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();

        var (status, text, to, cookie) = await browser.Get(path);

        (status, to, cookie).ShouldBe((HttpStatusCode.Forbidden, null, ""));
        text.ShouldContain("doctor --slack-install");
    }

    [Fact]
    public async Task A_link_ends_after_half_an_hour_and_with_the_first_installation()
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        using var other = site.Browser();
        var (link, late) = (site.Link(), site.Link());
        // Looking at a link, as a preview in a chat does, uses up nothing.
        var waiting = await other.Begin(link);
        site.Grants("code-1");
        site.Grants("code-2", "T2");
        await browser.Get(Back(await browser.Begin(link)));

        (await browser.Get(link)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await browser.Get(late)).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await other.Get(Back(waiting, "code-2"))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Installations()).Single().Workspace.ShouldBe("T1");

        site.Clock.Advance(Duration.FromMinutes(1));
        var next = site.Link();
        (await browser.Get(next)).Status.ShouldBe(HttpStatusCode.Redirect);
        site.Clock.Advance(Duration.FromMinutes(31));
        (await browser.Get(next)).Status.ShouldBe(HttpStatusCode.Forbidden);
    }

    [Fact]
    public async Task Takes_nothing_back_that_another_browser_began()
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        using var victim = site.Browser();
        site.Grants("code-1");
        var state = await browser.Begin(site.Link());

        (await victim.Get(Back(state))).Status.ShouldBe(HttpStatusCode.BadRequest);
        await victim.Begin(site.Link());
        (await victim.Get(Back(state))).Status.ShouldBe(HttpStatusCode.BadRequest);

        site.Slack.Calls.ShouldBeEmpty();
        (await browser.Get(Back(state))).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?code=code-1")]
    [InlineData("?code=code-1&state=")]
    [InlineData("?code=code-1&state=forged")]
    [InlineData("?error=access_denied")]
    public async Task Takes_nothing_back_without_its_state(string query)
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        await browser.Begin(site.Link());

        (await browser.Get(Installer.Callback + query)).Status.ShouldBe(HttpStatusCode.BadRequest);

        site.Slack.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task Uses_a_state_once_and_for_ten_minutes()
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        var (link, state) = (site.Link(), "");
        state = await browser.Begin(link);
        // Slack does not know the code, so nothing was installed; the state is used up all the same, whatever cookie comes with it.
        (await browser.Get(Back(state, "unknown"))).Status.ShouldBe(HttpStatusCode.BadGateway);
        site.Grants("code-1");
        (await browser.Get(Back(state))).Status.ShouldBe(HttpStatusCode.BadRequest);

        state = await browser.Begin(link);
        site.Clock.Advance(Duration.FromMinutes(11));
        (await browser.Get(Back(state))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Installations()).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_replayed_way_back_is_refused_even_with_its_cookie()
    {
        await using var site = await InstallSite.Start();
        var scoped = Scoped(site);
        var (state, cookie) = scoped.Begin(site.Clock.Now());

        (await Scoped(site).Use(state, cookie, default)).ShouldNotBeNull();
        (await Scoped(site).Use(state, cookie, default)).ShouldBeNull();
    }

    private static InstallState Scoped(InstallSite site) =>
        new(site.Get<Microsoft.AspNetCore.DataProtection.IDataProtectionProvider>(), site.Database.Open(), site.Clock);

    [Theory]
    [InlineData("en", "declined")]
    [InlineData("de", "abgelehnt")]
    [InlineData("fr", "declined")]
    public async Task Says_in_the_readers_language_that_somebody_declined(string language, string word)
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        var state = await browser.Begin(site.Link());

        var (status, text, _, _) = await browser.Get(
            $"{Installer.Callback}?error=access_denied&state={Uri.EscapeDataString(state)}",
            language
        );

        status.ShouldBe(HttpStatusCode.BadRequest);
        text.ShouldContain(word);
        (await site.Installations()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Shows_slacks_word_for_a_refusal_and_no_markup_of_others()
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        var (_, text, _, _) = await browser.Get(Back(await browser.Begin(site.Link()), "wrong"));
        text.ShouldContain("invalid_code");

        var state = await browser.Begin(site.Link());
        (_, text, _, _) = await browser.Get(
            $"{Installer.Callback}?error={Uri.EscapeDataString("<script>")}&state={Uri.EscapeDataString(state)}"
        );
        text.ShouldNotContain("<script>");
        text.ShouldContain("unknown");
    }

    [Fact]
    public async Task Installing_again_takes_the_newer_token_and_lifts_a_removal()
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        site.Grants("code-1");
        await browser.Get(Back(await browser.Begin(site.Link())));
        site.Slack.State.Tokens["xoxb-code-1"].Revoked = true;
        await site.Get<SlackRevoked>()("T1", SlackRevocation.Uninstalled, default);
        (await site.Installations()).Single().RevokedAt.ShouldNotBeNull();

        site.Clock.Advance(Duration.FromMinutes(1));
        site.Grants("code-2");
        await browser.Get(Back(await browser.Begin(site.Link()), "code-2"));

        var row = (await site.Installations()).Single();
        row.RevokedAt.ShouldBeNull();
        (await site.Get<SlackTokens>().Of("T1", default)).Token.ShouldBe("xoxb-code-2");
    }

    [Fact]
    public async Task A_second_host_over_the_database_reads_the_tokens_and_ends_what_the_first_began()
    {
        await using var site = await InstallSite.Start();
        using var browser = site.Browser();
        site.Grants("code-1");
        await browser.Get(Back(await browser.Begin(site.Link())));

        await using var again = await site.Again();

        (await again.Get<SlackTokens>().Of("T1", default)).Token.ShouldBe("xoxb-code-1");
        site.Clock.Advance(Duration.FromMinutes(1));
        using var later = again.Browser();
        (await later.Get(site.Link())).Status.ShouldBe(HttpStatusCode.Redirect);
    }

    [Fact]
    public async Task Has_no_such_address_where_the_token_stands_in_the_settings()
    {
        await using var site = await InstallSite.Start("xoxb-1");
        using var browser = site.Browser();

        (await browser.Get("/slack/install?code=x")).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Get(Installer.Callback)).Status.ShouldBe(HttpStatusCode.NotFound);
    }
}
