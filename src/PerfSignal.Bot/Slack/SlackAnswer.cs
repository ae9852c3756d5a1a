using System.Text.Json.Nodes;
using NodaTime;

namespace PerfSignal.Bot.Slack;

/// <summary>How a call of Slack's Web API ended.</summary>
public abstract record SlackAnswer
{
    private SlackAnswer() { }

    /// <param name="Body">The whole answer, `ok` included.</param>
    public sealed record Good(JsonObject Body) : SlackAnswer;

    /// <summary>Slack answered with `ok: false`, or with a status that is no answer of the method.</summary>
    /// <param name="Error">Slack's error word (https://docs.slack.dev/apis/web-api/), or `http_` and the status.</param>
    public sealed record Refused(string Error, JsonObject? Body = null) : SlackAnswer;

    /// <summary>429: nothing was done; ask again after the wait.</summary>
    public sealed record Throttled(Duration RetryAfter) : SlackAnswer;

    /// <summary>The request surely did not reach Slack.</summary>
    public sealed record NotReached(string Word) : SlackAnswer;

    /// <summary>The request was written and no answer came: it may have been done.</summary>
    public sealed record Unknown(string Word) : SlackAnswer;
}

/// <summary>Calls a method of the Web API with the token of a workspace; never throws for what Slack answers.</summary>
/// <param name="workspace">As in <see cref="PerfSignal.Core.People.ChatAccount.Workspace"/>.</param>
/// <param name="method">Such as `views.open`.</param>
internal delegate Task<SlackAnswer> CallSlack(string workspace, string method, JsonObject arguments, CancellationToken ct);

/// <summary>Posts to a response url of an interaction or command; only Slack's own host is ever asked.</summary>
internal delegate Task<SlackAnswer> RespondAt(string responseUrl, JsonObject message, CancellationToken ct);
