using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.Web;

public sealed class SessionTests
{
    [Fact]
    public async Task Ends_on_the_server_so_that_a_copied_cookie_opens_nothing_after_signing_out()
    {
        await using var site = await Site.Start();
        var browser = await site.SignedIn(site.Ana);
        var copy = site.Browser();
        copy.Headers["Cookie"] = string.Join("; ", browser.Cookies.Select(cookie => $"{cookie.Name}={cookie.Value}"));
        (await copy.Get("/me")).Html.ShouldContain("What is held about me");

        await browser.Submit(await browser.Get("/"), "Sign out", []);
        (await copy.Get("/me")).Html.ShouldContain("Choose who you want to be");
        await using var data = site.Database.Open();
        (await data.Set<AuditEntry>().Select(entry => entry.Act).ToListAsync()).ShouldBe(["signed_in", "signed_out"], ignoreOrder: true);
    }

    [Fact]
    public async Task Ends_where_it_was_asked_for_and_nowhere_else()
    {
        await using var site = await Site.Start();
        var (here, there) = (await site.SignedIn(site.Ana), await site.SignedIn(site.Ana));
        await here.Submit(await here.Get("/"), "Sign out", []);
        (await here.Get("/me")).Html.ShouldContain("Choose who you want to be");
        (await there.Get("/me")).Html.ShouldContain("What is held about me");
    }

    [Theory]
    [InlineData("evil.example", "Host")]
    [InlineData("127.0.0.1.evil.example:5080", "Host")]
    [InlineData("169.254.169.254", "Host")]
    [InlineData("1.1 proxy", "Via")]
    [InlineData("192.0.2.1", "X-Real-IP")]
    public async Task Is_never_begun_by_the_demo_for_a_name_that_is_not_of_this_machine(string value, string header)
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
    [InlineData("127.0.0.1:5080")]
    [InlineData("[::1]:5080")]
    [InlineData("LOCALHOST")]
    public async Task Is_begun_by_the_demo_for_each_name_of_this_machine(string host)
    {
        await using var site = await Site.Start();
        var open = site.Browser();
        open.Headers["Host"] = host;
        (await open.Get("/sign-in")).Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Leaves_no_row_behind_once_it_is_over()
    {
        await using var site = await Site.Start();
        await site.SignedIn(site.Ana);
        site.Clock.Advance(Duration.FromHours(9));
        await site.SignedIn(site.Eve);
        await using var data = site.Database.Open();
        (await data.Set<Core.Conversing.WebSession>().Select(row => row.PersonId).ToListAsync()).ShouldBe([site.Eve.Id]);
    }
}
