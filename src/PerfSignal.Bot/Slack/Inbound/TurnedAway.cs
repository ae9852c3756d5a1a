using System.Collections.Concurrent;
using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Whom the bot turned away lately, so that a guest who goes on writing does not use up what Slack lets us ask for everybody.</summary>
/// <remarks>In memory, since nothing is to be kept of them.</remarks>
internal sealed class TurnedAway(TimeProvider clock)
{
    /// <summary>Who was made a member meanwhile is served soon.</summary>
    private static readonly Duration Lasts = Duration.FromMinutes(1);

    private const int Most = 10_000;
    private readonly ConcurrentDictionary<(string Workspace, string User), (string Refusal, Instant Until)> known = new();

    /// <returns>A key of the texts; null for whom Slack is to be asked about.</returns>
    public string? Lately(string workspace, string user) =>
        known.TryGetValue((workspace, user), out var found) && found.Until > clock.Now() ? found.Refusal : null;

    public void Note(string workspace, string user, string refusal)
    {
        if (known.Count >= Most)
        {
            known.Clear();
        }

        known[(workspace, user)] = (refusal, clock.Now() + Lasts);
    }
}
