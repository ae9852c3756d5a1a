using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>The scheduled act `match_accounts`: what nobody could be found for is tried again, so that a corrected people file mends it by itself.</summary>
public sealed class MatchAccounts(PerfSignalData data, Accounts accounts, Greeting greeting, TimeProvider clock)
{
    /// <summary>Who wrote just now is greeted by the answer to that, and not by this act.</summary>
    private static readonly Duration AnsweredBy = Duration.FromMinutes(5);

    /// <summary>A transaction stays short; the next run takes the rest.</summary>
    private const int AtOnce = 500;

    public async Task Run(CancellationToken ct)
    {
        await accounts.MatchOpen(ct);
        await data.SaveChangesAsync(ct);

        // Whoever was refused when they came learns that it works now, also where an import or HR mended it; who never came is not written to.
        var before = clock.Now() - AnsweredBy;
        var waiting = await data.Set<ChatAccount>()
            .Where(row =>
                row.State == AccountState.Matched
                && row.GreetedAt == null
                && row.RemovedAt == null
                && row.ConversationId != null
                && row.LastSeen < before
            )
            .OrderBy(row => row.LastSeen)
            .Take(AtOnce)
            .ToListAsync(ct);
        foreach (var account in waiting)
        {
            await greeting.Greet(account, asked: false, ct);
        }

        await data.SaveChangesAsync(ct);
    }
}
