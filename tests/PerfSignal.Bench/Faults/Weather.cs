using System.Collections.Concurrent;
using System.Diagnostics;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench.Faults;

internal enum Trouble
{
    None,

    /// <summary>5xx; nothing was done.</summary>
    Error,

    /// <summary>The connection ends; nothing was done.</summary>
    NoAnswer,

    /// <summary>The connection ends; the message is there.</summary>
    DoneWithoutAnswer,
}

/// <summary>How both platforms are: one call in twenty goes wrong, and every half minute both take nothing for two seconds, until the sky clears.</summary>
internal sealed class Weather
{
    private const double Share = 0.05;
    private const int Cycle = 30;
    private const int Storm = 2;
    private readonly ConcurrentDictionary<Trouble, int> troubles = new();
    private int stormed;
    private readonly long begun = Stopwatch.GetTimestamp();

    public bool IsClear { get; set; }

    /// <summary>Calls that met each kind of trouble.</summary>
    public IReadOnlyDictionary<Trouble, int> Troubles => troubles;

    /// <summary>Calls that fell into a storm.</summary>
    public int Stormed => stormed;

    /// <summary>Whether this call falls into a storm.</summary>
    public bool Storms()
    {
        var storms = !IsClear && (int)Stopwatch.GetElapsedTime(begun).TotalSeconds % Cycle >= Cycle - Storm;
        if (storms)
        {
            Interlocked.Increment(ref stormed);
        }

        return storms;
    }

    public Trouble Trouble()
    {
        var trouble = IsClear || Random.Shared.NextDouble() >= Share ? Faults.Trouble.None : (Trouble)Random.Shared.Next(1, 4);
        troubles.AddOrUpdate(trouble, 1, (_, count) => count + 1);
        return trouble;
    }

    /// <summary>The same for Slack.</summary>
    public SlackFault? OfSlack(SlackCall call) =>
        call.Method != "chat.postMessage" ? null
        : Storms() ? new SlackFault.Throttled(1)
        : Trouble() switch
        {
            Faults.Trouble.Error => new SlackFault.Status(503),
            Faults.Trouble.NoAnswer => new SlackFault.DroppedBefore(),
            Faults.Trouble.DoneWithoutAnswer => new SlackFault.DroppedAfter(),
            _ => null,
        };
}
