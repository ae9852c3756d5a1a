using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Jobs;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Inbound;
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
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Web;
using Registration = PerfSignal.Bot.Slack.Registration;

namespace PerfSignal.Tests.Slack.Inbound;

/// <summary>What Slack posts to, in this process: Maya manages Ana and Ben; the inbox is worked on when a test says so.</summary>
internal sealed class SlackSite : IAsyncDisposable
{
    public const string Team = "T0001";
    public const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";
    public const string Previous = "previous-secret";
    public const string MayaId = "U0MAYA";
    public const string AnaId = "U0ANA";
    private static readonly string CardsFolder = Path.Combine(AppContext.BaseDirectory, "cards");
    private readonly WebApplication host;
    private readonly bool ownsTeam;
    private int count;

    private SlackSite(WebApplication app, SmallTeam people, FakeSlack slack, TestLog log, bool owns) =>
        (host, People, Slack, Log, ownsTeam) = (app, people, slack, log, owns);

    public SmallTeam People { get; }
    public FakeSlack Slack { get; }
    public TestLog Log { get; }
    public IServiceProvider Services => host.Services;

    /// <param name="people">The database of another site, as after a restart.</param>
    /// <param name="open">Opens the database otherwise.</param>
    public static async Task<SlackSite> Start(
        SmallTeam? people = null,
        FakeSlack? slack = null,
        Func<SmallTeam, PerfSignalData>? open = null,
        TimeProvider? clock = null
    )
    {
        var owns = people is null;
        (people, slack) = (people ?? new SmallTeam(), slack ?? new FakeSlack());
        slack.Add(MayaId, people.Maya.Email);
        slack.Add(AnaId, people.Ana.Email);
        var log = new TestLog();
        var builder = WebApplication.CreateBuilder(
            new WebApplicationOptions { EnvironmentName = "Development", ContentRootPath = AppContext.BaseDirectory }
        );
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders().AddProvider(log);
        var services = builder.Services;
        services.AddSingleton(clock ?? people.Clock);
        services.AddSingleton(new Organization());
        services.AddSingleton(Texts.Load(CardsFolder).Add("en", TestVerbs.Texts).Add("de", TestVerbs.Texts));
        services.AddSingleton(CardLibrary.Load(CardsFolder));
        services.AddScoped<PerfSignalData>(_ => open?.Invoke(people) ?? people.Open());
        services.AddScoped<Access>().AddScoped<Audit>().AddScoped<Relations>().AddScoped<Accounts>().AddScoped<Greeting>();
        services.AddScoped<FigureReader>().AddScoped<ReadFigures>(scope => scope.GetRequiredService<FigureReader>().ForMany);
        services.AddPerfSignalBriefs();
        services.AddPerfSignalCommitments();
        services.AddPerfSignalDevelopment();
        services.AddPerfSignalGoals();
        services.AddPerfSignalContests();
        services.AddPerfSignalReviews();
        services.AddPerfSignalPreferences();
        services.AddPerfSignalMyData();
        services.AddPerfSignalDrafting();
        services.AddPerfSignalBroadcasts();
        services.AddScoped<Core.Delivery.Outbox>();
        services.AddPerfSignalDelivery();
        services.AddPerfSignalFeedback();
        services.AddPerfSignalConversing([.. Verbs.All, .. TestVerbs.All, new Verb("test.replace", typeof(Replace), [])]);
        services.AddSingleton<ActRunner>();
        services.AddSingleton(new BlockKitRenderer(new Uri("https://perfsignal.example")));
        Registration.AddPerfSignalSlack(
            services,
            new SlackSettings
            {
                Enabled = true,
                SigningSecret = Secret,
                PreviousSigningSecret = Previous,
                BotToken = "xoxb-1",
            }
        );
        services.RemoveAll<IHostedService>();
        services.AddSingleton<CallSlack>(slack.Call).AddSingleton<RespondAt>(slack.Respond);
        services.AddSingleton<SlackRevoked>(
            (workspace, kind, _) =>
            {
                slack.Revoked.Enqueue((workspace, kind));
                return Task.CompletedTask;
            }
        );
        var app = builder.Build();
        app.MapPerfSignalSlack();
        await app.StartAsync();
        return new SlackSite(app, people, slack, log, owns);
    }

    public async Task<Answer> Post(
        string path,
        string body,
        string secret = Secret,
        Duration? age = null,
        string? signedBody = null,
        string contentType = "application/json",
        Action<HttpRequestMessage>? change = null
    )
    {
        var timestamp = (People.Clock.Now() - (age ?? Duration.Zero)).ToUnixTimeSeconds().ToString();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/slack/" + path)
        {
            Content = new StringContent(body, Encoding.UTF8, contentType),
        };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", Sign(secret, timestamp, signedBody ?? body));
        change?.Invoke(request);
        using var client = host.GetTestClient();
        using var response = await client.SendAsync(request);
        return new Answer(response.StatusCode, await response.Content.ReadAsStringAsync());
    }

    public static string Sign(string secret, string timestamp, string body) =>
        "v0="
        + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes($"v0:{timestamp}:{body}")));

    public Task<Answer> Event(JsonObject told, string? id = null, Action<HttpRequestMessage>? change = null) =>
        Post("events", Wrap(told, id ?? Next("Ev")).ToJsonString(), change: change);

    public Task<Answer> Says(string text, string user = AnaId, string? id = null) => Event(Message(text, user), id);

    public Task<Answer> Command(string command, string text = "", string user = AnaId, params (string Name, string Value)[] more) =>
        Form("commands", [.. CommandFields(command, text, user), .. more]);

    public Task<Answer> Interact(JsonObject payload) => Form("interactions", [("payload", payload.ToJsonString())]);

    public Task<Answer> Form(string path, IEnumerable<(string Name, string Value)> fields) =>
        Post(
            path,
            string.Join('&', fields.Select(field => $"{Uri.EscapeDataString(field.Name)}={Uri.EscapeDataString(field.Value)}")),
            contentType: "application/x-www-form-urlencoded"
        );

    public (string Name, string Value)[] CommandFields(string command, string text, string user = AnaId) =>
        [
            ("token", "gIkuvaNzQIHg97ATvDxqgjtO"),
            ("team_id", Team),
            ("team_domain", "example"),
            ("channel_id", "C2147483705"),
            ("channel_name", "test"),
            ("user_id", user),
            ("user_name", "ana"),
            ("command", command),
            ("text", text),
            ("response_url", "https://hooks.slack.com/commands/1234/5678"),
            ("trigger_id", Next("13345224609.738474920.")),
            ("api_app_id", "A123456"),
            ("is_enterprise_install", "false"),
        ];

    public JsonObject Press(string actionId, string? value = null, string user = AnaId) =>
        new()
        {
            ["type"] = "block_actions",
            ["user"] = new JsonObject { ["id"] = user, ["team_id"] = Team },
            ["team"] = new JsonObject { ["id"] = Team },
            ["enterprise"] = null,
            ["is_enterprise_install"] = false,
            ["api_app_id"] = "A123456",
            ["container"] = new JsonObject
            {
                ["type"] = "message",
                ["message_ts"] = "1548261231.000200",
                ["channel_id"] = "D0ANA",
            },
            ["channel"] = new JsonObject { ["id"] = "D0ANA", ["name"] = "directmessage" },
            ["trigger_id"] = Next("12321423423.333649436676."),
            ["response_url"] = "https://hooks.slack.com/actions/AABA1ABCD/1232321423432/D09sSasdasdAS9091209",
            ["actions"] = new JsonArray(
                new JsonObject
                {
                    ["action_id"] = actionId,
                    ["block_id"] = "=qXel",
                    ["type"] = "button",
                    ["value"] = value,
                    ["action_ts"] = Next("1548426417.84018"),
                }
            ),
        };

    public JsonObject Submit(string verb, string? row, params (string Id, JsonObject Input)[] inputs) =>
        new()
        {
            ["type"] = "view_submission",
            ["team"] = new JsonObject { ["id"] = Team },
            ["user"] = new JsonObject { ["id"] = AnaId, ["team_id"] = Team },
            ["trigger_id"] = Next("t."),
            ["view"] = new JsonObject
            {
                ["id"] = "VNHU13V36",
                ["type"] = "modal",
                ["callback_id"] = verb,
                ["private_metadata"] = row ?? "",
                ["hash"] = "1569262015.55b5e41b",
                ["blocks"] = new JsonArray([
                    .. inputs.Select(input => (JsonNode)new JsonObject { ["type"] = "input", ["block_id"] = input.Id }),
                ]),
                ["state"] = new JsonObject
                {
                    ["values"] = new JsonObject(
                        inputs.Select(input =>
                            KeyValuePair.Create(input.Id, (JsonNode?)new JsonObject { [input.Id] = input.Input.DeepClone() })
                        )
                    ),
                },
            },
        };

    public static JsonObject Typed(string? text) => new() { ["type"] = "plain_text_input", ["value"] = text };

    public static JsonObject Message(string text, string user = AnaId) =>
        new()
        {
            ["type"] = "message",
            ["channel"] = "D0" + user[2..],
            ["channel_type"] = "im",
            ["user"] = user,
            ["text"] = text,
            ["ts"] = "1355517523.000005",
        };

    public static JsonObject Wrap(JsonObject told, string id) =>
        new()
        {
            ["token"] = "z26uFbvR1xHJEdHE1OQiO6t8",
            ["team_id"] = Team,
            ["api_app_id"] = "AAAAAAAAA",
            ["event"] = told.DeepClone(),
            ["type"] = "event_callback",
            ["authorizations"] = new JsonArray(
                new JsonObject
                {
                    ["enterprise_id"] = null,
                    ["team_id"] = Team,
                    ["user_id"] = "U0BOT",
                    ["is_bot"] = true,
                    ["is_enterprise_install"] = false,
                }
            ),
            ["event_id"] = id,
            ["event_time"] = 1355517523,
        };

    /// <summary>What the service does by itself with what it kept.</summary>
    public async Task Work()
    {
        await Services.GetRequiredService<Running>().Settle();
        await using var scope = Services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<WorkInbox>().Run(default);
        await Services.GetRequiredService<Running>().Settle();
    }

    /// <summary>All that went into the outbox but the greetings.</summary>
    public IReadOnlyList<DeliveryRow> Sent => [.. People.All<DeliveryRow>().Where(row => row.Card != Greeting.Card).OrderBy(row => row.Id)];

    public IReadOnlyList<DeliveryRow> Greetings => [.. People.All<DeliveryRow>().Where(row => row.Card == Greeting.Card)];

    private sealed class Replace : IVerb
    {
        public Task<Reply> Handle(Command command, CancellationToken ct) =>
            Task.FromResult(Reply.Show("said", new JsonObject { ["text"] = "Replaced." }, replaces: true));
    }

    public string Next(string prefix) => prefix + Interlocked.Increment(ref count).ToString("00000");

    public async ValueTask DisposeAsync()
    {
        await Services.GetRequiredService<Running>().Settle();
        await host.DisposeAsync();
        if (ownsTeam)
        {
            People.Dispose();
        }
    }
}

internal sealed record Answer(HttpStatusCode Status, string Body)
{
    public JsonObject Json() => JsonNode.Parse(Body)!.AsObject();
}
