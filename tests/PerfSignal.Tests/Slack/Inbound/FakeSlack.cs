using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Slack;

namespace PerfSignal.Tests.Slack.Inbound;

/// <summary>Slack as the calls of the Web API see it: it knows some users, opens every window and remembers what it was asked.</summary>
internal sealed class FakeSlack
{
    public ConcurrentQueue<(string Method, JsonObject Arguments)> Calls { get; } = new();
    public ConcurrentQueue<(string Url, JsonObject Message)> Responses { get; } = new();
    public ConcurrentDictionary<string, JsonObject> Users { get; } = new();
    public ConcurrentDictionary<string, SlackAnswer> Answers { get; } = new();

    /// <summary>Answers that come when a test says so.</summary>
    public ConcurrentDictionary<string, Task<SlackAnswer>> Late { get; } = new();
    public ConcurrentQueue<(string Workspace, SlackRevocation Kind)> Revoked { get; } = new();

    public void Add(string id, string email, string team = SlackSite.Team, params (string Name, JsonNode Value)[] more)
    {
        var user = new JsonObject
        {
            ["id"] = id,
            ["team_id"] = team,
            ["name"] = email.Split('@')[0],
            ["profile"] = new JsonObject { ["email"] = email, ["real_name"] = email },
        };
        foreach (var (name, value) in more)
        {
            user[name] = value;
        }

        Users[id] = user;
    }

    public Task<SlackAnswer> Call(string workspace, string method, JsonObject arguments, CancellationToken ct)
    {
        Calls.Enqueue((method, (JsonObject)arguments.DeepClone()));
        if (Late.TryGetValue(method, out var late))
        {
            return late;
        }

        if (Answers.TryGetValue(method, out var told))
        {
            return Task.FromResult(told);
        }

        return Task.FromResult<SlackAnswer>(
            method switch
            {
                "users.info" => Users.TryGetValue(arguments["user"]!.ToString(), out var user)
                    ? new SlackAnswer.Good(new JsonObject { ["ok"] = true, ["user"] = user.DeepClone() })
                    : new SlackAnswer.Refused("user_not_found"),
                "views.open" or "views.push" => new SlackAnswer.Good(
                    new JsonObject
                    {
                        ["ok"] = true,
                        ["view"] = new JsonObject { ["id"] = "V" + Calls.Count },
                    }
                ),
                _ => new SlackAnswer.Good(
                    new JsonObject
                    {
                        ["ok"] = true,
                        ["ts"] = "1.1",
                        ["channel"] = "D1",
                    }
                ),
            }
        );
    }

    public Task<SlackAnswer> Respond(string url, JsonObject message, CancellationToken ct)
    {
        Responses.Enqueue((url, (JsonObject)message.DeepClone()));
        return Task.FromResult<SlackAnswer>(new SlackAnswer.Good([]));
    }

    public IReadOnlyList<JsonObject> Asked(string method) => [.. Calls.Where(call => call.Method == method).Select(call => call.Arguments)];
}
