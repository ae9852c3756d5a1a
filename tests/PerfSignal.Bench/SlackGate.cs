using System.Diagnostics;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench;

/// <summary>
/// The rule of a stand-in of Slack: so many posts a second in the long run, a few seconds' worth of them at once after a pause, and one a second in a
/// channel; a post above that is rejected with a wait of a second.
/// </summary>
internal sealed class SlackGate(double perSecond, double burst)
{
    private const int RetryAfter = 1;
    private readonly Lock turn = new();
    private readonly Dictionary<string, long> channels = new(StringComparer.Ordinal);
    private readonly List<long> taken = [];
    private double tokens = burst;
    private long last = Stopwatch.GetTimestamp();

    public int Rejected { get; private set; }

    public int Taken
    {
        get
        {
            lock (turn)
            {
                return taken.Count;
            }
        }
    }

    /// <summary>Posts that were taken and posts that might have been, from the first one on or from so long after it.</summary>
    public (int Taken, double Allowed) Since(TimeSpan after)
    {
        lock (turn)
        {
            var from = taken[0] + (long)(after.TotalSeconds * Stopwatch.Frequency);
            var counted = taken.Count(at => at >= from);
            return (counted, Stopwatch.GetElapsedTime(from, taken[^1]).TotalSeconds * perSecond);
        }
    }

    /// <summary>For <see cref="SlackStandIn.Chance"/>: Slack answers a post after 50 to 250 ms.</summary>
    public SlackFault? Of(SlackCall call) =>
        call.Method != "chat.postMessage" ? null
        : Takes(call.Arguments["channel"]!.ToString()) ? new SlackFault.Held(Task.Delay(Random.Shared.Next(50, 251)))
        : new SlackFault.Throttled(RetryAfter);

    private bool Takes(string channel)
    {
        lock (turn)
        {
            var now = Stopwatch.GetTimestamp();
            tokens = Math.Min(burst, tokens + (Stopwatch.GetElapsedTime(last, now).TotalSeconds * perSecond));
            last = now;
            if (tokens < 1 || (channels.TryGetValue(channel, out var before) && now - before < Stopwatch.Frequency))
            {
                Rejected++;
                return false;
            }

            tokens--;
            channels[channel] = now;
            taken.Add(now);
            return true;
        }
    }
}
