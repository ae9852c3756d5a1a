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
    private readonly long begun = Stopwatch.GetTimestamp();

    public bool IsClear { get; set; }

    public bool Storms => !IsClear && (int)Stopwatch.GetElapsedTime(begun).TotalSeconds % Cycle >= Cycle - Storm;

    public Trouble Trouble() => IsClear || Random.Shared.NextDouble() >= Share ? Faults.Trouble.None : (Trouble)Random.Shared.Next(1, 4);

    /// <summary>The same for Slack.</summary>
    public SlackFault? OfSlack(SlackCall call) =>
        call.Method != "chat.postMessage" ? null
        : Storms ? new SlackFault.Throttled(1)
        : Trouble() switch
        {
            Faults.Trouble.Error => new SlackFault.Status(503),
            Faults.Trouble.NoAnswer => new SlackFault.DroppedBefore(),
            Faults.Trouble.DoneWithoutAnswer => new SlackFault.DroppedAfter(),
            _ => null,
        };
}
