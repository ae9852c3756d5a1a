using NodaTime;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Install;

/// <summary>The workspace of the one token in the settings: asked once by auth.test, then known until the token is refused.</summary>
internal sealed class OwnWorkspace(SlackSettings settings, SlackHttp http, TimeProvider clock)
{
    /// <summary>A refusal is not asked for again with every message.</summary>
    private static readonly Duration Pause = Duration.FromSeconds(30);

    private volatile Known? known;

    /// <returns>The workspace's id, or why it is not known.</returns>
    public async Task<(string? Id, SlackAnswer? Trouble)> Id(CancellationToken ct)
    {
        if (known is { } before && (before.Id is not null || before.Until > clock.Now()))
        {
            return (before.Id, before.Trouble);
        }

        var (answer, _) = await http.Call("auth.test", settings.BotToken, [], ct);
        // What the token was wanted for was surely not begun.
        answer = answer is SlackAnswer.Unknown unknown ? new SlackAnswer.NotReached(unknown.Word) : answer;
        var now = answer is SlackAnswer.Good good ? Of(good) : new Known(null, answer, clock.Now() + Wait(answer));
        known = now;
        return (now.Id, now.Trouble);
    }

    public void Forget() => known = null;

    private static Known Of(SlackAnswer.Good good)
    {
        var whole = good.Body["is_enterprise_install"]?.ToString() == "true";
        return good.Body[whole ? "enterprise_id" : "team_id"]?.ToString() is { Length: > 0 } id
            ? new Known(id, null, default)
            : new Known(null, new SlackAnswer.Refused("no_workspace"), Instant.MaxValue);
    }

    private static Duration Wait(SlackAnswer answer) =>
        answer switch
        {
            SlackAnswer.Throttled throttled => throttled.RetryAfter,
            SlackAnswer.Refused => Pause,
            _ => Duration.Zero,
        };

    private sealed record Known(string? Id, SlackAnswer? Trouble, Instant Until);
}
