using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Deletes what was typed for questions that nobody answered within a day.</summary>
public sealed class PurgeDialogues(PerfSignalData data, TimeProvider clock)
{
    public async Task Run(CancellationToken ct)
    {
        var before = clock.Now() - Dialogue.KeptFor;
        await data.Set<Dialogue>().Where(row => row.AskedAt <= before).ExecuteDeleteAsync(ct);
    }
}
