using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Web;
using PerfSignal.Bot.Web.SignIn;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Web.SignIn;

public sealed class LinkTests
{
    [Fact]
    public async Task Opens_the_page_as_the_one_who_asked()
    {
        await using var chat = await ChatSite.Start();
        var path = await chat.Ask(chat.Site.Ana, "open me");
        var browser = chat.Site.Browser();

        var page = await browser.Get(path);
        page.Status.ShouldBe(HttpStatusCode.OK);
        page.Html.ShouldContain("Open as Ana Costa");
        page.Header("Referrer-Policy").ShouldBe("no-referrer");
        page.Header("Cache-Control").ShouldContain("no-store");
        page.Header("X-Robots-Tag").ShouldContain("noindex");
        var opened = await browser.Submit(page, "Open as Ana", [], follow: false);

        opened.Response.Headers.Location!.ToString().ShouldBe("/me");
        (await browser.Get("/me")).Html.ShouldContain("Ana Costa");
        await using var data = chat.Site.Database.Open();
        (await data.Set<WebSession>().SingleAsync()).How.ShouldBe(SignInWay.Link);
        var entry = await data.Set<AuditEntry>().SingleAsync();
        (entry.Act, entry.What).ShouldBe(("signed_in", "link"));
        chat.Site.Log.All.ShouldNotContain(path.Split('/')[^1]);
    }

    [Fact]
    public async Task Is_not_used_up_by_a_server_that_previews_it()
    {
        await using var chat = await ChatSite.Start();
        var path = await chat.Ask(chat.Site.Ana);
        for (var looks = 0; looks < 3; looks++)
        {
            (await chat.Site.Browser().Get(path)).Status.ShouldBe(HttpStatusCode.OK);
        }

        await using var data = chat.Site.Database.Open();
        (await data.Set<WebLink>().SingleAsync()).UsedAt.ShouldBeNull();
        (await data.Set<WebSession>().AnyAsync()).ShouldBeFalse();
        (await chat.Use(path)).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Works_once()
    {
        await using var chat = await ChatSite.Start();
        var path = await chat.Ask(chat.Site.Ana);
        var (one, two) = (chat.Site.Browser(), chat.Site.Browser());
        var (first, second) = (await one.Get(path), await two.Get(path));
        (await one.Submit(first, "Open as", [], follow: false)).Status.ShouldBe(HttpStatusCode.Found);

        var again = await two.Submit(second, "Open as", [], follow: false);
        again.Status.ShouldBe(HttpStatusCode.NotFound);
        again.Html.ShouldContain("This link has expired");
        again.Html.ShouldContain("Write “open” to PerfSignal");
        (await two.Get("/me")).Html.ShouldNotContain("Ana Costa");
        (await chat.Site.Browser().Get(path)).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Works_once_however_many_press_at_the_same_moment()
    {
        await using var chat = await ChatSite.Start();
        var path = await chat.Ask(chat.Site.Ana);
        var pages = new List<(Browser Browser, Seen Page)>();
        for (var number = 0; number < 5; number++)
        {
            var browser = chat.Site.Browser();
            pages.Add((browser, await browser.Get(path)));
        }

        var answers = await Task.WhenAll(
            pages.Select(page => Task.Run(() => page.Browser.Submit(page.Page, "Open as", [], follow: false)))
        );
        answers.Count(answer => answer.Status == HttpStatusCode.Found).ShouldBe(1);
    }

    [Fact]
    public async Task Lasts_a_minute()
    {
        await using var chat = await ChatSite.Start();
        var path = await chat.Ask(chat.Site.Ana);
        var browser = chat.Site.Browser();
        chat.Site.Clock.Advance(Duration.FromSeconds(59));
        var page = await browser.Get(path);
        page.Status.ShouldBe(HttpStatusCode.OK);
        chat.Site.Clock.Advance(Duration.FromSeconds(1));
        (await browser.Submit(page, "Open as", [], follow: false)).Status.ShouldBe(HttpStatusCode.NotFound);
        (await browser.Get(path)).Html.ShouldContain("This link has expired");
    }

    [Theory]
    [InlineData("/open/AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("/open/short")]
    [InlineData("/open/%ff%3Cscript%3E")]
    public async Task Says_the_same_of_a_link_that_never_was(string path)
    {
        await using var chat = await ChatSite.Start();
        var gone = await chat.Ask(chat.Site.Ana);
        chat.Site.Clock.Advance(Duration.FromMinutes(2));
        var answer = await chat.Site.Browser().Get(path);
        answer.Status.ShouldBe(HttpStatusCode.NotFound);
        answer.Html.ShouldBe((await chat.Site.Browser().Get(gone)).Html);
    }

    [Fact]
    public async Task Is_kept_where_somebody_else_is_signed_in()
    {
        await using var chat = await ChatSite.Start();
        var browser = await chat.Opened(chat.Site.Max);
        var path = await chat.Ask(chat.Site.Ana);
        var page = await browser.Get(path);
        page.Status.ShouldBe(HttpStatusCode.Conflict);
        page.Html.ShouldContain("Dieser Link ist für Ana Costa, und in diesem Browser ist Max Weber angemeldet");
        var token = (await browser.Get("/")).Form("Abmelden").Fields;
        (await browser.Post(path, token, follow: false)).Status.ShouldBe(HttpStatusCode.Conflict);
        (await browser.Get("/me")).Html.ShouldContain("Max Weber");

        (await chat.Use(path)).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Begins_a_fresh_session_for_the_one_who_is_signed_in_already()
    {
        await using var chat = await ChatSite.Start();
        var browser = await chat.Opened(chat.Site.Ana);
        var path = await chat.Ask(chat.Site.Ana, again: "2");
        await browser.Submit(await browser.Get(path), "Open as", []);
        await using var data = chat.Site.Database.Open();
        (await data.Set<WebSession>().CountAsync()).ShouldBe(1);
    }

    [Fact]
    public async Task Is_used_by_a_form_of_ours_only()
    {
        await using var chat = await ChatSite.Start();
        var path = await chat.Ask(chat.Site.Ana);
        var browser = chat.Site.Browser();
        (await browser.Post(path, new Dictionary<string, string>(), follow: false)).Status.ShouldBe(HttpStatusCode.BadRequest);
        var token = (await browser.Get(path)).Form("Open as").Fields;
        var other = chat.Site.Browser();
        (await other.Post(path, token, follow: false)).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await chat.Use(path)).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Opens_nothing_after_the_last_day()
    {
        await using var chat = await ChatSite.Start();
        var path = await chat.Ask(chat.Site.Ana);
        var browser = chat.Site.Browser();
        var page = await browser.Get(path);
        await chat.Site.Change(async data => (await data.People.FindAsync(chat.Site.Ana.Id))!.LastDay = new LocalDate(2026, 11, 23));
        (await browser.Submit(page, "Open as", [], follow: false)).Status.ShouldBe(HttpStatusCode.NotFound);
        await using var data = chat.Site.Database.Open();
        (await data.Set<AuditEntry>().SingleAsync()).What.ShouldBe("link:departed");
    }

    [Fact]
    public async Task Cannot_be_tried_without_end()
    {
        await using var chat = await ChatSite.Start();
        var browser = chat.Site.Browser();
        for (var tries = 0; tries < SignInLimit.PerMinute; tries++)
        {
            (await browser.Get($"/open/{tries}")).Status.ShouldBe(HttpStatusCode.NotFound);
        }

        var answer = await browser.Get("/open/one-more");
        answer.Status.ShouldBe(HttpStatusCode.TooManyRequests);
        answer.Header("Retry-After").ShouldBe("60");
        answer.Html.ShouldContain("Too many tries");
        (await browser.Get("/sign-in")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Leads_nowhere_where_no_chat_is_switched_on()
    {
        await using var chat = await ChatSite.Start(options => options with { Chats = [] });
        (await chat.Site.Browser().Get(await chat.Ask(chat.Site.Ana))).Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Is_offered_on_the_page_to_sign_in()
    {
        await using var chat = await ChatSite.Start();
        var page = await chat.Site.Browser().Get("/");
        page.Html.ShouldContain("Write “open” to PerfSignal in Teams or Slack");
        page.Html.ShouldNotContain("Web:DemoSignIn");
        page.Html.ShouldNotContain("/sign-in/start");
    }
}
