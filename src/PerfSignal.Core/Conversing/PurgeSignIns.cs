using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Forgets links, sessions and sign-ins that are over.</summary>
public sealed class PurgeSignIns(PerfSignalData data, TimeProvider clock)
{
    public async Task Run(CancellationToken ct)
    {
        var now = clock.Now();
        await data.Set<WebLink>().Where(row => row.EndsAt <= now).ExecuteDeleteAsync(ct);
        await data.Set<WebSession>().Where(row => row.EndsAt <= now).ExecuteDeleteAsync(ct);
        await data.Set<SpentSignIn>().Where(row => row.EndsAt <= now).ExecuteDeleteAsync(ct);
    }
}
