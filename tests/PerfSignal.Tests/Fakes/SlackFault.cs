namespace PerfSignal.Tests.Fakes;

/// <summary>What goes wrong with one call.</summary>
public abstract record SlackFault
{
    private SlackFault() { }

    public sealed record Throttled(int Seconds) : SlackFault;

    /// <summary>A status and a body that the method itself never answers with; nothing was done.</summary>
    public sealed record Status(int Code, string Body = "") : SlackFault;

    /// <summary>HTTP 200 with `ok: false`; nothing was done.</summary>
    public sealed record Error(string Word) : SlackFault;

    /// <summary>The connection ends before anything was done.</summary>
    /// <param name="Now">Called at that moment.</param>
    public sealed record DroppedBefore(Action? Now = null) : SlackFault;

    /// <summary>It was done, and the connection ends instead of an answer.</summary>
    /// <param name="Now">Called between the two.</param>
    public sealed record DroppedAfter(Action? Now = null) : SlackFault;

    /// <summary>Served when the task is done: a slow answer without a clock.</summary>
    public sealed record Held(Task Until) : SlackFault;
}
