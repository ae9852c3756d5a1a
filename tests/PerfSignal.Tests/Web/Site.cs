using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using PerfSignal.Bot.Web;
using PerfSignal.Core;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Reviews;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Web;

/// <summary>The web platform in this process, over a database of its own, with Ana (report), Max (her manager) and Eve (somebody else).</summary>
public sealed class Site : IAsyncDisposable
{
    private static readonly string CardsFolder = Path.Combine(AppContext.BaseDirectory, "cards");
    private readonly WebApplication host;
    private readonly bool https;

    private Site(WebApplication app, TestDatabase database, TestClock clock, TestLog log, bool https) =>
        (host, Database, Clock, Log, this.https) = (app, database, clock, log, https);

    public TestDatabase Database { get; }
    public TestClock Clock { get; }
    public TestLog Log { get; }
    public Person Ana { get; } = Somebody("Ana Costa", "ana@example.com");
    public Person Max { get; } = Somebody("Max Weber", "max@example.com", language: "de");
    public Person Eve { get; } = Somebody("Eve Ng", "eve@example.com");
    public IServiceProvider Services => host.Services;

    public static async Task<Site> Start(
        WebOptions? options = null,
        string environment = "Development",
        params (string Key, string Value)[] settings
    )
    {
        var (database, clock, log) = (new TestDatabase(), new TestClock(), new TestLog());
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.WebHost.UseTestServer();
        builder.Configuration.AddInMemoryCollection([
            KeyValuePair.Create("Logging:LogLevel:Microsoft.AspNetCore", (string?)"Trace"),
            KeyValuePair.Create("Logging:LogLevel:Default", (string?)"Trace"),
        ]);
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        // Everything: what the log of an operator who looks for a fault must not show, either.
        builder.Logging.ClearProviders().SetMinimumLevel(LogLevel.Trace).AddProvider(log);
        var services = builder.Services;
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(new Organization());
        services.AddSingleton(Texts.Load(CardsFolder).Add("en", TestVerbs.Texts).Add("de", TestVerbs.Texts));
        services.AddScoped<PerfSignalData>(_ => database.Open());
        services.AddScoped<Access>();
        services.AddScoped<Audit>();
        services.AddScoped<Relations>();
        services.AddScoped<FigureReader>().AddScoped<ReadFigures>(scope => scope.GetRequiredService<FigureReader>().ForMany);
        services.AddPerfSignalBriefs();
        services.AddPerfSignalCommitments();
        services.AddPerfSignalDevelopment();
        services.AddPerfSignalDelivery();
        services.AddPerfSignalFeedback();
        services.AddPerfSignalGoals();
        services.AddPerfSignalContests();
        services.AddPerfSignalReviews();
        services.AddPerfSignalPreferences();
        services.AddPerfSignalMyData();
        services.AddPerfSignalDrafting();
        services.AddPerfSignalBroadcasts();
        services.AddScoped<Core.Delivery.Outbox>();
        options ??= new WebOptions { DemoSignIn = true };
        services.AddSingleton(new Pages(options.PublicUrl));
        services.AddPerfSignalConversing([.. Verbs.All, .. TestVerbs.All]);
        services.AddPerfSignalWeb(options);
        var app = builder.Build();
        app.MapPerfSignalWeb();
        var site = new Site(app, database, clock, log, options.IsHttps);
        await site.Fill();
        await app.StartAsync();
        return site;
    }

    /// <param name="byProxy">As a proxy asks that ends https: the service itself is asked by http.</param>
    public Browser Browser(bool byProxy = false) => new(host.GetTestServer().CreateHandler(), https && !byProxy);

    public async Task<Browser> SignedIn(Person person)
    {
        var browser = Browser();
        var page = await browser.Get("/sign-in");
        await browser.Submit(page, person.Id.ToString(), new() { ["person"] = person.Id.ToString() });
        return browser;
    }

    public async Task Change(Func<PerfSignalData, Task> change)
    {
        await using var data = Database.Open();
        await change(data);
        await data.SaveChangesAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        Database.Dispose();
    }

    private Task Fill() =>
        Change(async data =>
        {
            data.AddRange(Ana, Max, Eve);
            await data.SaveChangesAsync();
            data.Add(
                new ReportingLine
                {
                    Id = Guid.CreateVersion7(),
                    ReportId = Ana.Id,
                    ManagerId = Max.Id,
                    From = new LocalDate(2025, 1, 1),
                }
            );
        });

    private static Person Somebody(string name, string email, string? language = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Name = name,
            Email = email,
            RoleFamily = "engineering",
            Department = "Platform",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2024, 1, 1),
            Language = language,
        };
}
