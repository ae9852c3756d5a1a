using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

/// <summary>What is open for somebody, and what they completed, as they read it.</summary>
public sealed class MySteps(PerfSignalData data, Access access, OpenSteps steps, StepCards cards)
{
    /// <summary>What is due first comes first, and of a step the people by name.</summary>
    public async Task<IReadOnlyList<StepLine>> Open(Person me, Reader reader, CancellationToken ct)
    {
        var open = await steps.ToDo(me.Id, ct);
        var names = await cards.Names(open.Select(line => line.SubjectId), ct);
        return
        [
            .. open.OrderBy(line => line.Step.Due)
                .ThenBy(line => line.Cycle.Id)
                .ThenBy(line => line.Step.Position)
                .ThenBy(line => names[line.SubjectId], StringComparer.Ordinal)
                .Select(line => StepCards.Line(reader, line, names, "")),
        ];
    }

    /// <summary>The newest first; also of reports who have another manager by now.</summary>
    public async Task<IReadOnlyList<DoneLine>> Done(Person me, Reader reader, int most, CancellationToken ct)
    {
        var rows = await access
            .Written<StepDone>(new Viewer(me.Id))
            .AsNoTracking()
            .Where(row => row.ReopenedAt == null)
            .OrderByDescending(row => row.At)
            .Take(most)
            .Join(data.Set<CycleStep>(), row => row.StepId, step => step.Id, (Row, Step) => new { Row, Step })
            .Join(
                data.Set<ReviewCycle>(),
                one => one.Step.CycleId,
                cycle => cycle.Id,
                (one, Cycle) =>
                    new
                    {
                        one.Row,
                        one.Step,
                        Cycle,
                    }
            )
            .ToListAsync(ct);
        var names = await cards.Names(rows.Select(one => one.Row.SubjectId), ct);
        return
        [
            .. rows.OrderByDescending(one => one.Row.At)
                .Select(one => new DoneLine(
                    new StepKey(one.Step.Id, one.Row.SubjectId).ToString(),
                    StepCards.What(reader, one.Cycle, one.Step, one.Row.SubjectId == me.Id ? null : names[one.Row.SubjectId]),
                    reader.Say("step_done_at", ("when", reader.DateAndTime(one.Row.At))),
                    one.Cycle.State == CycleState.Open
                )),
        ];
    }
}
