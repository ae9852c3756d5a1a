namespace PerfSignal.Tests.Fakes;

/// <summary>Rings when the test says so.</summary>
internal sealed class AlarmClock : TimeProvider
{
    private Action ring = () => { };
    public TimeSpan Due { get; private set; }

    public void Ring() => ring();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        (Due, ring) = (dueTime, () => callback(state));
        return base.CreateTimer(_ => { }, null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }
}
