using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Calendar;

/// <summary>Scheduled act: reads the calendars that are due and plans at once what changed.</summary>
public sealed class SyncCalendars(IServiceScopeFactory scopes, IEnumerable<ICalendar> calendars)
{
    /// <summary>Calendars claimed at once; a round of them ends well within the lease, whatever the source does.</summary>
    private const int Batch = 64;

    /// <summary>Calendars of one source read side by side; one person's is read by one at a time.</summary>
    private const int AtOnce = 16;

    public Task Run(CancellationToken ct) => Task.WhenAll(calendars.Select(calendar => Read(calendar, ct)));

    /// <summary>Works until nothing is due or the source asks to wait.</summary>
    private async Task Read(ICalendar calendar, CancellationToken ct)
    {
        while (!ct.IsCancellationRequested)
        {
            var taken = await Within<CalendarClaims, IReadOnlyList<CalendarLink>>(claims => claims.Take(calendar.Source, Batch, ct));
            if (taken.Count == 0 || await Round(calendar, taken, ct))
            {
                return;
            }
        }
    }

    /// <returns>Whether the source is to be left alone.</returns>
    private async Task<bool> Round(ICalendar calendar, IReadOnlyList<CalendarLink> taken, CancellationToken ct)
    {
        var lease = taken[0].NextAt;
        var ends = new ConcurrentQueue<(CalendarLink Link, CalendarRead Read)>();
        var held = 0;
        try
        {
            await Parallel.ForEachAsync(
                taken,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = ct },
                async (link, stop) =>
                {
                    if (Volatile.Read(ref held) != 0)
                    {
                        return;
                    }

                    var read = await Within<ReadCalendar, CalendarRead>(one => one.Run(calendar, link, stop));
                    if (read.Hold is not null)
                    {
                        Interlocked.Exchange(ref held, 1);
                    }

                    ends.Enqueue((link, read));
                }
            );
        }
        finally
        {
            await End(calendar.Source, lease, [.. ends]);
        }

        return held != 0;
    }

    /// <summary>What was read is written also when the service stops meanwhile.</summary>
    private async Task End(string source, Instant lease, IReadOnlyList<(CalendarLink Link, CalendarRead Read)> ends)
    {
        await using (var scope = scopes.CreateAsyncScope())
        {
            var claims = scope.ServiceProvider.GetRequiredService<CalendarClaims>();
            await using var transaction = await scope
                .ServiceProvider.GetRequiredService<PerfSignalData>()
                .Database.BeginTransactionAsync(CancellationToken.None);
            foreach (var (link, _) in ends.Where(end => !end.Read.Stored))
            {
                await claims.End(link, lease, CancellationToken.None);
            }

            if (ends.Max(end => end.Read.Hold) is { } until)
            {
                await claims.Hold(source, until, lease, CancellationToken.None);
            }

            await transaction.CommitAsync(CancellationToken.None);
        }

        var touched = ends.SelectMany(end => end.Read.Touched).ToHashSet();
        if (touched.Count > 0)
        {
            await Within<PlanOccurrences, PlanOutcome>(plan => plan.Run(touched, CancellationToken.None));
        }
    }

    private async Task<TResult> Within<T, TResult>(Func<T, Task<TResult>> work)
        where T : notnull
    {
        await using var scope = scopes.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<T>());
    }
}
