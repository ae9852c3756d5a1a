using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Writes what became of attempts, also where the database is away for a moment or one of them cannot be written: what was sent must be known.</summary>
internal sealed class Endings(IServiceScopeFactory scopes, TimeProvider clock, DispatchSettings settings, DispatchLog log)
{
    private static readonly string[] Away = ["08", "53", "57P"];
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <returns>For each whether its lease still held.</returns>
    public async Task<IReadOnlyList<bool>> Write(IReadOnlyList<(DeliveryRow Row, Step Step)> group)
    {
        try
        {
            IReadOnlyList<DeliveryRow> lost = [];
            await Surely<Ends>(async ends => lost = await ends.Write(group, CancellationToken.None), settings.Timeout);
            return [.. group.Select(end => !lost.Contains(end.Row))];
        }
        catch (Exception bug) when (!IsAway(bug))
        {
            return group.Count == 1 ? [await SetAside(group[0], bug)] : await OneByOne(group);
        }
    }

    /// <summary>Stores that a workspace is left alone, and that a recipient is gone; the row's end is written whatever becomes of these.</summary>
    public async Task Note(DeliveryRow row, Step step, Holds holds)
    {
        try
        {
            if (step is { Hold: { } hold, Platform: { } platform })
            {
                var workspace = step.Workspace ?? PlatformHold.Everywhere;
                await Surely<PerfSignalData>(
                    data => holds.Set(data, platform, workspace, hold, CancellationToken.None),
                    settings.Timeout / 2
                );
                if (holds.IsNews(platform, workspace, hold.Until, clock.Now()))
                {
                    log.Held(platform, workspace, step.Word, hold.Until);
                }
            }

            if (step.RecipientGone)
            {
                await Surely<Claims>(claims => claims.MarkGone(row, CancellationToken.None), settings.Timeout / 2);
            }
        }
        catch (Exception bug) when (bug is DbException or DbUpdateException or InvalidOperationException)
        {
            log.Bug(row, bug);
        }
    }

    /// <summary>Two nodes may insert the same at the same moment, and the second try finds it there; a database that is away is asked again.</summary>
    /// <param name="within">How long; after that the lease runs out, and the row is looked for as after any attempt without an answer.</param>
    public async Task Surely<T>(Func<T, Task> work, Duration within)
        where T : notnull
    {
        var latest = clock.Now() + within;
        var again = false;
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await work(scope.ServiceProvider.GetRequiredService<T>());
                return;
            }
            catch (Exception away) when (IsAway(away) && clock.Now() < latest)
            {
                // Nothing tells when a database is back.
                await Task.Delay(Pause, clock);
            }
            catch (DbUpdateException) when (!again)
            {
                again = true;
            }
        }
    }

    private async Task<IReadOnlyList<bool>> OneByOne(IReadOnlyList<(DeliveryRow Row, Step Step)> group)
    {
        var held = new List<bool>();
        foreach (var end in group)
        {
            held.AddRange(await Write([end]));
        }

        return held;
    }

    private async Task<bool> SetAside((DeliveryRow Row, Step Step) end, Exception bug)
    {
        log.Bug(end.Row, bug);
        await using var scope = scopes.CreateAsyncScope();
        var step = DeliveryRules.AfterUnwritable(end.Step, bug.GetType().Name);
        return await scope.ServiceProvider.GetRequiredService<Ends>().SetAside(end.Row, step, CancellationToken.None);
    }

    /// <summary>Whether the database, not what it was asked, is the matter: classes 08, 53 and 57P (https://www.postgresql.org/docs/current/errcodes-appendix.html).</summary>
    private static bool IsAway(Exception error)
    {
        for (var inner = error; inner is not null; inner = inner.InnerException)
        {
            if (
                inner is DbException database
                && (
                    database.IsTransient
                    || database.SqlState is { } state && (Array.Exists(Away, start => state.StartsWith(start, StringComparison.Ordinal)))
                )
            )
            {
                return true;
            }
        }

        return false;
    }
}
