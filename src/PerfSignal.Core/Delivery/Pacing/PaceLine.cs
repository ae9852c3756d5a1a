using NodaTime;

namespace PerfSignal.Core.Delivery.Pacing;

/// <summary>The calls of one node to one workspace. All instants are of a clock that never jumps.</summary>
internal sealed class PaceLine(PaceLimit limit) : IDisposable
{
    /// <summary>Beside other nodes a call that leaves later than this after its moment would come too near to what they drew.</summary>
    private static readonly Duration Late = Duration.FromMilliseconds(10);

    private const int ManyConversations = 1000;

    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Lock bookkeeping = new();
    private readonly CallWindow all = new();
    private readonly Lateness lateness = new();
    private readonly Dictionary<string, CallWindow> conversations = new(StringComparer.Ordinal);
    private TaskCompletionSource wrote = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Drawn? drawn;
    private Instant held;
    private int used;
    private int left;
    private int late;
    private int waiting;

    /// <summary>How many conversations are remembered.</summary>
    public int Conversations
    {
        get
        {
            lock (bookkeeping)
            {
                return conversations.Count;
            }
        }
    }

    /// <summary>How long a call that comes now has to wait, about.</summary>
    public Duration Expected(Instant now)
    {
        lock (bookkeeping)
        {
            return drawn is { } calls
                ? Duration.Max(Duration.Zero, calls.First - now) + Duration.FromSeconds(waiting / (double)calls.PerSecond)
                : Duration.Zero;
        }
    }

    /// <summary>Waits for the turn to leave; disposing ends it.</summary>
    public async Task<IDisposable> Turn(CancellationToken ct)
    {
        Interlocked.Increment(ref waiting);
        try
        {
            await turn.WaitAsync(ct);
        }
        catch
        {
            Interlocked.Decrement(ref waiting);
            throw;
        }

        return new Ending(this);
    }

    /// <summary>Uses what was drawn, unless a rejection came before the answer of the database: <see cref="Hold"/>.</summary>
    public void Take(Drawn calls)
    {
        lock (bookkeeping)
        {
            (drawn, used) = (IsOld(calls) ? null : calls, 0);
        }
    }

    /// <summary>Calls that left since this was asked last.</summary>
    public int Left() => Interlocked.Exchange(ref left, 0);

    /// <summary>What was drawn before a rejection is not used any more.</summary>
    public void Drop()
    {
        lock (bookkeeping)
        {
            drawn = null;
        }
    }

    /// <summary>Nothing leaves before an instant; what is drawn once the hold is known begins no earlier, so that an earlier beginning tells an old draw.</summary>
    public void Hold(Instant until)
    {
        lock (bookkeeping)
        {
            held = Instant.Max(held, until);
            drawn = drawn is { } calls && IsOld(calls) ? null : drawn;
        }
    }

    /// <summary>When the next call that was drawn may leave; null where more have to be drawn.</summary>
    public Instant? Next(Instant now)
    {
        lock (bookkeeping)
        {
            while (drawn is { } calls && used < calls.Count)
            {
                var at = Slot(calls);
                var dropped = calls.Alone ? at < now - Permits.CatchUp : at < now - Late;
                if (!dropped && !calls.Alone && late > 0)
                {
                    // A call that was written late stands where this one would.
                    (dropped, late) = (true, late - 1);
                }

                if (!dropped)
                {
                    return at;
                }

                used++;
            }

            return null;
        }
    }

    /// <summary>This process was to go on at an instant, and does so now.</summary>
    public void Woke(Instant due, Instant now)
    {
        lock (bookkeeping)
        {
            lateness.Saw(now, now - due);
        }
    }

    /// <summary>When there is room for one more call beside those that left; null where one of them has to be written first.</summary>
    public Instant? RoomAt(Instant now)
    {
        lock (bookkeeping)
        {
            var perSecond = drawn?.PerSecond ?? limit.First;
            var most = Math.Max(1, (int)perSecond);
            return all.RoomAt(now, most, Window(now) * (most / (double)perSecond));
        }
    }

    /// <summary>The same of one conversation.</summary>
    public Instant? RoomIn(string conversation, Instant now)
    {
        lock (bookkeeping)
        {
            return Of(conversation, now).RoomAt(now, limit.PerConversation, Window(now));
        }
    }

    /// <summary>Ends when a call was written.</summary>
    public Task Wrote()
    {
        lock (bookkeeping)
        {
            return wrote.Task;
        }
    }

    /// <summary>The next call leaves now; null where what was drawn was dropped meanwhile.</summary>
    public Call? Leave(string? conversation, Instant now)
    {
        lock (bookkeeping)
        {
            if (drawn is not { } calls || used >= calls.Count)
            {
                return null;
            }

            var call = new Call(Slot(calls), calls.Alone);
            (used, left) = (used + 1, left + 1);
            all.Add(call);
            if (conversation is not null)
            {
                Of(conversation, now).Add(call);
            }

            return call;
        }
    }

    public void Written(Call call, Instant now)
    {
        TaskCompletionSource waited;
        lock (bookkeeping)
        {
            if (call.Written is null && !call.Alone && now > call.Slot + Late)
            {
                late++;
            }

            call.Written = now;
            (waited, wrote) = (wrote, new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously));
        }

        waited.SetResult();
    }

    /// <summary>Both instants come from the clock on the wall, which is read a moment apart from the other: by so much they may differ.</summary>
    private bool IsOld(Drawn calls) => calls.First < held - Late;

    private Duration Window(Instant now) => PaceSettings.Window + lateness.Beyond(now);

    private Instant Slot(Drawn calls) => calls.First + calls.Step * used;

    private CallWindow Of(string conversation, Instant now)
    {
        if (conversations.Count > ManyConversations)
        {
            foreach (var (name, window) in conversations.ToList())
            {
                window.Forget(now - Window(now));
                if (window.IsEmpty)
                {
                    conversations.Remove(name);
                }
            }
        }

        if (!conversations.TryGetValue(conversation, out var own))
        {
            conversations[conversation] = own = new CallWindow();
        }

        return own;
    }

    public void Dispose() => turn.Dispose();

    private sealed class Ending(PaceLine line) : IDisposable
    {
        public void Dispose()
        {
            Interlocked.Decrement(ref line.waiting);
            line.turn.Release();
        }
    }
}
