using System.Net;
using System.Text.Json.Nodes;
using System.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Bot.Web.Protection;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Slack.Install;

/// <summary>The addresses by which Slack is installed, against the stand-in, over a database that a second host may share.</summary>
internal sealed class InstallSite : IAsyncDisposable
{
    public const string PublicUrl = "https://perf.example.com";
    private readonly WebApplication host;
    private readonly bool owns;

    private InstallSite(WebApplication host, TestDatabase database, SlackStandIn slack, TestClock clock, TestLog log, bool owns)
    {
        (this.host, this.owns) = (host, owns);
        (Database, Slack, Clock, Log) = (database, slack, clock, log);
    }

    public TestDatabase Database { get; }
    public SlackStandIn Slack { get; }
    public TestClock Clock { get; }
    public TestLog Log { get; }

    public static async Task<InstallSite> Start(string? botToken = null)
    {
        var clock = new TestClock();
        return await On(new TestDatabase(), await SlackStandIn.Start(clock), clock, owns: true, botToken);
    }

    /// <summary>Another process over the same database: it has nothing of this one's memory.</summary>
    public Task<InstallSite> Again() => On(Database, Slack, Clock, owns: false, botToken: null);

    private static async Task<InstallSite> On(TestDatabase database, SlackStandIn slack, TestClock clock, bool owns, string? botToken)
    {
        var log = new TestLog();
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(log);
        var settings = new SlackSettings
        {
            Enabled = true,
            SigningSecret = "s",
            BotToken = botToken,
            ClientId = botToken is null ? "client" : null,
            ClientSecret = botToken is null ? "client-secret" : null,
            ApiBaseUrl = slack.ApiBaseUrl,
        };
        var known = Settings.Read(new ConfigurationBuilder().Build());
        builder
            .Services.AddSingleton<TimeProvider>(clock)
            .AddSingleton(new Organization())
            .AddSingleton(known with { Web = known.Web with { PublicUrl = PublicUrl } })
            .AddSingleton(Texts.Load(Path.Combine(AppContext.BaseDirectory, "cards")))
            .AddSingleton(Bot.Cards.CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")))
            .AddScoped<PerfSignalData>(_ => database.Open())
            .AddScoped<Audit>()
            .AddScoped<Core.People.Accounts>()
            .AddSingleton<ReaderFactory>()
            .AddPerfSignalProtection(null)
            .AddSingleton(settings)
            .AddSlackOutbound(settings)
            .AddSlackInstall(settings);
        var app = builder.Build();
        app.MapSlackInstall();
        await app.StartAsync();
        return new InstallSite(app, database, slack, clock, log, owns);
    }

    public T Get<T>()
        where T : notnull => host.Services.GetRequiredService<T>();

    /// <summary>The path of a link as the operator gets it.</summary>
    public string Link()
    {
        using var scope = host.Services.CreateScope();
        return new Uri(scope.ServiceProvider.GetRequiredService<InstallLink>().Make(PublicUrl)).PathAndQuery;
    }

    /// <summary>What Slack answers to the code of the next authorisation.</summary>
    public void Grants(string code, string workspace = "T1", bool wholeEnterprise = false) =>
        Slack.State.Grant(
            code,
            new JsonObject
            {
                ["access_token"] = "xoxb-" + code,
                ["token_type"] = "bot",
                ["scope"] = SlackState.AllScopes,
                ["bot_user_id"] = "UBOT",
                ["team"] = wholeEnterprise ? null : new JsonObject { ["id"] = workspace, ["name"] = "Example <Corp>" },
                ["enterprise"] = wholeEnterprise ? new JsonObject { ["id"] = workspace, ["name"] = "Example Group" } : null,
                ["is_enterprise_install"] = wholeEnterprise,
            }
        );

    public Visit Browser() => new(host.GetTestServer().CreateHandler());

    public async Task<List<Installation>> Installations()
    {
        await using var data = Database.Open();
        return [.. data.Set<Installation>()];
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        if (owns)
        {
            await Slack.DisposeAsync();
            Database.Dispose();
        }
    }
}

/// <summary>A browser that follows no redirect by itself and keeps its cookies.</summary>
internal sealed class Visit(HttpMessageHandler handler) : IDisposable
{
    private readonly HttpClient http = new(handler) { BaseAddress = new Uri(InstallSite.PublicUrl) };
    private readonly CookieContainer cookies = new();

    public async Task<(HttpStatusCode Status, string Text, Uri? To, string Cookie)> Get(string path, string language = "en")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        var address = new Uri(http.BaseAddress!, path);
        if (cookies.GetCookieHeader(address) is { Length: > 0 } kept)
        {
            request.Headers.Add("Cookie", kept);
        }

        request.Headers.Add("Accept-Language", language);
        using var response = await http.SendAsync(request);
        var set = response.Headers.TryGetValues("Set-Cookie", out var values) ? string.Join('\n', values) : "";
        if (set.Length > 0)
        {
            cookies.SetCookies(address, set);
        }

        return (response.StatusCode, await response.Content.ReadAsStringAsync(), response.Headers.Location, set);
    }

    /// <summary>Follows the link to Slack.</summary>
    /// <returns>The state that Slack would bring back.</returns>
    public async Task<string> Begin(string link)
    {
        var (status, _, to, _) = await Get(link);
        status.ShouldBe(HttpStatusCode.Redirect);
        return HttpUtility.ParseQueryString(to!.Query)["state"]!;
    }

    public void Dispose() => http.Dispose();
}
