using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Web;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.Web;

public sealed class SignInTests
{
    [Fact]
    public async Task Begins_a_session_with_a_guarded_cookie_and_an_entry_in_the_log()
    {
        await using var site = await Site.Start();
        var browser = site.Browser();
        var answer = await browser.Submit(
            await browser.Get("/"),
            site.Ana.Id.ToString(),
            new() { ["person"] = site.Ana.Id.ToString() },
            follow: false
        );

        var cookie = answer
            .Response.Headers.GetValues("Set-Cookie")
            .Single(text => text.StartsWith("perfsignal=", StringComparison.Ordinal));
        cookie.ShouldContain("httponly");
        cookie.ShouldContain("samesite=lax");
        await using var data = site.Database.Open();
        (await data.Set<AuditEntry>().SingleAsync()).Act.ShouldBe("signed_in");
    }

    [Fact]
    public async Task Marks_the_cookie_secure_where_people_come_by_https()
    {
        await using var site = await Site.Start(new WebOptions { DemoSignIn = true, PublicUrl = "https://bot.example.com" });
        var browser = site.Browser();
        var page = await browser.Get("/sign-in");
        var answer = await browser.Submit(page, site.Ana.Id.ToString(), new() { ["person"] = site.Ana.Id.ToString() }, follow: false);
        answer.Response.Headers.GetValues("Set-Cookie").ShouldContain(text => text.StartsWith("perfsignal=") && text.Contains("secure"));
    }

    [Fact]
    public async Task Lasts_eight_hours_however_much_it_is_used()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        site.Clock.Advance(Duration.FromHours(7));
        (await browser.Get("/")).Html.ShouldContain("Ana Costa");
        site.Clock.Advance(Duration.FromMinutes(61));
        (await browser.Get("/")).Html.ShouldContain("Choose who you want to be");
    }

    [Fact]
    public async Task Ends_at_the_next_request_after_the_last_day()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        await site.Change(async data => (await data.People.FindAsync(site.Ana.Id))!.LastDay = new LocalDate(2026, 11, 23));
        var page = await browser.Get("/");
        page.Html.ShouldContain("Choose who you want to be");
        page.Html.ShouldNotContain("Ana Costa");
    }

    [Fact]
    public async Task Signs_out_by_a_form_only()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var page = await browser.Get("/");
        (await browser.Get("/sign-out")).Status.ShouldBe(HttpStatusCode.MethodNotAllowed);
        (await browser.Post("/sign-out", [])).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await browser.Get("/me")).Html.ShouldContain("Ana Costa");

        await browser.Submit(page, "Sign out", []);
        (await browser.Get("/me")).Html.ShouldContain("Choose who you want to be");
    }

    [Theory]
    [InlineData("Forwarded", "for=192.0.2.1")]
    [InlineData("X-Forwarded-For", "192.0.2.1")]
    [InlineData("x-forwarded-anything", "1")]
    [InlineData("X-Original-For", "192.0.2.1")]
    public async Task Is_closed_to_requests_through_a_proxy(string header, string value)
    {
        await using var site = await Site.Start();
        var open = site.Browser();
        var form = (await open.Get("/sign-in")).Form(site.Ana.Id.ToString()).Fields;
        form["person"] = site.Ana.Id.ToString();
        open.Headers[header] = value;
        (await open.Get("/sign-in")).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await open.Post("/sign-in", form)).Status.ShouldBe(HttpStatusCode.NotFound);

        var signedIn = await site.SignedIn(site.Ana);
        signedIn.Headers[header] = value;
        (await signedIn.Get("/me")).Html.ShouldNotContain("Ana Costa");
    }

    [Theory]
    [InlineData("Production", null, null, "Production")]
    [InlineData("Development", "Slack:Enabled", "true", "Slack:Enabled")]
    [InlineData("Development", "Teams:Enabled", "true", "Teams:Enabled")]
    [InlineData("Development", "urls", "http://0.0.0.0:5080", "http://0.0.0.0:5080")]
    [InlineData("Development", "urls", "http://localhost:5080;http://*:5081", "http://*:5081")]
    [InlineData("Development", "urls", "http://bot.example.com", "http://bot.example.com")]
    public async Task Stops_the_start_where_anybody_could_be_anybody(string environment, string? key, string? value, string named)
    {
        var settings = key is null ? [] : new[] { (key, value!) };
        var refused = await Should.ThrowAsync<InvalidOperationException>(() => Site.Start(environment: environment, settings: settings));
        refused.Message.ShouldContain("Web:DemoSignIn");
        refused.Message.ShouldContain(named);
    }

    [Fact]
    public async Task Says_what_an_administrator_must_set_where_there_is_no_way_in()
    {
        await using var site = await Site.Start(new WebOptions(), "Production");
        var browser = site.Browser();
        var page = await browser.Get("/");
        page.Html.ShouldContain("Web:DemoSignIn");
        page.Html.ShouldNotContain("Ana Costa");
        (await browser.Post("/sign-in", new Dictionary<string, string> { ["person"] = site.Ana.Id.ToString() })).Status.ShouldBe(
            HttpStatusCode.BadRequest
        );
    }

    [Fact]
    public async Task Leads_back_to_the_page_that_was_asked_for_and_to_no_other_site()
    {
        await using var site = await Site.Start();
        var browser = site.Browser();
        var page = await browser.Get("/me");
        page.Form(site.Ana.Id.ToString()).Fields["to"].ShouldBe("/me");
        var evil = await browser.Get("/sign-in?to=https://evil.example/");
        evil.Form(site.Ana.Id.ToString()).Fields["to"].ShouldBe("/");
        var answer = await browser.Submit(
            page,
            site.Ana.Id.ToString(),
            new() { ["person"] = site.Ana.Id.ToString(), ["to"] = "//evil.example" },
            follow: false
        );
        answer.Response.Headers.Location!.ToString().ShouldBe("/");
    }
}
