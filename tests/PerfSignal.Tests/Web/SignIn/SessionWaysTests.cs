using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Web;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.Web.SignIn;

public sealed class SessionWaysTests
{
    [Theory]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("Host", "perf.example.com")]
    public async Task A_link_opens_through_a_proxy_where_the_demo_does_not(string header, string value)
    {
        await using var chat = await ChatSite.Start();
        var browser = await chat.Opened(chat.Site.Ana);
        browser.Headers[header] = value;
        (await browser.Get("/me")).Html.ShouldContain("Ana Costa");
    }

    [Fact]
    public async Task Cookies_are_secure_behind_a_proxy_that_ends_https()
    {
        await using var chat = await ChatSite.Start();
        var page = await chat.Site.Browser(byProxy: true).Get(await chat.Ask(chat.Site.Ana));
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Response.Headers.GetValues("Set-Cookie").ShouldAllBe(cookie => cookie.Contains("; secure"));
    }

    [Fact]
    public async Task A_session_of_the_demo_is_worth_nothing_where_the_demo_is_off()
    {
        await using var chat = await ChatSite.Start();
        var browser = await chat.Opened(chat.Site.Ana);
        await chat.Site.Change(data => data.Set<WebSession>().ExecuteUpdateAsync(set => set.SetProperty(row => row.How, SignInWay.Demo)));
        (await browser.Get("/me")).Html.ShouldNotContain("Ana Costa");
    }

    [Fact]
    public async Task A_session_of_a_provider_ends_when_the_provider_is_switched_off()
    {
        await using var chat = await ChatSite.Start();
        var browser = await chat.Opened(chat.Site.Ana);
        await chat.Site.Change(data => data.Set<WebSession>().ExecuteUpdateAsync(set => set.SetProperty(row => row.How, SignInWay.Oidc)));
        (await browser.Get("/me")).Html.ShouldNotContain("Ana Costa");
    }

    [Fact]
    public async Task The_demo_form_is_closed_where_real_people_sign_in()
    {
        await using var chat = await ChatSite.Start();
        var browser = chat.Site.Browser();
        var token = (await browser.Get(await chat.Ask(chat.Site.Ana))).Form("/open/").Fields;
        token["person"] = chat.Site.Max.Id.ToString();
        (await browser.Post("/sign-in", token, follow: false)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Ends_everywhere_at_one_press()
    {
        await using var chat = await ChatSite.Start();
        var (here, there, other) = (await chat.Opened(chat.Site.Ana), chat.Site.Browser(), await chat.Opened(chat.Site.Eve));
        await there.Submit(await there.Get(await chat.Ask(chat.Site.Ana, again: "2")), "Open as", []);
        (await there.Get("/me")).Html.ShouldContain("Ana Costa");

        (await here.Submit(await here.Get("/me"), "Sign out everywhere", [])).Html.ShouldContain("You are signed out");

        (await here.Get("/me")).Html.ShouldNotContain("Ana Costa");
        (await there.Get("/me")).Html.ShouldNotContain("Ana Costa");
        (await other.Get("/me")).Html.ShouldContain("Eve Ng");
        await using var data = chat.Site.Database.Open();
        (await data.Set<AuditEntry>().SingleAsync(row => row.Act == "signed_out")).What.ShouldBe("everywhere");
    }

    [Fact]
    public async Task Ends_everywhere_by_a_form_of_ours_only()
    {
        await using var chat = await ChatSite.Start();
        var browser = await chat.Opened(chat.Site.Ana);
        (await browser.Post("/sign-out/everywhere", new Dictionary<string, string>(), follow: false)).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
        (await browser.Get("/me")).Html.ShouldContain("Ana Costa");
    }

    [Fact]
    public async Task Leaves_no_row_of_what_is_over()
    {
        await using var chat = await ChatSite.Start();
        await chat.Opened(chat.Site.Ana);
        await chat.Ask(chat.Site.Max);
        await chat.Site.Change(data =>
        {
            data.Add(new SpentSignIn { Digest = "old", EndsAt = Instant.FromUtc(2026, 11, 24, 9, 15) });
            return Task.CompletedTask;
        });
        chat.Site.Clock.Advance(Duration.FromMinutes(10));
        await chat.Ask(chat.Site.Eve);
        await Purge();
        await using var data = chat.Site.Database.Open();
        (await data.Set<WebLink>().SingleAsync()).PersonId.ShouldBe(chat.Site.Eve.Id);
        (await data.Set<WebSession>().CountAsync()).ShouldBe(1);
        (await data.Set<SpentSignIn>().CountAsync()).ShouldBe(1);

        chat.Site.Clock.Advance(Duration.FromHours(8));
        await Purge();
        (await data.Set<WebLink>().CountAsync()).ShouldBe(0);
        (await data.Set<WebSession>().CountAsync()).ShouldBe(0);
        (await data.Set<SpentSignIn>().CountAsync()).ShouldBe(0);

        async Task Purge()
        {
            await using var open = chat.Site.Database.Open();
            await new PurgeSignIns(open, chat.Site.Clock).Run(default);
        }
    }
}
