using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using static PerfSignal.Bot.Jobs.Planned;

namespace PerfSignal.Bot.Jobs;

/// <summary>Everything the service does by itself, on one page.</summary>
public static class Schedule
{
    /// <summary>Runs on every node: rows are claimed by conditional updates, so nodes share the work and none has to lead.</summary>
    public static IReadOnlyList<Planned> OnEveryNode { get; } =
    [Each<Dispatch>(TimeSpan.FromSeconds(1), "dispatch", (act, ct) => act.Run(ct))];

    /// <summary>Runs on one node at a time.</summary>
    public static IReadOnlyList<Planned> OnOneNode { get; } =
    [Each<PurgeInbound>(TimeSpan.FromHours(24), "purge_inbound", (act, ct) => act.Run(ct))];

    public static IEnumerable<Planned> All => OnEveryNode.Concat(OnOneNode);
}
