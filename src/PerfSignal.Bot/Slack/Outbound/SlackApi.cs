using System.Net;
using System.Text.Json.Nodes;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>The Web API with the token of a workspace (https://docs.slack.dev/apis/web-api/); what inbound and outbound both call.</summary>
internal sealed class SlackApi(SlackHttp http, SlackTokens tokens, Throttles throttles, Pace pace, SlackSettings settings)
{
    /// <summary>What the outbox calls once for each recipient. Slack counts every method apart, so each finds a pace of its own.</summary>
    private static readonly HashSet<string> Paced = new(StringComparer.Ordinal)
    {
        "chat.postMessage",
        "chat.update",
        "chat.delete",
        "conversations.open",
    };

    private const string ResponseHost = "hooks.slack.com";

    /// <inheritdoc cref="CallSlack"/>
    public async Task<SlackAnswer> Call(string workspace, string method, JsonObject arguments, CancellationToken ct)
    {
        if (throttles.Left(workspace, method) is { } left)
        {
            return new SlackAnswer.Throttled(left);
        }

        var (token, without) = await tokens.Of(workspace, ct);
        if (token is null)
        {
            return without!;
        }

        var line = $"{workspace} {method}";
        using var permit = Paced.Contains(method) ? await pace.Enter(PlatformName.Slack, line, arguments["channel"]?.ToString(), ct) : null;
        if (permit?.Wait is { } wait)
        {
            return new SlackAnswer.Throttled(wait);
        }

        var (answer, _) = await http.Call(method, token, arguments, ct, permit is null ? null : permit.Written);
        if (answer is SlackAnswer.Throttled throttled)
        {
            throttles.Hold(workspace, method, throttled.RetryAfter);
            if (permit is not null)
            {
                await pace.Rejected(PlatformName.Slack, line, permit, throttled.RetryAfter, ct);
            }
        }
        else if (answer is SlackAnswer.Refused refused && SlackTokens.Ended.Contains(refused.Error))
        {
            await tokens.Refused(workspace, token, ct);
        }

        return answer;
    }

    /// <inheritdoc cref="RespondAt"/>
    /// <remarks>The url is a secret for half an hour (https://docs.slack.dev/interactivity/handling-user-interaction): it is never logged.</remarks>
    public async Task<SlackAnswer> Respond(string responseUrl, JsonObject message, CancellationToken ct)
    {
        if (!Uri.TryCreate(responseUrl, UriKind.Absolute, out var url) || !IsSlacks(url))
        {
            return new SlackAnswer.Refused("not_slacks_host");
        }

        return await http.Respond(url, message, ct);
    }

    /// <summary>Slack's own host; one on this machine only where the whole API is one, as when it is tried against a stand-in.</summary>
    private bool IsSlacks(Uri url) =>
        url.UserInfo.Length == 0
        && (
            (url.Scheme == Uri.UriSchemeHttps && url.IsDefaultPort && url.Host.Equals(ResponseHost, StringComparison.OrdinalIgnoreCase))
            || (IsHere(new Uri(settings.ApiBaseUrl)) && IsHere(url))
        );

    private static bool IsHere(Uri url) =>
        url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
}
