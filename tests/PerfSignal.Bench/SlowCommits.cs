using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace PerfSignal.Bench;

/// <summary>A database that takes its time to save without a transaction of the caller.</summary>
internal sealed class SlowSaves(TimeSpan wait) : SaveChangesInterceptor
{
    public override async ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context?.Database.CurrentTransaction is null)
        {
            using var timer = new PeriodicTimer(wait);
            await timer.WaitForNextTickAsync(cancellationToken);
        }

        return result;
    }
}

/// <summary>A database that takes its time to commit.</summary>
internal sealed class SlowTransactions(TimeSpan wait) : DbTransactionInterceptor
{
    public override async ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction,
        TransactionEventData eventData,
        InterceptionResult result,
        CancellationToken cancellationToken = default
    )
    {
        using var timer = new PeriodicTimer(wait);
        await timer.WaitForNextTickAsync(cancellationToken);
        return result;
    }
}
