using System.Collections.Concurrent;
using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>
/// Which method of which workspace is not to be asked until when: Slack counts calls by method and workspace
/// (https://docs.slack.dev/apis/web-api/rate-limits). Each node learns it for itself.
/// </summary>
internal sealed class Throttles(TimeProvider clock)
{
    private readonly ConcurrentDictionary<(string Workspace, string Method), Instant> until = new();

    /// <summary>How long the method is to be left alone yet; null where it may be asked.</summary>
    public Duration? Left(string workspace, string method)
    {
        var now = clock.Now();
        return until.TryGetValue((workspace, method), out var end) && end > now ? end - now : null;
    }

    public void Hold(string workspace, string method, Duration wait)
    {
        var end = clock.Now() + wait;
        until.AddOrUpdate((workspace, method), end, (_, known) => Instant.Max(known, end));
    }
}
