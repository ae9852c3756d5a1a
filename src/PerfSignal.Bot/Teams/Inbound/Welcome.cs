using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>Greets whoever is heard from for the first time, also where Teams tells of it twice at once.</summary>
internal sealed class Welcome(PerfSignalData data, Greeting greeting)
{
    public async Task Greet(Caller.Known caller, CancellationToken ct)
    {
        await greeting.Greet(caller.Account, asked: true, ct);
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Installation and new member arrive side by side: the other one greets.
            data.ChangeTracker.Clear();
        }
    }
}
