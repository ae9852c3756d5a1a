using NodaTime;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>The calls of one node to one workspace, one after the other.</summary>
internal sealed class PaceLine(PaceLimit limit) : IDisposable
{
    /// <summary>A call that leaves later than this after its moment would come too near to what other nodes drew.</summary>
    private static readonly Duration Late = Duration.FromMilliseconds(10);

    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly Lock bookkeeping = new();
    private readonly Queue<Instant> left = new();
    private readonly Dictionary<string, Instant> conversations = new(StringComparer.Ordinal);
    private Drawn? drawn;
    private int used;

    /// <summary>Waits for the turn to leave; disposing ends it.</summary>
    public async Task<IDisposable> Turn(CancellationToken ct)
    {
        await gate.WaitAsync(ct);
        return new Ending(gate);
    }

    public void Take(Drawn calls) => (drawn, used) = (calls, 0);

    /// <summary>What was drawn before a rejection is not used any more.</summary>
    public void Drop() => drawn = null;

    /// <summary>When the next call that was drawn may leave; null where more have to be drawn.</summary>
    public Instant? Next(Instant now)
    {
        while (drawn is { } calls && used < calls.Count)
        {
            var at = calls.First + calls.Step * used++;
            if (calls.Alone || at >= now - Late)
            {
                return Instant.Max(at, Allowed((int)calls.PerSecond));
            }
        }

        return null;
    }

    public void Left(Instant now)
    {
        left.Enqueue(now);
        while (left.Count > (int)Math.Max(1, limit.Most))
        {
            left.Dequeue();
        }
    }

    /// <summary>When a call may go into a conversation; it counts as gone then.</summary>
    public Instant InConversation(string conversation, Instant now)
    {
        lock (bookkeeping)
        {
            if (conversations.Count > 10_000)
            {
                foreach (var old in conversations.Where(one => one.Value < now).Select(one => one.Key).ToList())
                {
                    conversations.Remove(old);
                }
            }

            var at = Instant.Max(now, conversations.GetValueOrDefault(conversation, now));
            conversations[conversation] = at + PaceSettings.Window / (double)limit.PerConversation;
            return at;
        }
    }

    /// <summary>When the call before which as many left as a second allows is a second old.</summary>
    private Instant Allowed(int perSecond) =>
        left.Count >= perSecond ? left.ElementAt(left.Count - Math.Max(1, perSecond)) + PaceSettings.Window : Instant.MinValue;

    public void Dispose() => gate.Dispose();

    private sealed class Ending(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}
