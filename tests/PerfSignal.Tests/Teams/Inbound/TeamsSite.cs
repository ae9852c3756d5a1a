using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Teams;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Goals;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Delivery;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Teams.Inbound;

/// <summary>The platform Teams in this process: Maya manages Ana, Zoe works elsewhere; Teams' own side is a fake that remembers.</summary>
internal sealed class TeamsSite : IAsyncDisposable
{
    public const string AppId = "11111111-2222-3333-4444-555555555555";
    public const string Tenant = "99999999-2222-3333-4444-555555555555";
    public const string ServiceUrl = "https://smba.trafficmanager.net/emea/";
    private readonly WebApplication host;
    private readonly KeyServer keys;
    private readonly bool ownsKeys;
    private int activities;

    private TeamsSite(WebApplication app, TestDatabase database, TestClock clock, TestLog log, KeyServer keys, bool ownsKeys)
    {
        (host, Database, Clock, Log, this.keys, this.ownsKeys) = (app, database, clock, log, keys, ownsKeys);
        (Maya, Ana, Zoe) = (Make("Maya Brandt"), Make("Ana Sousa"), Make("Zoe Zander", "de"));
        Http = app.GetTestClient();
    }

    public TestDatabase Database { get; }
    public TestClock Clock { get; }
    public TestLog Log { get; }
    public FakePlatform Teams { get; private init; } = new(PlatformName.Teams);
    public HttpClient Http { get; private set; }
    public Person Maya { get; }
    public Person Ana { get; }
    public Person Zoe { get; }

    /// <summary>How Teams describes its accounts, by Entra object id.</summary>
    public ConcurrentDictionary<string, ChatIdentity> Members { get; private init; } = new();
    public ConcurrentQueue<string> Described { get; private init; } = new();
    public ConcurrentQueue<(string Conversation, string Text)> Told { get; private init; } = new();

    public static Task<TeamsSite> Start(
        KeyServer? keys = null,
        string environment = "Development",
        params (string Key, string Value)[] settings
    ) => Start(keys, environment, LogLevel.Trace, settings);

    public static async Task<TeamsSite> Start(
        KeyServer? keys,
        string environment,
        LogLevel level,
        params (string Key, string Value)[] settings
    )
    {
        var (database, clock, log, owns) = (new TestDatabase(), new TestClock(), new TestLog(), keys is null);
        keys ??= await KeyServer.Start();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = environment, ContentRootPath = AppContext.BaseDirectory }
        );
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(
            new Dictionary<string, string?>
            {
                ["Teams:Enabled"] = "true",
                ["Teams:AppId"] = AppId,
                ["Teams:TenantId"] = Tenant,
                ["Teams:ClientSecret"] = "none",
                ["Teams:OpenIdMetadataUrl"] = keys.MetadataUrl,
            }
        );
        builder.Configuration.AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Key, (string?)setting.Value)));
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().SetMinimumLevel(level).AddProvider(log);
        var read = Settings.Read(builder.Configuration);
        builder.Services.AddPerfSignal(read);
        builder.Services.AddPerfSignalTeams(read.Teams);
        builder.Services.AddPerfSignalGoals();
        builder.Services.AddPerfSignalConversing([.. Verbs.All, .. TestVerbs.All]);
        builder.Services.AddSingleton(
            Texts.Load(Path.Combine(AppContext.BaseDirectory, "cards")).Add("en", TestVerbs.Texts).Add("de", TestVerbs.Texts)
        );
        var (members, described, told, platform) = (
            new ConcurrentDictionary<string, ChatIdentity>(),
            new ConcurrentQueue<string>(),
            new ConcurrentQueue<(string, string)>(),
            new FakePlatform(PlatformName.Teams)
        );
        builder.Services.AddSingleton<TimeProvider>(clock);
        builder.Services.AddScoped<PerfSignalData>(_ => database.Open());
        builder.Services.RemoveAll<IPlatform>();
        builder.Services.AddSingleton<IPlatform>(platform);
        builder.Services.AddSingleton<DescribeMember>(
            (reference, _) =>
            {
                described.Enqueue(reference.UserId ?? "");
                return Task.FromResult(reference.UserId is { } id ? members.GetValueOrDefault(id) : null);
            }
        );
        builder.Services.AddSingleton<SayTo>(
            (reference, text, _) =>
            {
                told.Enqueue((reference.ConversationId, text));
                return Task.FromResult(true);
            }
        );
        var app = builder.Build();
        app.MapPerfSignalTeams();
        await app.StartAsync();
        var site = new TeamsSite(app, database, clock, log, keys, owns)
        {
            Members = members,
            Described = described,
            Told = told,
            Teams = platform,
        };
        database.Add(site.Maya, site.Ana, site.Zoe);
        database.Add(
            new ReportingLine
            {
                Id = Guid.CreateVersion7(),
                ReportId = site.Ana.Id,
                ManagerId = site.Maya.Id,
                From = new LocalDate(2024, 1, 1),
            }
        );
        foreach (var person in new[] { site.Maya, site.Ana, site.Zoe })
        {
            members[UserOf(person)] = new ChatIdentity(PlatformName.Teams, Tenant, UserOf(person))
            {
                Email = person.Email,
                PrincipalName = person.Email,
                Name = person.Name,
            };
        }

        return site;
    }

    /// <summary>The Entra object id of a person of this site.</summary>
    public static string UserOf(Person person) => new Guid(person.Id.ToByteArray().Reverse().ToArray()).ToString();

    public JsonObject Activity(Person person, string type) => Activity(UserOf(person), type);

    /// <summary>An activity as Teams writes it, in the personal conversation, with an id of its own.</summary>
    public JsonObject Activity(string user, string type)
    {
        // What comes later stands later, also where ids are made within the same millisecond.
        Clock.Advance(Duration.FromMilliseconds(5));
        return new()
        {
            ["type"] = type,
            ["id"] = $"f:{Interlocked.Increment(ref activities)}",
            ["timestamp"] = "2026-11-24T09:00:00.000Z",
            ["channelId"] = "msteams",
            ["serviceUrl"] = ServiceUrl,
            ["from"] = new JsonObject
            {
                ["id"] = "29:" + user,
                ["name"] = "Somebody",
                ["aadObjectId"] = user,
            },
            ["recipient"] = new JsonObject { ["id"] = "28:" + AppId, ["name"] = "PerfSignal" },
            ["conversation"] = new JsonObject
            {
                ["id"] = "a:" + user,
                ["conversationType"] = "personal",
                ["tenantId"] = Tenant,
            },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = Tenant } },
            ["locale"] = "en-GB",
        };
    }

    public JsonObject Typed(Person person, string text)
    {
        var activity = Activity(person, "message");
        activity["text"] = text;
        activity["textFormat"] = "plain";
        return activity;
    }

    public JsonObject Invoke(Person person, string name, JsonObject value)
    {
        var activity = Activity(person, "invoke");
        activity["name"] = name;
        activity["value"] = value;
        return activity;
    }

    /// <summary>A button of a card, pressed in Teams.</summary>
    public JsonObject Press(Person person, string verb, JsonObject data, string? on = null)
    {
        var invoke = Invoke(
            person,
            "adaptiveCard/action",
            new JsonObject
            {
                ["action"] = new JsonObject
                {
                    ["type"] = "Action.Execute",
                    ["id"] = "",
                    ["verb"] = verb,
                    ["data"] = data,
                },
                ["trigger"] = "manual",
            }
        );
        invoke["replyToId"] = on;
        return invoke;
    }

    public static JsonObject InGroup(JsonObject activity)
    {
        activity["conversation"]!["conversationType"] = "channel";
        activity["conversation"]!["isGroup"] = true;
        activity["conversation"]!["id"] = "19:channel@thread.tacv2";
        return activity;
    }

    public Task<(HttpStatusCode Status, JsonObject? Body)> Send(JsonObject activity) =>
        Send(activity.ToJsonString(), new Token().Sign(Clock));

    public async Task<(HttpStatusCode Status, JsonObject? Body)> Send(string body, string? token)
    {
        var (status, text) = await Post(Encoding.UTF8.GetBytes(body), token);
        return (status, text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null);
    }

    public async Task<(HttpStatusCode Status, string Text)> Post(byte[] body, string? token, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/messages") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Authorization = token is null ? null : new AuthenticationHeaderValue("Bearer", token);
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        using var response = await Http.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public List<T> All<T>()
        where T : class
    {
        using var data = Database.Open();
        return [.. data.Set<T>().AsNoTracking()];
    }

    /// <summary>What is queued for a person, in order.</summary>
    public List<DeliveryRow> Queued(Person person) =>
        [.. All<DeliveryRow>().Where(row => row.RecipientId == person.Id).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)];

    public ChatAccount? Account(string user) => All<ChatAccount>().SingleOrDefault(account => account.UserId == user);

    /// <summary>The outbox, once.</summary>
    public async Task Dispatch()
    {
        await using var scope = host.Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Dispatch>().Run(default);
    }

    /// <summary>As if written and pressed before: no greeting comes between.</summary>
    public async Task Greeted(params Person[] people)
    {
        foreach (var person in people)
        {
            (await Send(Install(person, "add"))).Status.ShouldBe(HttpStatusCode.OK);
        }

        await Dispatch();
    }

    public JsonObject Install(Person person, string action)
    {
        var activity = Activity(person, "installationUpdate");
        activity["action"] = action;
        return activity;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await host.DisposeAsync();
        Database.Dispose();
        if (ownsKeys)
        {
            await keys.DisposeAsync();
        }
    }

    private static Person Make(string name, string? language = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Email = name.Split(' ')[0].ToLowerInvariant() + "@example.com",
            Name = name,
            RoleFamily = "engineering",
            Department = "Platform",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2024, 1, 1),
            Language = language,
        };
}
