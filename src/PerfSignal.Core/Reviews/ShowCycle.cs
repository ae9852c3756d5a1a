using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

/// <summary>One cycle: how far it is by step and department, and for a manager what became of their own reports.</summary>
/// <param name="Count">How many people it reviews; empty for a manager.</param>
/// <param name="More">How many departments, or reports, there are beyond those shown.</param>
public sealed record CycleCard(
    string Row,
    [property: Written] string Title,
    string State,
    string Period,
    [property: Written] string Population,
    string Count,
    string Nudges,
    IReadOnlyList<CycleFact> Steps,
    string DepartmentsTitle,
    IReadOnlyList<CycleFact> Departments,
    string ReportsTitle,
    IReadOnlyList<CycleFact> Reports,
    string More,
    bool CanWrite,
    bool CanOpen,
    bool CanClose
);

public sealed record CycleFact([property: Written] string Title, [property: Written] string Value);

/// <summary>`cycle.show`: HR and the works council see counts, a manager their own reports; for everybody else it is not there.</summary>
public sealed class ShowCycle(PerfSignalData data, CycleFinder cycles, CycleViewers viewers, HrPopulations populations, OpenSteps steps) : IVerb
{
    public const string Name = "cycle.show";
    public const string Card = "cycle";
    private const int Most = 8;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var found =
            Guid.TryParse(command.Row, out var id) && await cycles.Find(id, ct) is { } cycle ? await Write(cycle, command, "", ct) : null;
        await data.SaveChangesAsync(ct);
        return found is null ? new Reply.Said(command.Reader.Say("cycle_gone")) : Reply.Show(Card, found);
    }

    /// <summary>Null for somebody who may not see it.</summary>
    /// <param name="notice">What just happened to it; may be empty.</param>
    public async Task<CycleCard?> Write(ReviewCycle cycle, Command command, string notice, CancellationToken ct)
    {
        var (reader, viewer) = (command.Reader, command.Viewer);
        var population = await viewers.Population(viewer, ct) is { } all && all.Sees(cycle) ? all : null;
        var reports = cycle.State == CycleState.Draft ? [] : await Reports(cycle, command.By, ct);
        if (population is null && reports.Count == 0)
        {
            return null;
        }

        var counts = population is null ? [] : await cycles.ByStep(cycle, population, ct);
        var departments = population is null ? [] : await cycles.ByDepartment(cycle, population, ct);
        var owns = await populations.Of(viewer, ct) is { } hr && hr.Owns(cycle);
        var state = reader.Say(
            population is null ? "cycle_state_plain_" + Word(cycle) : "cycle_state_" + Word(cycle),
            ("done", reader.Number(counts.Sum(one => one.Count.Done), 0)),
            ("all", reader.Number(counts.Sum(one => one.Count.All), 0))
        );
        var lines = await ReportLines(cycle, reports, viewer, reader, ct);
        var more = Math.Max(0, departments.Count - Most) + Math.Max(0, lines.Count - Most);
        return new(
            cycle.Id.ToString("N"),
            cycle.Name,
            notice.Length > 0 ? $"{notice} {state}" : state,
            CycleSaid.Period(cycle, reader),
            CycleSaid.Population(cycle, reader),
            counts.Count == 0 ? "" : reader.Say("cycle_people", ("count", reader.Number(counts[0].Count.All, 0))),
            CycleSaid.Nudges(cycle, reader),
            population is null
                ? [.. (await cycles.Steps(cycle.Id, ct)).Select(step => new CycleFact(CycleSaid.StepName(step, reader), ""))]
                : [.. counts.Select(one => new CycleFact(CycleSaid.StepName(one.Step, reader), CycleSaid.Count(one.Count, reader)))],
            departments.Count < 2 ? "" : reader.Say("cycle_departments"),
            departments.Count < 2
                ? []
                : [.. departments.Take(Most).Select(one => new CycleFact(one.Name, CycleSaid.Count(one, reader)))],
            lines.Count == 0 ? "" : reader.Say("cycle_reports"),
            [.. lines.Take(Most)],
            more == 0 ? "" : reader.Say("review_more", ("count", reader.Number(more, 0))),
            owns && cycle.State != CycleState.Closed,
            owns && cycle.State != CycleState.Open,
            owns && cycle.State == CycleState.Open
        );
    }

    /// <summary>Of the people reviewed those whom the viewer manages today, or stands in for whose manager.</summary>
    private async Task<List<Person>> Reports(ReviewCycle cycle, Person by, CancellationToken ct)
    {
        var managers = await steps.InPlaceOf(by.Id, ct);
        var lines = steps.Lines(steps.Today).Where(line => managers.Contains(line.ManagerId) && line.ReportId != by.Id);
        return await (await steps.Subjects(cycle, ct))
            .Where(person => lines.Any(line => line.ReportId == person.Id))
            .OrderBy(person => person.NameKey)
            .ToListAsync(ct);
    }

    private async Task<List<CycleFact>> ReportLines(
        ReviewCycle cycle,
        List<Person> reports,
        Viewer viewer,
        Reader reader,
        CancellationToken ct
    )
    {
        var said = reports.ToDictionary(person => person.Id, _ => new List<string>());
        foreach (var step in reports.Count == 0 ? [] : await cycles.Steps(cycle.Id, ct))
        {
            foreach (var row in await cycles.Rows(viewer, step, reports, ct))
            {
                said[row.Subject.Id]
                    .Add(
                        row.Done is { } done
                            ? reader.Say("cycle_report_done", ("step", step.Name), ("date", reader.Date(done.At.InZone(reader.Zone).Date)))
                            : reader.Say("cycle_report_open", ("step", step.Name))
                    );
            }
        }

        return reports.ConvertAll(person => new CycleFact(Home.Short.Name(person.Name), string.Join(" · ", said[person.Id])));
    }

    private static string Word(ReviewCycle cycle) => cycle.State.ToString().ToLowerInvariant();
}
