namespace PerfSignal.Tests.Fakes;

/// <summary>A clock whose timers fire when a test reaches their moment, however long the machine takes for what lies between.</summary>
/// <param name="wall">Tells the date and the time of day.</param>
public sealed class StagedClock(TimeProvider wall) : TimeProvider
{
    private readonly Lock gate = new();
    private readonly List<Timer> timers = [];
    private readonly List<(TimeSpan At, TaskCompletionSource Exists)> awaited = [];
    private TimeSpan elapsed;

    /// <summary>What has passed since the clock was made.</summary>
    public TimeSpan Elapsed
    {
        get
        {
            lock (gate)
            {
                return elapsed;
            }
        }
    }

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => wall.GetUtcNow();

    public override long GetTimestamp() => Elapsed.Ticks;

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Ends once something waits for a moment, in seconds since the clock was made.</summary>
    public Task Awaited(double seconds)
    {
        lock (gate)
        {
            var at = TimeSpan.FromSeconds(seconds);
            var exists = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            if (timers.Exists(timer => timer.At == at))
            {
                exists.SetResult();
            }
            else
            {
                awaited.Add((at, exists));
            }

            return exists.Task.WaitAsync(TimeSpan.FromMinutes(1));
        }
    }

    /// <summary>Goes on to a moment once something waits for it.</summary>
    public async Task Reach(double seconds)
    {
        await Awaited(seconds);
        List<Timer> due;
        lock (gate)
        {
            elapsed = TimeSpan.FromSeconds(seconds);
            due = [.. timers.Where(timer => timer.At <= elapsed).OrderBy(timer => timer.At)];
            timers.RemoveAll(due.Contains);
        }

        due.ForEach(timer => timer.Fire());
    }

    private sealed class Timer(StagedClock clock, TimerCallback callback, object? state) : ITimer
    {
        public TimeSpan At { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (period != Timeout.InfiniteTimeSpan)
            {
                throw new NotSupportedException("Nothing here comes again and again.");
            }

            lock (clock.gate)
            {
                clock.timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan)
                {
                    return true;
                }

                At = clock.elapsed + dueTime;
                clock.timers.Add(this);
                foreach (var waits in clock.awaited.Where(waits => waits.At == At).ToList())
                {
                    clock.awaited.Remove(waits);
                    waits.Exists.SetResult();
                }

                return true;
            }
        }

        public void Dispose()
        {
            lock (clock.gate)
            {
                clock.timers.Remove(this);
            }
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
