using System.Net;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Web;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Web.SignIn;

public sealed class ProviderSignInTests
{
    [Theory]
    [InlineData("client_secret_post")]
    [InlineData("client_secret_basic")]
    [InlineData(null)]
    public async Task Signs_in_whom_the_provider_names_and_leads_to_the_page_that_was_asked_for(string? authentication)
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.ClientAuthentication = authentication;
        var browser = world.Site.Browser();
        var page = await browser.Get("/me");
        page.Html.ShouldContain("Sign in with your work account");
        page.Html.ShouldContain("/sign-in/start?to=%2Fme");

        var back = await world.SignIn(browser, "/sign-in/start?to=%2Fme");

        back.Status.ShouldBe(HttpStatusCode.Found, back.Html + world.Site.Log.All);
        back.Response.Headers.Location!.ToString().ShouldBe("/me");
        (await browser.Get("/me")).Html.ShouldContain("Ana Costa");
        (await world.Audited()).ShouldBe(["signed_in oidc"]);
        await using var data = world.Site.Database.Open();
        (await data.Set<WebSession>().SingleAsync()).How.ShouldBe(SignInWay.Oidc);
        world.KeptNoToken();
    }

    [Fact]
    public async Task Keeps_its_state_in_a_guarded_cookie_that_goes_when_it_comes_back()
    {
        await using var world = await ProviderSite.Start(options => options with { PublicUrl = "https://localhost" });
        var away = await world.Site.Browser().Get("/sign-in/start", follow: false);
        var cookie = away
            .Response.Headers.GetValues("Set-Cookie")
            .Single(text => text.StartsWith("perfsignal-signin-", StringComparison.Ordinal));
        foreach (var word in new[] { "httponly", "samesite=lax", "secure", "path=/sign-in", "max-age=900" })
        {
            cookie.ToLowerInvariant().ShouldContain(word);
        }

        away.Response.Headers.Location!.Query.ShouldContain("redirect_uri=https%3A%2F%2Flocalhost%2Fsign-in%2Fcallback");
    }

    [Fact]
    public async Task Takes_the_way_back_from_the_settings_and_never_from_the_host_of_a_request()
    {
        await using var world = await ProviderSite.Start();
        var browser = world.Site.Browser();
        browser.Headers["Host"] = "evil.example";
        browser.Headers["X-Forwarded-Host"] = "evil.example";
        var away = await browser.Get("/sign-in/start", follow: false);
        away.Response.Headers.Location!.Query.ShouldContain("redirect_uri=http%3A%2F%2Flocalhost%2Fsign-in%2Fcallback");
        (await browser.Get("/me", follow: false)).Response.Headers.Location!.ToString().ShouldBe("/sign-in?to=%2Fme");
    }

    [Theory]
    [InlineData("https://evil.example/")]
    [InlineData("//evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("javascript:alert(1)")]
    [InlineData("\\/evil.example")]
    public async Task Leads_to_no_other_site(string to)
    {
        await using var world = await ProviderSite.Start();
        var back = await world.SignIn(world.Site.Browser(), "/sign-in/start?to=" + Uri.EscapeDataString(to));
        back.Response.Headers.Location!.ToString().ShouldBe("/");
    }

    [Fact]
    public async Task Comes_back_once()
    {
        await using var world = await ProviderSite.Start();
        var browser = world.Site.Browser();
        var way = await world.WayBack(browser);
        var kept = string.Join("; ", browser.CookiesOf("/sign-in").Select(cookie => $"{cookie.Name}={cookie.Value}"));
        (await browser.Get(way, follow: false)).Status.ShouldBe(HttpStatusCode.Found);
        (await browser.Get(way, follow: false)).Status.ShouldBe(HttpStatusCode.Forbidden);

        // Somebody who kept the cookie and saw the address.
        var thief = world.Site.Browser();
        thief.Headers["Cookie"] = kept;
        var again = await thief.Get(way, follow: false);
        again.Status.ShouldBe(HttpStatusCode.Forbidden);
        again.Html.ShouldContain("does not belong to this browser");
        world.Issuer.TokenCalls.ShouldBe(1);
        (await world.Audited()).ShouldBe(["signed_in oidc", "sign_in_refused oidc:state"], ignoreOrder: true);
    }

    [Fact]
    public async Task Refuses_a_state_of_another_browser_a_wrong_one_none_and_an_old_one()
    {
        await using var world = await ProviderSite.Start();
        var (ana, mallory) = (world.Site.Browser(), world.Site.Browser());
        var way = await world.WayBack(ana);
        await world.WayBack(mallory);
        var state = System.Web.HttpUtility.ParseQueryString(way.Split('?')[1])["state"]!;
        foreach (
            var wrong in new[]
            {
                way.Replace(state, state[..^1] + (state[^1] == 'A' ? 'B' : 'A')),
                way.Replace("state=", "other="),
                way + "&state=" + state,
                way.Replace(state, "short"),
            }
        )
        {
            await world.Refuses(ana, await ana.Get(wrong, follow: false), HttpStatusCode.Forbidden, "does not belong to this browser");
        }

        await world.Refuses(mallory, await mallory.Get(way, follow: false), HttpStatusCode.Forbidden, "does not belong to this browser");
        var late = await world.WayBack(ana);
        world.Site.Clock.Advance(Duration.FromMinutes(16));
        await world.Refuses(ana, await ana.Get(late, follow: false), HttpStatusCode.Forbidden, "does not belong to this browser");
        world.Issuer.TokenCalls.ShouldBe(0);
        (await world.Audited()).ShouldBeEmpty("nobody had begun these sign-ins");
    }

    [Fact]
    public async Task Collapses_refusals_of_nobody_in_the_audit_log_to_one_a_kind_and_minute()
    {
        await using var world = await ProviderSite.Start();
        var browser = world.Site.Browser();
        async Task Refuse(string error)
        {
            var way = await world.WayBack(browser);
            (await browser.Get(way.Replace("code=", $"error={error}&x="), follow: false)).Status.ShouldBe(HttpStatusCode.Forbidden);
        }

        for (var times = 0; times < 3; times++)
        {
            await Refuse("access_denied");
        }

        await Refuse("server_error");
        (await world.Audited()).ShouldBe(["sign_in_refused oidc:cancelled", "sign_in_refused oidc:provider"], ignoreOrder: true);
        world.Site.Clock.Advance(Duration.FromSeconds(61));
        await Refuse("access_denied");
        (await world.Audited()).Count.ShouldBe(3);
    }

    [Fact]
    public async Task Does_not_take_the_answer_of_another_provider_that_was_mixed_in()
    {
        await using var world = await ProviderSite.Start();
        var browser = world.Site.Browser();
        var mixed = await world.WayBack(browser) + "&iss=https%3A%2F%2Fevil.example";
        await world.Refuses(browser, await browser.Get(mixed, follow: false), HttpStatusCode.Forbidden, "/sign-in/start");
        world.Issuer.TokenCalls.ShouldBe(0, "a code goes to nobody before it is known whose it is");

        var own = await world.WayBack(browser) + "&iss=" + Uri.EscapeDataString(world.Issuer.Address);
        (await browser.Get(own, follow: false)).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Ends_with_its_row_whatever_the_cookie_says()
    {
        await using var world = await ProviderSite.Start();
        var browser = world.Site.Browser();
        await world.SignIn(browser);
        (await browser.Get("/me")).Html.ShouldContain("Ana Costa");
        await world.Site.Change(data =>
            data.Set<WebSession>().ExecuteUpdateAsync(set => set.SetProperty(row => row.EndsAt, world.Issuer.Now))
        );
        (await browser.Get("/me")).Html.ShouldNotContain("Ana Costa");
    }

    [Fact]
    public async Task Refuses_a_code_that_was_redeemed_before()
    {
        await using var world = await ProviderSite.Start();
        var (ana, mallory) = (world.Site.Browser(), world.Site.Browser());
        var way = await world.WayBack(ana);
        var others = await world.WayBack(mallory);
        (await ana.Get(way, follow: false)).Status.ShouldBe(HttpStatusCode.Found);
        await world.Site.Change(data => data.Set<WebSession>().ExecuteDeleteAsync());

        string Value(string address, string name) => System.Web.HttpUtility.ParseQueryString(address.Split('?')[1])[name]!;
        var injected = others.Replace(Value(others, "code"), Value(way, "code"));
        await world.Refuses(mallory, await mallory.Get(injected, follow: false), HttpStatusCode.Forbidden, "refused the sign-in");
        (await world.Audited()).ShouldContain("sign_in_refused oidc:provider");
    }

    [Theory]
    [InlineData("access_denied", "You stopped signing in", "cancelled")]
    [InlineData("login_required", "refused the sign-in", "provider")]
    [InlineData("<script>alert(1)</script>", "refused the sign-in", "provider")]
    public async Task Tells_kindly_what_the_provider_answered(string error, string says, string word)
    {
        await using var world = await ProviderSite.Start();
        var browser = world.Site.Browser();
        var way = await world.WayBack(browser);
        var state = System.Web.HttpUtility.ParseQueryString(way.Split('?')[1])["state"];
        var answer = await browser.Get(
            $"/sign-in/callback?state={state}&error={Uri.EscapeDataString(error)}&error_description=%3Cb%3E{Uri.EscapeDataString(error)}",
            follow: false
        );
        await world.Refuses(browser, answer, HttpStatusCode.Forbidden, says);
        answer.Html.ShouldNotContain("alert(1)");
        world.Site.Log.All.ShouldNotContain("alert(1)");
        (await world.Audited()).ShouldBe([$"sign_in_refused oidc:{word}"]);
    }

    [Fact]
    public async Task Says_that_the_provider_is_down_and_works_again_when_it_is_back()
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.IsDown = true;
        var browser = world.Site.Browser();
        await world.Refuses(
            browser,
            await browser.Get("/sign-in/start", follow: false),
            HttpStatusCode.ServiceUnavailable,
            "does not answer"
        );
        world.Issuer.IsDown = false;
        world.Site.Clock.Advance(Duration.FromSeconds(6));
        var way = await world.WayBack(browser);
        world.Issuer.TokenStatus = HttpStatusCode.BadGateway;
        await world.Refuses(browser, await browser.Get(way, follow: false), HttpStatusCode.ServiceUnavailable, "does not answer");
        world.Issuer.TokenStatus = HttpStatusCode.OK;
        (await world.SignIn(browser)).Status.ShouldBe(HttpStatusCode.Found);
    }

    [Fact]
    public async Task Does_not_take_the_template_of_every_tenant_for_an_issuer()
    {
        await using var world = await ProviderSite.Start();
        world.Issuer.MetadataIssuer = "https://login.microsoftonline.com/{tenantid}/v2.0";
        var browser = world.Site.Browser();
        await world.Refuses(
            browser,
            await browser.Get("/sign-in/start", follow: false),
            HttpStatusCode.ServiceUnavailable,
            "does not answer"
        );
        world.Site.Log.All.ShouldContain("must name your own tenant");
    }

    [Fact]
    public async Task Fetches_the_keys_again_when_a_token_is_signed_with_a_new_one()
    {
        await using var world = await ProviderSite.Start();
        (await world.SignIn(world.Site.Browser())).Status.ShouldBe(HttpStatusCode.Found);
        world.Issuer.ChangeKey();
        (await world.SignIn(world.Site.Browser())).Status.ShouldBe(HttpStatusCode.Found);
        world.Issuer.MetadataReads.ShouldBe(2);

        // Made-up key ids do not make us ask at every sign-in.
        world.Issuer.Header = header => header["kid"] = "made up";
        world.Issuer.ChangeKey(publish: false);
        (await world.SignIn(world.Site.Browser())).Status.ShouldBe(HttpStatusCode.Forbidden);
        (await world.SignIn(world.Site.Browser())).Status.ShouldBe(HttpStatusCode.Forbidden);
        world.Issuer.MetadataReads.ShouldBe(2);
    }

    [Fact]
    public async Task Signs_out_here_and_offers_to_sign_out_at_the_provider()
    {
        await using var world = await ProviderSite.Start();
        var browser = world.Site.Browser();
        await world.SignIn(browser);
        var page = await browser.Submit(await browser.Get("/"), "Sign out", []);
        page.Html.ShouldContain("You are signed out of PerfSignal");
        page.Html.ShouldContain($"{world.Issuer.Address}/end?client_id=perfsignal");
        (await browser.Get("/me")).Html.ShouldNotContain("Ana Costa");
    }

    [Fact]
    public async Task Lasts_eight_hours_and_ends_with_the_last_day()
    {
        await using var world = await ProviderSite.Start();
        var browser = world.Site.Browser();
        await world.SignIn(browser);
        world.Site.Clock.Advance(Duration.FromMinutes(479));
        (await browser.Get("/me")).Html.ShouldContain("Ana Costa");
        world.Site.Clock.Advance(Duration.FromMinutes(2));
        (await browser.Get("/me")).Html.ShouldNotContain("Ana Costa");

        world.Issuer.Now = Instant.FromUtc(2026, 11, 24, 17, 1);
        await world.SignIn(browser);
        (await browser.Get("/me")).Html.ShouldContain("Ana Costa");
        await world.Site.Change(async data =>
            (await data.Set<Person>().FindAsync(world.Site.Ana.Id))!.LastDay = new LocalDate(2026, 11, 23)
        );
        (await browser.Get("/me")).Html.ShouldNotContain("Ana Costa");
    }
}
