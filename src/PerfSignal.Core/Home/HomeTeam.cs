using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Home;

/// <summary>A manager's reports of today with their next 1:1 and what is open between the two.</summary>
internal sealed class HomeTeam(PerfSignalData data, Access access, TimeProvider clock)
{
    private const int Most = 5;

    /// <summary>Those whose 1:1 comes next, and how many reports there are in all.</summary>
    public async Task<(IReadOnlyList<HomeReport> Shown, int All)> Of(Command command, CancellationToken ct)
    {
        var (me, now) = (command.By.Id, clock.Now());
        var reports = (await Pair.AllOf(data, command.By, command.Reader.Today, ct))
            .Where(pair => pair.Manager.Id == me)
            .Select(pair => pair.Report)
            .DistinctBy(person => person.Id)
            .ToList();
        var next = reports.Count == 0 ? [] : await Next(me, now, ct);
        var shown = new List<HomeReport>();
        // Only those who are shown are read about.
        foreach (
            var report in reports
                .OrderBy(person => next.TryGetValue(person.Id, out var one) ? one.Start : NodaTime.Instant.MaxValue)
                .Take(Most)
        )
        {
            shown.Add(await Line(command, report, next.GetValueOrDefault(report.Id), ct));
        }

        return (shown, reports.Count);
    }

    private async Task<Dictionary<Guid, Occurrence>> Next(Guid manager, NodaTime.Instant now, CancellationToken ct)
    {
        var planned = await data
            .Occurrences.AsNoTracking()
            .Where(one => one.ManagerId == manager && one.State == OccurrenceState.Planned && one.End > now)
            .OrderBy(one => one.Start)
            .ToListAsync(ct);
        return planned.DistinctBy(one => one.ReportId).ToDictionary(one => one.ReportId);
    }

    private async Task<HomeReport> Line(Command command, Person report, Occurrence? next, CancellationToken ct)
    {
        var (reader, me) = (command.Reader, command.By.Id);
        var due = await (await access.Read<Commitment>(command.Viewer, report.Id, Purpose.Team, ct))
            .Where(row => row.ManagerId == me && row.ReportId == report.Id && row.State == CommitmentState.Open)
            .Select(row => row.DueOn)
            .ToListAsync(ct);
        var overdue = due.Count(day => day < reader.Today);
        return new HomeReport(
            report.Id.ToString("N"),
            Short.Name(report.Name),
            next is null ? reader.Say("home_team_no_meeting") : reader.Say("home_team_next", ("when", reader.DateAndTime(next.Start))),
            overdue > 0
                ? reader.Say("home_team_overdue", ("count", reader.Number(due.Count, 0)), ("overdue", reader.Number(overdue, 0)))
                : reader.Say("home_team_open", ("count", reader.Number(due.Count, 0))),
            overdue > 0,
            next?.Id.ToString("N") ?? ""
        );
    }
}
