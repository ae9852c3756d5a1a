namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Counts the work of expanding rules, so that a rule that fires each second or never ends soon with a clear error.</summary>
internal sealed class RecurrenceWork(IcsLimits limits)
{
    private long _total;
    private int _event;
    private int _line;

    public void Begin(int line)
    {
        _line = line;
        _event = 0;
    }

    public void Step()
    {
        if (++_event > limits.MaxStepsPerEvent)
        {
            throw new IcsException(_line, "the recurrence rule needs too much work to expand; use a longer FREQ, or remove the parts that never match.");
        }

        if (++_total > limits.MaxSteps)
        {
            throw new IcsException(_line, "the recurrence rules of this calendar together need too much work to expand; export fewer events.");
        }
    }
}
