using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Forgets answered events once no platform repeats them any more.</summary>
public sealed class PurgeInbound(PerfSignalData data, TimeProvider clock)
{
    /// <summary>Platforms repeat an event for minutes; a browser sends a form again for as long as its page stays open.</summary>
    public static Duration Keep { get; } = Duration.FromDays(7);

    public async Task Run(CancellationToken ct)
    {
        var before = clock.Now() - Keep;
        await data.Set<InboundRow>().Where(row => row.ReceivedAt < before).ExecuteDeleteAsync(ct);
        // Also what nobody works on any more, as after a platform was switched off: it holds what people wrote.
        await data.Set<InboxRow>().Where(row => row.ReceivedAt < before).ExecuteDeleteAsync(ct);
    }
}
