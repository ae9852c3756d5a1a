using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Nodes;

namespace PerfSignal.Tests.Fakes;

public sealed record SlackToken(string Workspace, string BotUser, string Scopes)
{
    public DateTimeOffset? Ends { get; init; }
    public bool Revoked { get; set; }
}

/// <summary>A message in a channel; history shows it from its own instant on, which is later than that of the post.</summary>
public sealed record SlackPost(string Channel, string Ts, DateTimeOffset VisibleAt)
{
    public required string Workspace { get; init; }
    public string? Text { get; set; }
    public JsonArray? Blocks { get; set; }
    public JsonObject? Metadata { get; set; }
    public bool Deleted { get; set; }
    public int Edits { get; set; }
}

/// <summary>A modal, or a person's home where there is a user.</summary>
public sealed record SlackView(string Id, string Root)
{
    public required JsonObject View { get; set; }
    public string? ExternalId { get; set; }
    public string Hash { get; set; } = "";
}

/// <summary>What the stand-in's Slack holds.</summary>
public sealed class SlackState
{
    public const string AllScopes = "chat:write,commands,im:write,im:history,users:read,users:read.email";
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, bool Used)> triggers = new();
    private readonly ConcurrentDictionary<string, (DateTimeOffset At, int Posts)> responses = new();
    private int numbers;
    private long lastTs;

    public ConcurrentDictionary<string, SlackToken> Tokens { get; } = new();

    /// <summary>Users as `users.info` describes them, by workspace and id.</summary>
    public ConcurrentDictionary<(string Workspace, string User), JsonObject> Users { get; } = new();

    /// <summary>Direct conversations by workspace and user.</summary>
    public ConcurrentDictionary<(string Workspace, string User), string> Directs { get; } = new();

    /// <summary>Channels by workspace and id, and whether the bot is a member.</summary>
    public ConcurrentDictionary<(string Workspace, string Channel), bool> Channels { get; } = new();
    public ConcurrentQueue<SlackPost> Posts { get; } = new();
    public ConcurrentDictionary<string, SlackView> Views { get; } = new();

    /// <summary>The homes of people, by workspace and user.</summary>
    public ConcurrentDictionary<(string Workspace, string User), SlackView> Homes { get; } = new();

    /// <summary>Answers of oauth.v2.access that wait for their code or refresh token; each is given once.</summary>
    public ConcurrentDictionary<string, JsonObject> Grants { get; } = new();
    public string ClientId { get; set; } = "client";
    public string ClientSecret { get; set; } = "client-secret";

    /// <summary>How much later than its post a message is seen by history; up to twenty seconds with the real one.</summary>
    public Func<TimeSpan> VisibleAfter { get; set; } = () => TimeSpan.Zero;

    /// <summary>Seconds that a renewed token lasts.</summary>
    public int TokenSeconds { get; set; } = 43_200;

    public SlackState Token(string token, string workspace = "T1", string scopes = AllScopes, DateTimeOffset? ends = null)
    {
        Tokens[token] = new SlackToken(workspace, "UBOT", scopes) { Ends = ends };
        return this;
    }

    public JsonObject User(string id, string email, string workspace = "T1", string? name = null)
    {
        var user = new JsonObject
        {
            ["id"] = id,
            ["team_id"] = workspace,
            ["name"] = email.Split('@')[0],
            ["deleted"] = false,
            ["real_name"] = name ?? email.Split('@')[0],
            ["tz"] = "Europe/Berlin",
            ["profile"] = new JsonObject { ["real_name"] = name ?? email.Split('@')[0], ["email"] = email },
            ["is_restricted"] = false,
            ["is_ultra_restricted"] = false,
            ["is_bot"] = false,
            ["is_app_user"] = false,
            ["is_email_confirmed"] = true,
        };
        return Users[(workspace, id)] = user;
    }

    /// <summary>What the next authorisation with this code, or renewal with this refresh token, answers.</summary>
    public SlackState Grant(string codeOrRefreshToken, JsonObject answer)
    {
        Grants[codeOrRefreshToken] = answer;
        return this;
    }

    public string? WorkspaceOf(string? token) => token is not null && Tokens.TryGetValue(token, out var known) ? known.Workspace : null;

    public string? Scopes(string? token) => token is not null && Tokens.TryGetValue(token, out var known) ? known.Scopes : null;

    public string Number(string prefix) => prefix + Interlocked.Increment(ref numbers).ToString("D6", CultureInfo.InvariantCulture);

    /// <summary>Seconds and microseconds; unique and rising, as in Slack.</summary>
    public string NextTs(DateTimeOffset now)
    {
        var wanted = (now.ToUnixTimeMilliseconds() * 1000) + (now.Microsecond % 1000);
        long taken,
            next;
        do
        {
            taken = Interlocked.Read(ref lastTs);
            next = Math.Max(wanted, taken + 1);
        } while (Interlocked.CompareExchange(ref lastTs, next, taken) != taken);

        return string.Create(CultureInfo.InvariantCulture, $"{next / 1_000_000}.{next % 1_000_000:D6}");
    }

    public string NewTrigger(DateTimeOffset now)
    {
        var id = Number("trigger.");
        triggers[id] = (now, false);
        return id;
    }

    /// <summary>Slack's error word for a trigger that cannot be used; null where it was good, and now is used.</summary>
    public string? UseTrigger(string? id, DateTimeOffset now)
    {
        if (id is null || !triggers.TryGetValue(id, out var trigger))
        {
            return "invalid_trigger_id";
        }

        if (trigger.Used)
        {
            return "exchanged_trigger_id";
        }

        triggers[id] = (trigger.At, true);
        return now - trigger.At > TimeSpan.FromSeconds(3) ? "expired_trigger_id" : null;
    }

    public string NewResponse(DateTimeOffset now)
    {
        var id = Number("R");
        responses[id] = (now, 0);
        return id;
    }

    public bool MayRespond(string id, DateTimeOffset now)
    {
        if (!responses.TryGetValue(id, out var response) || response.Posts >= 5 || now - response.At > TimeSpan.FromMinutes(30))
        {
            return false;
        }

        responses[id] = (response.At, response.Posts + 1);
        return true;
    }
}
