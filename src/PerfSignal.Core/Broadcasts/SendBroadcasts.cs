using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Scheduled act: begins what is due, makes rows for the people whose moment came, brings edits to what was sent, and ends what is done.</summary>
/// <remarks>Nothing is due most of the time, and then it costs three short queries. It may run on several nodes at once, and stop at any point.</remarks>
public sealed class SendBroadcasts(IServiceScopeFactory scopes, PerfSignalData data, BroadcastSettings settings, TimeProvider clock)
{
    public async Task Run(CancellationToken ct)
    {
        var failures = new List<Exception>();
        var now = clock.Now();
        var due = data.Set<Broadcast>()
            .Where(one =>
                one.NextAt <= now
                && (one.State == BroadcastState.Scheduled || one.State == BroadcastState.Sending || one.State == BroadcastState.Cancelled)
            )
            .OrderBy(one => one.NextAt);
        await Each(due, Sweep, failures, ct);
        var edited = data.Set<Broadcast>()
            .Where(one => one.EditsSpread < one.Edits && one.RetractedAt == null)
            .OrderBy(one => one.EditedAt);
        await Each(edited, SpreadEdit, failures, ct);
        var open = data.Set<Broadcast>()
            .Where(one =>
                one.NextAt == null
                && one.EndedAt == null
                && one.StartedAt != null
                && (one.State == BroadcastState.Sending || one.State == BroadcastState.Cancelled)
            )
            .OrderBy(one => one.StartedAt);
        await Each(open, (id, stop) => In<BroadcastTurn, bool>(turn => turn.End(id, stop)), failures, ct);
        if (failures.Count > 0)
        {
            throw new AggregateException(failures);
        }
    }

    /// <summary>One that fails does not hold up the others.</summary>
    private static async Task Each(
        IQueryable<Broadcast> broadcasts,
        Func<Guid, CancellationToken, Task> act,
        List<Exception> failures,
        CancellationToken ct
    )
    {
        foreach (var id in await broadcasts.Select(one => one.Id).ToListAsync(ct))
        {
            try
            {
                await act(id, ct);
            }
            catch (Exception failure) when (failure is not OperationCanceledException)
            {
                failures.Add(failure);
            }
        }
    }

    private async Task Sweep(Guid id, CancellationToken ct)
    {
        // What is due is fixed before the pages: who becomes due meanwhile is the next run's.
        var began = clock.Now();
        if (!await In<BroadcastTurn, bool>(turn => turn.Begin(id, ct)))
        {
            return;
        }

        await Pages<RowMaker>(await In<RowMaker, List<Guid>>(maker => maker.Due(id, ct)), (maker, page) => maker.MakePage(id, page, ct));
        await In<BroadcastTurn, bool>(turn => turn.Finish(id, began, ct));
    }

    private async Task SpreadEdit(Guid id, CancellationToken ct)
    {
        await Pages<EditSpread>(
            await In<EditSpread, List<Guid>>(spread => spread.Old(id, ct)),
            (spread, page) => spread.Page(id, page, ct)
        );
        await In<EditSpread, bool>(spread => spread.Finish(id, ct));
    }

    /// <summary>As long as a page does not say that it is not to go on.</summary>
    private async Task Pages<T>(IEnumerable<Guid> ids, Func<T, Guid[], Task<bool>> make)
        where T : notnull
    {
        foreach (var page in ids.Chunk(settings.Page))
        {
            if (!await In<T, bool>(step => make(step, page)))
            {
                return;
            }
        }
    }

    /// <summary>A scope of its own for each step, so that nothing of it stays in memory.</summary>
    private async Task<TResult> In<T, TResult>(Func<T, Task<TResult>> step)
        where T : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await step(scope.ServiceProvider.GetRequiredService<T>());
    }
}
