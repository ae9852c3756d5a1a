using System.Collections.Concurrent;
using NodaTime;

namespace PerfSignal.Tests.Delivery;

/// <summary>A clock that runs from one timer to the next as soon as nothing is left to do, on one thread: minutes of waiting take a moment.</summary>
public sealed class VirtualTime : TimeProvider
{
    private readonly PriorityQueue<Timer, (Instant At, long Order)> timers = new();
    private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> work = [];
    private long order;
    private int outside;

    public Instant Now { get; private set; } = Instant.FromUtc(2026, 11, 24, 9, 0);

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();

    public override long GetTimestamp() => Now.ToUnixTimeTicks();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        CreateTimer(callback, state, dueTime, at => at);

    /// <summary>A node on this clock whose timers fire late while it stalls.</summary>
    public TimeProvider Node(IReadOnlyList<(Instant From, Instant To)> stalls) => new Stalling(this, stalls);

    /// <summary>Something that takes real time, such as a database server: until it is disposed, on the thread of the clock, the clock waits for it.</summary>
    public IDisposable Outside() => new Waited(this);

    /// <summary>Runs until the task has ended, all of it on the caller's thread.</summary>
    public void Run(Func<Task> main)
    {
        var before = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(new Here(this));
        try
        {
            var task = main();
            while (!task.IsCompleted)
            {
                if (work.TryTake(out var next, outside > 0 ? TimeSpan.FromMinutes(1) : TimeSpan.Zero))
                {
                    next.Call(next.State);
                }
                else if (outside > 0)
                {
                    throw new InvalidOperationException("What is outside has not answered for a minute.");
                }
                else if (timers.TryDequeue(out var timer, out var due))
                {
                    Now = Instant.Max(Now, due.At);
                    timer.Fire();
                }
                else
                {
                    throw new InvalidOperationException("Nothing is left to do, and the task has not ended.");
                }
            }

            task.GetAwaiter().GetResult();
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(before);
        }
    }

    private Timer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, Func<Instant, Instant> firesAt)
    {
        var timer = new Timer(callback, state);
        if (dueTime != Timeout.InfiniteTimeSpan)
        {
            timers.Enqueue(timer, (firesAt(Now + Duration.FromTimeSpan(dueTime)), order++));
        }

        return timer;
    }

    private sealed class Timer(TimerCallback callback, object? state) : ITimer
    {
        private bool stopped;

        public void Fire()
        {
            if (!stopped)
            {
                callback(state);
            }
        }

        public bool Change(TimeSpan dueTime, TimeSpan period) => throw new NotSupportedException();

        public void Dispose() => stopped = true;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Stalling(VirtualTime time, IReadOnlyList<(Instant From, Instant To)> stalls) : TimeProvider
    {
        public override long TimestampFrequency => time.TimestampFrequency;

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override long GetTimestamp() => time.GetTimestamp();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            time.CreateTimer(
                callback,
                state,
                dueTime,
                at => stalls.FirstOrDefault(stall => stall.From <= at && at < stall.To) is { To: var to } && to > at ? to : at
            );
    }

    private sealed class Waited : IDisposable
    {
        private readonly VirtualTime time;

        public Waited(VirtualTime time) => (this.time = time).outside++;

        public void Dispose()
        {
            (SynchronizationContext.Current is Here).ShouldBeTrue(
                "On another thread the clock might run on before what waited for the answer goes on."
            );
            time.outside--;
        }
    }

    private sealed class Here(VirtualTime time) : SynchronizationContext
    {
        public override void Post(SendOrPostCallback d, object? state) => time.work.Add((d, state));

        public override void Send(SendOrPostCallback d, object? state) => d(state);
    }
}
