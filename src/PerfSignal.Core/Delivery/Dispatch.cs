using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>
/// Brings out what the outbox holds, urgent rows first, a limited number at a time. Any number of nodes may run it; a node that is killed at any
/// point leaves rows whose lease runs out and that another round finishes.
/// </summary>
public sealed class Dispatch : IDisposable
{
    private readonly IServiceScopeFactory scopes;
    private readonly TimeProvider clock;
    private readonly DispatchSettings settings;
    private readonly DispatchLog log;
    private readonly Endings endings;
    private readonly SemaphoreSlim turn = new(1, 1);
    private readonly Together<(DeliveryRow Row, PlatformName Platform), bool> begins;
    private readonly Together<(DeliveryRow Row, Step Step), bool> ends;

    public Dispatch(IServiceScopeFactory scopes, TimeProvider clock, DispatchSettings settings, DispatchLog log)
    {
        (this.scopes, this.clock, this.settings, this.log) = (scopes, clock, settings, log);
        endings = new Endings(scopes, clock, settings, log);
        begins = new(group => InTurn(() => Begin(group)));
        ends = new(group => InTurn(() => endings.Write(group)));
    }

    /// <summary>Works until nothing is due, or the service stops: then what was claimed is finished or given back.</summary>
    public async Task Run(CancellationToken ct)
    {
        using var stop = new CancellationTokenSource(Timeout.InfiniteTimeSpan, clock);
        await using var stopping = ct.Register(() => stop.CancelAfter(settings.StopWithin.ToTimeSpan()));
        var flow = new Flow(settings.AtOnce, clock);
        var holds = new Holds();
        var tidy = Instant.MinValue;
        try
        {
            while (!ct.IsCancellationRequested)
            {
                if (tidy <= clock.Now())
                {
                    tidy = await Within<Tidy, Instant>(one => one.Run(ct));
                }

                await flow.Room();
                var taken = await Take(flow, holds, ct);
                if (taken.Count == 0 && flow.IsEmpty && tidy > clock.Now())
                {
                    return;
                }

                var placed = await Place(taken, flow);
                foreach (var rows in placed.GroupBy(row => row.Recipient.Id))
                {
                    flow.Add(rows.Key, [.. rows.Select(row => row.Way)], Deliver([.. rows], holds, ct, stop.Token));
                }

                if (placed.Count == 0)
                {
                    await flow.One();
                }
            }
        }
        finally
        {
            await flow.All();
        }

        ct.ThrowIfCancellationRequested();
    }

    public void Dispose() => turn.Dispose();

    private Task<IReadOnlyList<Claimed>> Take(Flow flow, Holds holds, CancellationToken ct) =>
        InTurn(() => Within<Claims, IReadOnlyList<Claimed>>(claims => claims.Take(clock.NewId(), flow.Free, flow.Busy, holds, ct)));

    /// <summary>Those of the claimed rows for which their platform has a place; the others are set aside until it has.</summary>
    private async Task<IReadOnlyList<Claimed>> Place(IReadOnlyList<Claimed> taken, Flow flow)
    {
        var (placed, aside) = flow.Free.Divide(taken, row => (row.Way, row.Row.Lane, row.Recipient.Id));
        foreach (var rows in aside.GroupBy(row => (row.Way, row.Row.LeaseId!.Value)))
        {
            var ((platform, claim), ids) = (rows.Key, rows.Select(row => row.Row.Id).ToList());
            await InTurn(async () =>
            {
                await Within<Leases>(leases => leases.SetAside(claim, platform, ids, CancellationToken.None));
                return true;
            });
        }

        return placed;
    }

    /// <summary>Where the database has one writer, waiting here costs less than trying again and again there.</summary>
    private async Task<T> InTurn<T>(Func<Task<T>> work)
    {
        if (!settings.OneWriter)
        {
            return await work();
        }

        await turn.WaitAsync();
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The messages of one recipient, in their order.</summary>
    private async Task Deliver(IReadOnlyList<Claimed> rows, Holds holds, CancellationToken ct, CancellationToken stop)
    {
        var latest = clock.Now() + settings.Lease - settings.Timeout - settings.Timeout;
        for (var i = 0; i < rows.Count; i++)
        {
            // A row whose lease is nearly over is left to another round, so that no two nodes ever send it at once.
            if (ct.IsCancellationRequested || clock.Now() >= latest)
            {
                var left = rows.Skip(i).ToList();
                await Within<Leases>(leases =>
                    leases.Release(left[0].Row.LeaseId!.Value, [.. left.Select(one => one.Row.Id)], CancellationToken.None)
                );
                return;
            }

            await Deliver(rows[i], holds, stop);
        }
    }

    private async Task Deliver(Claimed claimed, Holds holds, CancellationToken stop)
    {
        var row = claimed.Row;
        Step step;
        await using (var scope = scopes.CreateAsyncScope())
        {
            var attempt = scope.ServiceProvider.GetRequiredService<Attempt>();
            try
            {
                step = await attempt.Run(claimed, holds, (begun, platform) => begins.Do((begun, platform)), stop);
            }
            catch (Exception bug) when (!stop.IsCancellationRequested)
            {
                step = DeliveryRules.AfterBug(row, attempt.Sending, bug.GetType().Name, clock.Now(), settings.UncertainWait);
                log.Bug(row, bug);
            }
        }

        // From here on nothing is given up when the service stops: what was sent must be known.
        await endings.Note(row, step, holds);
        if (step.Category == FailureCategory.Invalid)
        {
            log.Refused(row, step.Word);
        }

        Queue.DeliveryMeter.Count(step);
        if (!await ends.Do((row, step)))
        {
            log.Lost(row);
        }
    }

    private async Task<IReadOnlyList<bool>> Begin(IReadOnlyList<(DeliveryRow Row, PlatformName Platform)> group)
    {
        IReadOnlyList<bool> held = [];
        await endings.Surely<Claims>(async claims => held = await claims.Begin(group, CancellationToken.None), settings.Timeout / 2);
        return held;
    }

    private async Task Within<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    private async Task<TResult> Within<T, TResult>(Func<T, Task<TResult>> work)
        where T : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }
}
