namespace PerfSignal.Core.Schedules;

/// <summary>Something the service does by itself when its time comes; it can be run again at any moment without doing anything twice.</summary>
public interface IAct
{
    Task Run(CancellationToken ct);
}
