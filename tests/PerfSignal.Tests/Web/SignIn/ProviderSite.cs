using System.Net;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Web;
using PerfSignal.Bot.Web.SignIn;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Web.SignIn;

/// <summary>The web platform with a stand-in identity provider.</summary>
internal sealed class ProviderSite : IAsyncDisposable
{
    private ProviderSite(Site site, StandInIssuer issuer) => (Site, Issuer) = (site, issuer);

    public Site Site { get; }
    public StandInIssuer Issuer { get; }

    public static async Task<ProviderSite> Start(Func<WebOptions, WebOptions>? change = null)
    {
        var issuer = await StandInIssuer.Start();
        var options = new WebOptions
        {
            PublicUrl = "http://localhost/",
            Oidc = new OidcSettings
            {
                Authority = issuer.Address,
                ClientId = StandInIssuer.ClientId,
                ClientSecret = StandInIssuer.ClientSecret,
            },
        };
        return new ProviderSite(await Site.Start(change?.Invoke(options) ?? options, "Production"), issuer);
    }

    /// <summary>Goes as far as the provider's way back.</summary>
    public async Task<string> WayBack(Browser browser, string start = "/sign-in/start")
    {
        var away = await browser.Get(start, follow: false);
        away.Status.ShouldBe(HttpStatusCode.Found, away.Html);
        var asked = away.Response.Headers.Location!;
        asked.GetLeftPart(UriPartial.Path).ShouldBe($"{Issuer.Address}/authorize");
        return Issuer.Authorize(asked);
    }

    public async Task<Seen> SignIn(Browser browser, string start = "/sign-in/start") =>
        await browser.Get(await WayBack(browser, start), follow: false);

    /// <summary>Nobody is signed in, the person is told, the log names no token.</summary>
    public async Task Refuses(Browser browser, Seen answer, HttpStatusCode status, string says)
    {
        answer.Status.ShouldBe(status, answer.Html);
        answer.Html.ShouldContain(says);
        answer.Html.ShouldContain("/sign-in/start");
        (await browser.Get("/me")).Html.ShouldNotContain("What is held about me");
        await using var data = Site.Database.Open();
        (await data.Set<WebSession>().AnyAsync()).ShouldBeFalse();
        KeptNoToken();
    }

    public void KeptNoToken()
    {
        var tokens = new[] { Issuer.LastIdToken, Issuer.LastAccessToken }.OfType<string>();
        foreach (var part in tokens.SelectMany(token => token.Split('.')).Where(part => part.Length > 0))
        {
            Site.Log.All.ShouldNotContain(part);
        }

        Site.Log.All.ShouldNotContain("code=");
        Site.Log.All.ShouldNotContain(StandInIssuer.ClientSecret);
    }

    public async Task<List<string>> Audited()
    {
        await using var data = Site.Database.Open();
        return await data.Set<AuditEntry>().OrderBy(row => row.Id).Select(row => row.Act + " " + row.What).ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await Site.DisposeAsync();
        await Issuer.DisposeAsync();
    }
}
