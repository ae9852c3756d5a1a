using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>Scheduled act: plans the 1:1s from an hour ago until two weeks ahead from calendars, cadences and reporting lines.</summary>
public sealed class PlanOccurrences(PerfSignalData data, Organization organization, TimeProvider clock)
{
    public static Duration Back { get; } = Duration.FromHours(1);
    public static Duration Ahead { get; } = Duration.FromDays(14);

    /// <summary>Reports per transaction.</summary>
    private const int Batch = 500;
    private const int Attempts = 3;

    public async Task<PlanOutcome> Run(CancellationToken ct) =>
        await Plan(await data.ReportingLines.Select(line => line.ReportId).Distinct().ToListAsync(ct), ct);

    /// <summary>Plans only what these people have with their managers; who reports to nobody is passed over.</summary>
    public async Task<PlanOutcome> Run(IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var reports = new List<Guid>();
        foreach (var some in people.Distinct().Chunk(Batch))
        {
            reports.AddRange(
                await data
                    .ReportingLines.Where(line => some.Contains(line.ReportId))
                    .Select(line => line.ReportId)
                    .Distinct()
                    .ToListAsync(ct)
            );
        }

        return await Plan(reports, ct);
    }

    private async Task<PlanOutcome> Plan(List<Guid> reports, CancellationToken ct)
    {
        var now = clock.Now();
        var outcome = new PlanOutcome();
        foreach (var some in reports.Order().Chunk(Batch))
        {
            outcome += await PlanSome(some, now, ct);
        }

        return outcome;
    }

    private async Task<PlanOutcome> PlanSome(Guid[] reports, Instant now, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            // Rows that the caller still has to save are not this act's to save or to forget.
            if (data.ChangeTracker.HasChanges())
            {
                throw new InvalidOperationException("Planning starts from a context without unsaved changes.");
            }

            data.ChangeTracker.Clear();
            try
            {
                var outcome = await PlanOnce(reports, now, ct);
                await data.SaveChangesAsync(ct);
                data.ChangeTracker.Clear();
                return outcome;
            }
            catch (DbUpdateException) when (attempt < Attempts)
            {
                // Another node planned the same reports, or a brief left meanwhile: their rows hold, so look again.
                data.ChangeTracker.Clear();
            }
        }
    }

    private async Task<PlanOutcome> PlanOnce(Guid[] reports, Instant now, CancellationToken ct)
    {
        var (from, until) = (now - Back, now + Ahead);
        var pilot = await new PilotGate(data, organization, clock).Now(ct);
        var diaries = await new Diaries(data, organization, pilot).Load(reports, from, until, ct);
        var outcome = new PlanOutcome();
        foreach (var diary in diaries)
        {
            var plan = new PlanReport(diary, now, from, until, clock.NewId);
            outcome += plan.Run();
            data.AddRange(plan.Added);
        }

        return outcome;
    }
}
