using System.Diagnostics.Metrics;

namespace PerfSignal.Core.Delivery.Queue;

/// <summary>The outbox in figures for whatever collects those of .NET, as `dotnet-counters monitor --counters PerfSignal.Delivery` does.</summary>
public static class DeliveryMeter
{
    public const string Name = "PerfSignal.Delivery";

    private static readonly Meter Meter = new(Name);
    private static readonly Counter<long> Sent = Meter.CreateCounter<long>(
        "perfsignal.delivery.sent",
        "{message}",
        "Messages that a platform took from this node."
    );
    private static readonly Counter<long> Failed = Meter.CreateCounter<long>(
        "perfsignal.delivery.failed",
        "{message}",
        "Messages of this node that ended without being sent, by category."
    );
    private static readonly Counter<long> Retried = Meter.CreateCounter<long>(
        "perfsignal.delivery.retried",
        "{message}",
        "Messages of this node that wait for another try, by category."
    );
    private static readonly ObservableGauge<int> Depth = Meter.CreateObservableGauge(
        "perfsignal.delivery.depth",
        () => (last?.Depths ?? []).Select(depth => new Measurement<int>(depth.Waiting, Lane(depth), Platform(depth.Platform))),
        "{message}",
        "Messages without an end, of all nodes."
    );
    private static readonly ObservableGauge<double> Oldest = Meter.CreateObservableGauge(
        "perfsignal.delivery.oldest_due",
        () =>
            (last?.Depths ?? [])
                .Where(depth => depth.Oldest is not null)
                .Select(depth => new Measurement<double>(
                    (last!.At - depth.Oldest!.Value).TotalSeconds,
                    Lane(depth),
                    Platform(depth.Platform)
                )),
        "s",
        "How long the message has been due that has been so longest."
    );
    private static readonly ObservableGauge<int> Held = Meter.CreateObservableGauge(
        "perfsignal.delivery.held",
        () => (last?.Holds ?? []).Select(hold => new Measurement<int>(1, Platform(hold.Platform), new("because", hold.Because.ToString()))),
        "{platform}",
        "1 for each platform that is left alone for a while."
    );
    private static volatile QueueState? last;

    /// <summary>Whether anybody listens to what has to be counted in the database.</summary>
    public static bool IsWatched => Depth.Enabled || Oldest.Enabled || Held.Enabled;

    /// <summary>What the gauges show until the next look.</summary>
    public static void Show(QueueState state) => last = state;

    /// <summary>One attempt of this node has ended.</summary>
    public static void Count(Step step)
    {
        var counter =
            step.State == DeliveryState.Sent ? Sent
            : step.State == DeliveryState.Failed ? Failed
            : step is { State: DeliveryState.Waiting, Category: not null } ? Retried
            : null;
        counter?.Add(1, Platform(step.Platform), new("category", step.Category?.ToString() ?? "none"));
    }

    private static KeyValuePair<string, object?> Lane(QueueDepth depth) => new("lane", depth.Lane.ToString());

    private static KeyValuePair<string, object?> Platform(Conversing.PlatformName? platform) =>
        new("platform", platform?.ToString() ?? "none");
}

/// <summary>Counts the queue for <see cref="DeliveryMeter"/> while somebody listens.</summary>
public sealed class MeasureQueue(QueueView view)
{
    public async Task Run(CancellationToken ct)
    {
        if (DeliveryMeter.IsWatched)
        {
            DeliveryMeter.Show(await view.Read(ct));
        }
    }
}
