using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Reviews;

/// <summary>Who is to be told now, on which date of their own, because of which of their steps and of whose lateness.</summary>
public sealed record DueNudge(Guid PersonId, LocalDate On, HashSet<Guid> Steps, HashSet<StepKey> Late);

/// <summary>Finds who is to be told now: it is between nine and six where they are, it is the day, and they had no card on it.</summary>
public sealed class DueNudges(PerfSignalData data, Access access, OpenSteps steps, PilotGate pilot, TimeProvider clock)
{
    public async Task<IReadOnlyList<DueNudge>> Now(CancellationToken ct)
    {
        var open = await steps.Open(ct);
        var days = open.Count == 0 ? [] : await Days(open, ct);
        var due = new Dictionary<Guid, DueNudge>();
        foreach (var (day, zones) in days)
        {
            foreach (var (cycle, step) in open.SelectMany(one => one.Steps.Select(step => (one.Cycle, step))))
            {
                if (NudgeDays.IsOne(cycle, step.Due, day))
                {
                    foreach (var person in await Doers(cycle, step, day, zones, ct))
                    {
                        Of(person, day).Steps.Add(step.Id);
                    }
                }

                if (NudgeDays.Escalation(cycle, step.Due) <= day)
                {
                    foreach (var (told, doer) in await Late(cycle, step, day, zones, ct))
                    {
                        Of(told, day).Late.Add(new StepKey(step.Id, doer));
                    }
                }
            }
        }

        return [.. due.Values];

        DueNudge Of(Guid person, LocalDate day) => due.TryGetValue(person, out var one) ? one : due[person] = new(person, day, [], []);
    }

    /// <summary>Today's dates around the world on which there may be something to tell, with the zones where it is the time of day for it.</summary>
    private async Task<IReadOnlyList<(LocalDate Day, List<string> Zones)>> Days(
        IReadOnlyList<(ReviewCycle Cycle, IReadOnlyList<CycleStep> Steps)> open,
        CancellationToken ct
    )
    {
        var (now, today) = (clock.Now(), clock.Today(DateTimeZone.Utc));
        bool Told(LocalDate day) =>
            NudgeDays.IsWorkingDay(day)
            && open.Any(one =>
                one.Steps.Any(step => NudgeDays.IsOne(one.Cycle, step.Due, day) || NudgeDays.Escalation(one.Cycle, step.Due) <= day)
            );
        var days = new[] { today.PlusDays(-1), today, today.PlusDays(1) }.Where(Told).ToHashSet();
        if (days.Count == 0)
        {
            return [];
        }

        var zones = await data.People.Select(person => person.ChosenTimeZone ?? person.TimeZone).Distinct().ToListAsync(ct);
        return
        [
            .. zones
                .Select(zone => (Zone: zone, Local: now.InZone(Zones.Of(zone)).LocalDateTime))
                .Where(one => days.Contains(one.Local.Date))
                .Where(one => one.Local.TimeOfDay >= NudgeDays.Morning && one.Local.TimeOfDay < NudgeDays.Evening)
                .GroupBy(one => one.Local.Date)
                .Select(group => (group.Key, group.Select(one => one.Zone).ToList())),
        ];
    }

    private async Task<List<Guid>> Doers(ReviewCycle cycle, CycleStep step, LocalDate day, List<string> zones, CancellationToken ct)
    {
        var doers = (await steps.In(cycle, step.Id, ct)).Select(one => one.DoerId);
        var (id, most, nudges) = (step.Id, cycle.MostNudges, access.ForService<StepNudge>());
        return await (await pilot.Inside(Reached(day, zones), ct))
            .Where(person => doers.Contains(person.Id))
            .Where(person => nudges.Count(nudge => nudge.StepId == id && nudge.PersonId == person.Id) < most)
            .Select(person => person.Id)
            .ToListAsync(ct);
    }

    /// <summary>Whoever is open although a nudge announced that their manager is told; HR where nobody is above them.</summary>
    private async Task<List<(Guid Told, Guid Doer)>> Late(
        ReviewCycle cycle,
        CycleStep step,
        LocalDate day,
        List<string> zones,
        CancellationToken ct
    )
    {
        var (id, nudges, before) = (step.Id, access.ForService<StepNudge>(), access.ForService<StepEscalation>());
        var since = cycle.EscalateEveryDays > 0 ? WorkingDays.Before(day, cycle.EscalateEveryDays) : cycle.From.PlusYears(-10);
        var told = before.Where(row => row.StepId == id && row.On > since);
        // A warning from before somebody opened the step again was about what they had completed since.
        var (all, reopened) = (await steps.In(cycle, step.Id, ct), access.ForService<StepDone>().Where(row => row.StepId == id));
        var open = all.Where(one =>
                nudges.Any(nudge =>
                    nudge.StepId == id
                    && nudge.PersonId == one.DoerId
                    && nudge.Announced <= day
                    && !reopened.Any(row => row.SubjectId == one.SubjectId && row.ReopenedAt > nudge.At)
                )
            )
            .Select(one => one.DoerId);
        var late = data.People.Where(person => open.Contains(person.Id));
        var (lines, reached) = (steps.Lines(steps.Today), Reached(day, zones));
        var inside = await pilot.Inside(reached, ct);
        var above = await late.Where(person => !told.Any(row => row.DoerId == person.Id))
            .Join(lines, person => person.Id, line => line.ReportId, (person, line) => new { Told = line.ManagerId, Doer = person.Id })
            .Where(one => inside.Any(person => person.Id == one.Told))
            .ToListAsync(ct);
        // HR is told for their office, whether or not the pilot takes in themselves.
        var hr = await (
            from person in late.Where(person => !lines.Any(line => line.ReportId == person.Id))
            from role in data.PersonRoles
            where role.Kind == RoleKind.Hr && (role.Department == null || role.Department == person.Department)
            where role.PersonId != person.Id && !told.Any(row => row.DoerId == person.Id && row.ToldId == role.PersonId)
            where reached.Any(one => one.Id == role.PersonId)
            select new { Told = role.PersonId, Doer = person.Id }
        ).ToListAsync(ct);
        return [.. above.Concat(hr).Select(one => (one.Told, one.Doer))];
    }

    /// <summary>People in zones where it is the time of day for it, who work and are not away, and had no card that day.</summary>
    private IQueryable<Person> Reached(LocalDate day, List<string> zones)
    {
        var (now, nudges, escalations) = (clock.Now(), access.ForService<StepNudge>(), access.ForService<StepEscalation>());
        return data.People.Where(person =>
            zones.Contains(person.ChosenTimeZone ?? person.TimeZone)
            && person.HireDate <= day
            && (person.LastDay == null || person.LastDay >= day)
            && (person.PausedUntil == null || person.PausedUntil <= now)
            && !nudges.Any(nudge => nudge.PersonId == person.Id && nudge.On == day)
            && !escalations.Any(row => row.ToldId == person.Id && row.On == day)
        );
    }
}
