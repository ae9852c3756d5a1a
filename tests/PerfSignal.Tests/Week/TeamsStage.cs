using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Hosting;
using PerfSignal.Tests.Teams.Inbound;

namespace PerfSignal.Tests.Week;

/// <summary>Everybody has installed the bot in Teams.</summary>
internal sealed class TeamsStage : Stage
{
    private readonly TeamsConnector teams;
    private readonly KeyServer keys;

    /// <summary>Cards that stand in place of a message for the one who pressed its button, newest last.</summary>
    private readonly List<(string Who, string? Message, JsonObject Card)> inPlace = [];
    private int activities;

    private TeamsStage(RunningService service, TeamsConnector teams, KeyServer keys)
        : base(service) => (this.teams, this.keys) = (teams, keys);

    public static async Task<Stage> Start()
    {
        var (teams, keys) = (await TeamsConnector.Start(), await KeyServer.Start());
        var service = Serve(
            new TestClock(Script.Monday),
            "--Web:DemoSignIn=false",
            "--Web:PublicUrl=https://perfsignal.example",
            "--Teams:Enabled=true",
            $"--Teams:AppId={TeamsConnector.AppId}",
            $"--Teams:TenantId={TeamsConnector.TenantId}",
            $"--Teams:ClientSecret={TeamsTokens.Secret}",
            $"--Teams:TokenEndpoint={teams.TokenEndpoint}",
            $"--Teams:OpenIdMetadataUrl={keys.MetadataUrl}",
            $"--Teams:AllowedServiceHosts:0={teams.Host}"
        );
        var stage = new TeamsStage(service, teams, keys);
        await service.Prepare();
        await service.Start();
        await stage.Fill();
        foreach (var who in Everyone)
        {
            teams.Members["29:" + who] = new JsonObject
            {
                ["id"] = "29:" + who,
                ["name"] = who,
                ["aadObjectId"] = User(who),
                ["objectId"] = User(who),
                ["email"] = who + "@example.com",
                ["userPrincipalName"] = who + "@example.com",
                ["tenantId"] = TeamsConnector.TenantId,
                ["userRole"] = "user",
            };
            var installed = stage.Activity(who, "installationUpdate");
            installed["action"] = "add";
            await stage.Send(installed);
        }

        await stage.Settle();
        return stage;
    }

    public override Task Types(string who, string words)
    {
        var activity = Activity(who, "message");
        (activity["text"], activity["textFormat"]) = (words, "plain");
        return Send(activity);
    }

    public override async Task Presses(string who, string verb, string? row)
    {
        var (message, _, button) = Find(who, verb, row, hasInputs: false);
        await Press(who, message, button, new Dictionary<string, string>());
    }

    public override async Task Fills(string who, string verb, IReadOnlyDictionary<string, string> values)
    {
        var (message, card, button) = Find(who, verb, null, hasInputs: true);
        var filled = Inputs(card).ToDictionary(input => input["id"]!.ToString(), input => input["value"]?.ToString() ?? "");
        foreach (var (name, value) in values)
        {
            filled[name] = value;
        }

        await Press(who, message, button, filled);
    }

    public override Task<IReadOnlyList<string>> Sees(string who) =>
        Task.FromResult<IReadOnlyList<string>>([
            .. teams
                .Messages.Where(message => message.Conversation == "a:1" + who && !message.Deleted)
                .Select(message => message.Activity.ToJsonString(Core.Conversing.CardJson.Options)),
            .. inPlace.Where(one => one.Who == who).Select(one => one.Card.ToJsonString(Core.Conversing.CardJson.Options)),
        ]);

    public override async Task<bool> Deletes(string who, string text)
    {
        using var http = new HttpClient();
        teams.WantsToken = false;
        foreach (var message in teams.Messages.Where(message => message.Conversation == "a:1" + who))
        {
            if (message.Activity.ToJsonString(Core.Conversing.CardJson.Options).Contains(text, StringComparison.Ordinal))
            {
                var at = new Uri($"{teams.ServiceUrl}v3/conversations/{message.Conversation}/activities/{message.Id}");
                (await http.DeleteAsync(at)).EnsureSuccessStatusCode();
            }
        }

        return teams.WantsToken = true;
    }

    public override async ValueTask DisposeAsync()
    {
        await Service.DisposeAsync();
        await teams.DisposeAsync();
        await keys.DisposeAsync();
    }

    private async Task Press(string who, string? message, JsonObject button, IReadOnlyDictionary<string, string> inputs)
    {
        var data = button["data"]?.DeepClone().AsObject() ?? [];
        foreach (var (name, value) in inputs)
        {
            data[name] = value;
        }

        var invoke = Activity(who, "invoke");
        invoke["name"] = "adaptiveCard/action";
        invoke["replyToId"] = message;
        invoke["value"] = new JsonObject
        {
            ["action"] = new JsonObject
            {
                ["type"] = "Action.Execute",
                ["id"] = "",
                ["verb"] = button["verb"]!.ToString(),
                ["data"] = data,
            },
            ["trigger"] = "manual",
        };
        var answer = await Send(invoke);
        inPlace.RemoveAll(one => one.Message == message);
        if (answer?["type"]?.ToString() == "application/vnd.microsoft.card.adaptive")
        {
            inPlace.Add((who, message, answer["value"]!.AsObject()));
        }
    }

    /// <summary>The newest card that the person sees with a button of the verb.</summary>
    private (string? Message, JsonObject Card, JsonObject Button) Find(string who, string verb, string? row, bool hasInputs)
    {
        var shown = teams
            .Messages.Where(message => message.Conversation == "a:1" + who && !message.Deleted)
            .Where(message => inPlace.TrueForAll(one => one.Message != message.Id))
            .Select(message => ((string?)message.Id, Card: message.Activity["attachments"]?[0]?["content"] as JsonObject))
            .Concat(inPlace.Where(one => one.Who == who).Select(one => (one.Message, Card: (JsonObject?)one.Card)))
            .Where(one => one.Card is not null && (!hasInputs || Inputs(one.Card).Any()))
            .SelectMany(one => Objects(one.Card).Select(part => (one.Item1, one.Card!, Button: part)))
            .LastOrDefault(one =>
                one.Button["verb"]?.ToString() == verb
                && (row is null || $"{one.Button["data"]?["row"]}".Contains(row, StringComparison.Ordinal))
            );
        shown.Button.ShouldNotBeNull($"{who} sees no {verb} {row} in {Latest(who)}");
        return shown;
    }

    private string Latest(string who) =>
        string.Join(
            '\n',
            teams.Messages.Where(message => message.Conversation == "a:1" + who).TakeLast(2).Select(message => message.Activity)
        );

    private JsonObject Activity(string who, string type)
    {
        Clock.Advance(Duration.FromMilliseconds(5));
        return new()
        {
            ["type"] = type,
            ["id"] = $"f:{++activities}",
            ["channelId"] = "msteams",
            ["serviceUrl"] = teams.ServiceUrl,
            ["from"] = new JsonObject
            {
                ["id"] = "29:" + who,
                ["name"] = who,
                ["aadObjectId"] = User(who),
            },
            ["recipient"] = new JsonObject { ["id"] = "28:" + TeamsConnector.AppId, ["name"] = "PerfSignal" },
            ["conversation"] = new JsonObject
            {
                ["id"] = "a:1" + who,
                ["conversationType"] = "personal",
                ["tenantId"] = TeamsConnector.TenantId,
            },
            ["channelData"] = new JsonObject { ["tenant"] = new JsonObject { ["id"] = TeamsConnector.TenantId } },
            ["locale"] = "en-GB",
        };
    }

    private async Task<JsonObject?> Send(JsonObject activity)
    {
        using var http = new HttpClient { BaseAddress = Service.Address };
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/messages")
        {
            Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        var token = new Token { Audience = TeamsConnector.AppId, ServiceUrl = teams.ServiceUrl }.Sign(Clock);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await http.SendAsync(request);
        var text = await response.Content.ReadAsStringAsync();
        response.StatusCode.ShouldBe(HttpStatusCode.OK, text);
        return text.StartsWith('{') ? JsonNode.Parse(text)!.AsObject() : null;
    }

    private static string User(string who) =>
        $"00000000-0000-0000-0000-{Convert.ToHexString(Encoding.ASCII.GetBytes(who)).PadLeft(12, '0')}";

    private static IEnumerable<JsonObject> Inputs(JsonNode? card) =>
        Objects(card).Where(part => part["type"]?.ToString().StartsWith("Input.", StringComparison.Ordinal) == true);

    private static IEnumerable<JsonObject> Objects(JsonNode? node) =>
        node switch
        {
            JsonObject part => part.Select(property => property.Value).SelectMany(Objects).Prepend(part),
            JsonArray list => list.SelectMany(Objects),
            _ => [],
        };
}
