using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.Jobs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Hosting;

/// <summary>What the doctor finds in the database: whether it can be used, and what the service left there about its work.</summary>
public sealed class DatabaseCheckup(PerfSignalData data, Migrator migrator, DatabaseOptions options, TimeProvider clock)
{
    private static readonly Duration Fresh = Duration.FromHours(24);

    private static readonly Duration LongAgo = Duration.FromDays(90);

    /// <summary>Some act is due every few seconds.</summary>
    private static readonly Duration Still = Duration.FromMinutes(5);

    /// <summary>An act that did not go well for this many of its intervals, and at least five minutes, is late.</summary>
    private const int LateAfter = 3;

    public async Task<IReadOnlyList<Finding>> Run(CancellationToken ct)
    {
        try
        {
            migrator.CheckPlace();
            var state = await migrator.State(ct);
            if (state != SchemaState.Current)
            {
                return [Unfit(state)];
            }

            await Writable(ct);
        }
        catch (EnvironmentProblem problem)
        {
            return [new Finding("database", Grade.Outside, problem.Message)];
        }
        catch (Exception error) when (DatabaseProblem.From(options, error) is { } problem)
        {
            return [new Finding("database", Grade.Outside, problem.Message)];
        }

        return
        [
            Finding.Good("database", $"{options.Provider} is reachable, current and writable"),
            .. await Acts(ct),
            .. await Sources(ct),
            .. await Inbox(ct),
        ];
    }

    private static Finding Unfit(SchemaState state) =>
        state == SchemaState.Newer
            ? new Finding(
                "database",
                Grade.Bad,
                "The database was written by a newer version of the program.",
                "Start that version, or restore the backup made before the upgrade."
            )
            : new Finding(
                "database",
                Grade.Bad,
                state == SchemaState.Missing ? "The database was not created yet." : "The database is of an older version.",
                "Run the command `migrate`."
            );

    /// <summary>Writes a row and takes it back.</summary>
    private async Task Writable(CancellationToken ct)
    {
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        data.Add(new ActRun { Act = $"doctor {Guid.NewGuid():N}" });
        await data.SaveChangesAsync(ct);
        await transaction.RollbackAsync(ct);
        data.ChangeTracker.Clear();
    }

    private async Task<IEnumerable<Finding>> Acts(CancellationToken ct)
    {
        var now = clock.Now();
        var runs = await data.Set<ActRun>().AsNoTracking().ToDictionaryAsync(run => run.Act, StringComparer.Ordinal, ct);
        if (runs.Count == 0)
        {
            return [new Finding("schedule", Grade.Note, "The service never ran on this database.", "Start it with the command `serve`.")];
        }

        // A database restored from an old backup looks the same, so this is for the operator to judge.
        return runs.Values.Max(run => run.GoodAt) is { } newest && now - newest > LongAgo
                ?
                [
                    new Finding(
                        "clocks",
                        Grade.Bad,
                        $"The service last worked at {newest}, {(now - newest).Days} days before what this machine's clock shows.",
                        "If it worked yesterday, the clock is wrong: set it, and let it be kept right. Otherwise start the service with the command `serve`."
                    ),
                ]
            : runs.Values.Max(run => run.GoodAt) is { } last && now - last > Still
                ?
                [
                    new Finding(
                        "schedule",
                        Grade.Bad,
                        $"The service does not run: it last worked at {last}.",
                        "Start it with the command `serve`."
                    ),
                    .. Schedule
                        .All.Where(act => runs.GetValueOrDefault(act.Name) is { FailuresInARow: > 0 })
                        .Select(act => Of(act, runs[act.Name], now)),
                ]
            : Schedule.All.Select(act => Of(act, runs.GetValueOrDefault(act.Name), now));
    }

    private static Finding Of(Planned act, ActRun? run, Instant now)
    {
        if (run is { FailuresInARow: > 0 })
        {
            return new Finding(
                "schedule",
                Grade.Bad,
                $"{act.Name} failed {run.FailuresInARow} times in a row, last at {run.BadAt}; it {(run.GoodAt is { } last ? $"last went well at {last}" : "never went well")}.",
                $"Look for the reference {run.Reference} in the log."
            );
        }

        var late = Duration.Max(Duration.FromTimeSpan(act.Every * LateAfter), Duration.FromMinutes(5));
        if (run?.GoodAt is not { } good)
        {
            return new Finding(
                "schedule",
                Grade.Note,
                $"{act.Name} has not run yet.",
                "Is the service running? Start it with the command `serve`."
            );
        }

        return good > now + Duration.FromMinutes(5)
                ? new Finding(
                    "clocks",
                    Grade.Bad,
                    $"{act.Name} ran at {good}, which has not come yet: a clock was set back, or the clocks of two machines differ.",
                    "Let the clocks be kept right on every machine."
                )
            : now - good > late
                ? new Finding(
                    "schedule",
                    Grade.Bad,
                    $"{act.Name} last went well at {good}.",
                    "Is the service running? Start it with the command `serve`."
                )
            : Finding.Good("schedule", $"{act.Name} went well at {good}");
    }

    private async Task<IEnumerable<Finding>> Sources(CancellationToken ct)
    {
        var now = clock.Now();
        var readings = await data.Set<SourceReading>().AsNoTracking().OrderBy(reading => reading.Source).ToListAsync(ct);
        return readings.Count == 0
            ? [new Finding("sources", Grade.Note, "No source was ever read, so briefs have no figures.", "Run `import facts FILE.csv`.")]
            : readings.Select(reading =>
                now - reading.ReadAt > Fresh
                    ? new Finding(
                        "sources",
                        Grade.Bad,
                        $"{reading.Source} was last read at {reading.ReadAt}, more than 24 hours ago.",
                        "Import its newest file; until then its figures are marked as old."
                    )
                    : Finding.Good("sources", $"{reading.Source} was read at {reading.ReadAt}")
            );
    }

    /// <summary>What platforms sent and nobody has worked on; where all is well there is nothing to say.</summary>
    private async Task<IEnumerable<Finding>> Inbox(CancellationToken ct)
    {
        var (since, overdue) = (clock.Now() - Fresh, clock.Now() - Duration.FromMinutes(10));
        var rows = data.Set<InboxRow>().AsNoTracking();
        var failed = await rows.Where(row => row.DoneAt >= since && row.Problem != null)
            .GroupBy(row => new { row.Platform, row.Problem })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToListAsync(ct);
        var waiting = await rows.CountAsync(row => row.DoneAt == null && row.ReceivedAt < overdue, ct);
        var findings = failed
            .Select(group => new Finding(
                "inbox",
                Grade.Bad,
                $"{group.Count} requests of {group.Key.Platform} of the last 24 hours were given up: {group.Key.Problem}.",
                "Look for their references in the log."
            ))
            .ToList();
        if (waiting > 0)
        {
            findings.Add(
                new Finding(
                    "inbox",
                    Grade.Bad,
                    $"{waiting} requests of chat platforms have waited for more than ten minutes.",
                    "Is the service running? Does the platform answer?"
                )
            );
        }

        return findings;
    }
}
