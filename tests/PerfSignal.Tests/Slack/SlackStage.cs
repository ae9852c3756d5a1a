using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using NodaTime;
using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Hosting;
using PerfSignal.Tests.Slack.Inbound;

namespace PerfSignal.Tests.Slack;

/// <summary>The whole service on a port of this machine, and a stand-in for Slack on another: Maya manages Ana, and both use Slack.</summary>
internal sealed class SlackStage : IAsyncDisposable
{
    public const string Maya = "UMAYA";
    public const string Ana = "UANA";
    public const string Token = "xoxb-1";
    private const string Workspace = SlackSite.Team;
    private const string Secret = "8f742231b10e8888abcd99yyyzzz85a5";

    private const string Directory = """
        email,name,manager_email,role_family,level,department,location,time_zone,hire_date
        maya@example.com,Maya Brandt,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01
        ana@example.com,Ana Sousa,maya@example.com,engineering,individual,Platform,Lisbon,Europe/Lisbon,2021-01-01
        """;

    private int count;

    private SlackStage(SlackStandIn slack, RunningService service) => (Slack, Service) = (slack, service);

    public SlackStandIn Slack { get; }
    public RunningService Service { get; }
    public TestClock Clock => Service.Clock;

    /// <param name="now">A moment without a 1:1.</param>
    public static async Task<SlackStage> Start(Instant now)
    {
        var clock = new TestClock(now);
        // What runs by itself runs when a test says so.
        var stage = await Start(
            clock,
            settings => new RunningService(clock, settings, services => services.RemoveAll<IHostedService>()),
            "maya",
            "ana"
        );
        await stage.Import(["import", "people", "FILE"], Directory, "people.csv");
        return stage;
    }

    /// <summary>A service without people, and accounts of these in Slack.</summary>
    public static async Task<SlackStage> Start(TestClock clock, Func<string[], RunningService> serve, params string[] users)
    {
        var slack = await SlackStandIn.Start(clock);
        slack.State.Token(Token, Workspace);
        foreach (var user in users)
        {
            slack.State.User("U" + user.ToUpperInvariant(), $"{user}@example.com", Workspace);
        }

        var service = serve([
            "--Web:DemoSignIn=false",
            "--Web:PublicUrl=https://perfsignal.example",
            "--Slack:Enabled=true",
            $"--Slack:SigningSecret={Secret}",
            "--Slack:ClientId=client",
            "--Slack:ClientSecret=client-secret",
            $"--Slack:ApiBaseUrl={slack.ApiBaseUrl}",
        ]);
        var stage = new SlackStage(slack, service);
        await service.Prepare();
        await service.Start();
        await service
            .Services.GetRequiredService<SlackTokens>()
            .Keep(new SlackGrant(Workspace, "Example", false, "UBOT", new SlackSecret(Token, null), null, ""), default);
        return stage;
    }

    public async Task Import(string[] args, string file, string name)
    {
        var (exit, output, error) = await Service.Type(args, file, name);
        exit.ShouldBe(0, output + error);
    }

    /// <summary>Both have the 1:1 in Maya's calendar.</summary>
    public async Task Plan(Instant start, int sequence = 0)
    {
        string At(Instant instant) => instant.ToDateTimeUtc().ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var file = string.Join(
            "\r\n",
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Example//EN",
            "BEGIN:VEVENT",
            "UID:one-on-one@example.com",
            $"SEQUENCE:{sequence}",
            $"DTSTAMP:{At(Clock.Now())}",
            $"DTSTART:{At(start)}",
            $"DTEND:{At(start + Duration.FromMinutes(30))}",
            "SUMMARY:Maya and Ana",
            "ORGANIZER:mailto:maya@example.com",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:maya@example.com",
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:ana@example.com",
            "END:VEVENT",
            "END:VCALENDAR",
            ""
        );
        await Import(["import", "calendar", "FILE", "--owner", "maya@example.com"], file, "calendar.ics");
        await Settle();
    }

    /// <summary>Runs what the service does by itself until nothing is left to do at this moment; it takes seconds of the clock.</summary>
    public async Task Settle()
    {
        for (var round = 0; round < 20; round++)
        {
            await Service.Services.GetRequiredService<Running>().Settle();
            await using (var scope = Service.Services.CreateAsyncScope())
            {
                await scope.ServiceProvider.GetRequiredService<WorkInbox>().Run(default);
            }

            await Service.Services.GetRequiredService<Running>().Settle();
            await Service.Tick();
            var now = Clock.Now();
            var left = await Service.Look(async data =>
                await data.Set<InboxRow>().CountAsync(row => row.DoneAt == null)
                + await data.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Waiting && row.NotBefore <= now)
            );
            if (left == 0 && round > 0)
            {
                return;
            }

            Clock.Advance(Duration.FromSeconds(1));
        }

        throw new ShouldAssertException("The service does not come to rest.");
    }

    public Task Event(JsonObject told) => Answered("events", SlackSite.Wrap(told, Next("Ev")).ToJsonString(), "application/json");

    public Task Says(string words, string user) =>
        Event(
            new JsonObject
            {
                ["type"] = "message",
                ["channel"] = Direct(user),
                ["channel_type"] = "im",
                ["user"] = user,
                ["text"] = words,
                ["ts"] = "1355517523.000005",
            }
        );

    public Task Opens(string tab, string user) =>
        Event(
            new JsonObject
            {
                ["type"] = "app_home_opened",
                ["user"] = user,
                ["channel"] = Direct(user),
                ["tab"] = tab,
            }
        );

    public Task<JsonObject> Command(string command, string text, string user) =>
        Form(
            "commands",
            ("team_id", Workspace),
            ("channel_id", Direct(user)),
            ("user_id", user),
            ("command", command),
            ("text", text),
            ("response_url", Slack.NewResponseUrl()),
            ("trigger_id", Slack.NewTrigger()),
            ("is_enterprise_install", "false")
        );

    /// <summary>Presses the button of a verb on a message as it stands there.</summary>
    public Task<JsonObject> Press(SlackPost on, string verb, string user) => Press(on, Pressed(on.Blocks!, verb), user);

    /// <param name="state">What stands in the fields of the message, as <see cref="State"/> says it.</param>
    public Task<JsonObject> Press(SlackPost on, JsonNode pressed, string user, JsonObject? state = null) =>
        Interact(
            "block_actions",
            user,
            new JsonObject
            {
                ["container"] = new JsonObject
                {
                    ["type"] = "message",
                    ["message_ts"] = on.Ts,
                    ["channel_id"] = on.Channel,
                },
                ["channel"] = new JsonObject { ["id"] = on.Channel },
                ["response_url"] = Slack.NewResponseUrl(),
                ["actions"] = new JsonArray(pressed),
                ["state"] = new JsonObject { ["values"] = state?.DeepClone() ?? new JsonObject() },
            }
        );

    /// <summary>Uses a shortcut on what somebody wrote.</summary>
    public Task<JsonObject> Use(string shortcut, string author, string words, string user) =>
        Interact(
            "message_action",
            user,
            new JsonObject
            {
                ["callback_id"] = shortcut,
                ["channel"] = new JsonObject { ["id"] = "C1" },
                ["message"] = new JsonObject { ["user"] = author, ["text"] = words },
                ["response_url"] = Slack.NewResponseUrl(),
            }
        );

    /// <summary>What Slack sends when a form is submitted with these values in place of the first ones.</summary>
    public JsonObject Filled(SlackView view, params (string Id, string Value)[] values)
    {
        var shown = (JsonObject)view.View.DeepClone();
        (shown["id"], shown["hash"]) = (view.Id, view.Hash);
        shown["state"] = new JsonObject { ["values"] = State(view.View["blocks"]!.AsArray(), values) };
        return shown;
    }

    /// <summary>What stands in the fields of these blocks, with these values in place of the first ones.</summary>
    public static JsonObject State(JsonArray blocks, params (string Id, string Value)[] values)
    {
        var state = new JsonObject();
        foreach (var block in blocks.Where(block => block!["type"]!.ToString() == "input"))
        {
            var (id, element) = (block!["block_id"]!.ToString(), block["element"]!);
            var given = values.FirstOrDefault(value => value.Id == id).Value;
            state[id] = new JsonObject { [element["action_id"]!.ToString()] = Value(element, given) };
        }

        return state;
    }

    public Task<JsonObject> Submit(JsonObject filled, string user) =>
        Interact("view_submission", user, new JsonObject { ["view"] = filled.DeepClone() });

    /// <summary>The messages that a person sees, the first at the top.</summary>
    public List<SlackPost> Seen(string user) => [.. Slack.State.Posts.Where(post => post.Channel == Direct(user) && !post.Deleted)];

    public string Direct(string user) => Slack.State.Directs.GetOrAdd((Workspace, user), _ => Slack.State.Number("D"));

    public JsonObject Home(string user) => Slack.State.Homes[(Workspace, user)].View;

    public Task<List<T>> All<T>()
        where T : class => Service.Look(data => data.Set<T>().AsNoTracking().ToListAsync());

    public static string Words(JsonNode? blocks) => blocks?.ToJsonString(CardJson.Options) ?? "";

    public async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await Slack.DisposeAsync();
    }

    private static JsonNode Pressed(JsonArray blocks, string verb)
    {
        var button = blocks
            .Where(block => block!["type"]!.ToString() == "actions")
            .SelectMany(block => block!["elements"]!.AsArray())
            .First(element => element!["action_id"]!.ToString().Split('#')[0] == verb)!;
        var pressed = button.DeepClone();
        pressed["action_ts"] = Guid.NewGuid().ToString("N");
        return pressed;
    }

    private static JsonObject Value(JsonNode element, string? given) =>
        element["type"]!.ToString() switch
        {
            "radio_buttons" or "static_select" => new JsonObject
            {
                ["selected_option"] = given is null
                    ? element["initial_option"]?.DeepClone()
                    : element["options"]!.AsArray().First(option => option!["value"]!.ToString() == given)!.DeepClone(),
            },
            "checkboxes" or "multi_static_select" => new JsonObject
            {
                ["selected_options"] = given is null
                    ? element["initial_options"]?.DeepClone() ?? new JsonArray()
                    : new JsonArray([
                        .. element["options"]!
                            .AsArray()
                            .Where(option => given.Split(',').Contains(option!["value"]!.ToString()))
                            .Select(option => option!.DeepClone()),
                    ]),
            },
            "timepicker" => new JsonObject { ["selected_time"] = given ?? element["initial_time"]?.ToString() },
            "datepicker" => new JsonObject { ["selected_date"] = given ?? element["initial_date"]?.ToString() },
            _ => new JsonObject { ["value"] = given ?? element["initial_value"]?.ToString() },
        };

    private Task<JsonObject> Interact(string type, string user, JsonObject more)
    {
        var payload = new JsonObject
        {
            ["type"] = type,
            ["user"] = new JsonObject { ["id"] = user, ["team_id"] = Workspace },
            ["team"] = new JsonObject { ["id"] = Workspace },
            ["is_enterprise_install"] = false,
            ["trigger_id"] = Slack.NewTrigger(),
        };
        foreach (var (name, value) in more)
        {
            payload[name] = value?.DeepClone();
        }

        return Form("interactions", ("payload", payload.ToJsonString()));
    }

    private Task<JsonObject> Form(string path, params (string Name, string Value)[] fields) =>
        Answered(
            path,
            string.Join('&', fields.Select(field => $"{field.Name}={Uri.EscapeDataString(field.Value)}")),
            "application/x-www-form-urlencoded"
        );

    /// <summary>Signed as Slack signs.</summary>
    private async Task<JsonObject> Answered(string path, string body, string type)
    {
        var timestamp = Clock.Now().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var http = new HttpClient { BaseAddress = Service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "slack/" + path)
        {
            Content = new StringContent(body, Encoding.UTF8, type),
        };
        request.Headers.Add("X-Slack-Request-Timestamp", timestamp);
        request.Headers.Add("X-Slack-Signature", SlackSite.Sign(Secret, timestamp, body));
        using var response = await http.SendAsync(request);
        response.StatusCode.ShouldBe(HttpStatusCode.OK);
        var answer = await response.Content.ReadAsStringAsync();
        return answer.Length == 0 ? [] : JsonNode.Parse(answer)!.AsObject();
    }

    private string Next(string prefix) => prefix + Interlocked.Increment(ref count).ToString(CultureInfo.InvariantCulture);
}
