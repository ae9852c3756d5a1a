using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Reviews;

/// <summary>How an act on a step ended: the text of the answer, and what it was about.</summary>
/// <param name="Said">A key of the texts with the places `step`, `cycle` and `name`.</param>
public sealed record StepEnd(string Said, bool Changed, string Step = "", string Cycle = "", string Name = "")
{
    public string In(Reader reader) => reader.Say(Said, ("step", Step), ("cycle", Cycle), ("name", Name));
}

/// <summary>Completes steps and opens them again, with the cards that were sent, in one transaction.</summary>
public sealed class StepActs(
    PerfSignalData data,
    Access access,
    Audit audit,
    OpenSteps steps,
    PilotGate pilot,
    HrPopulations populations,
    StepCards cards,
    Outbox outbox,
    ReaderFactory readers,
    TimeProvider clock
)
{
    /// <summary>Cards older than that are not changed any more.</summary>
    private static readonly Duration Reach = Duration.FromDays(45);
    private static readonly StepEnd Gone = new("step_gone", Changed: false);

    /// <summary>By the person themself, or by whoever manages them today or stands in for that manager.</summary>
    public async Task<StepEnd> Done(Viewer viewer, StepKey? asked, CancellationToken ct)
    {
        if (asked is not { } key || await Found(viewer, key, ct) is not var (cycle, step, subject))
        {
            return Gone;
        }

        var row = await Row(viewer, key, ct);
        var end = new StepEnd("step_done_said", Changed: true, step.Name, cycle.Name, subject.Name);
        if (row is { ReopenedAt: null })
        {
            return end with { Said = "step_done_already", Changed = false };
        }

        if (cycle.State != CycleState.Open)
        {
            return end with { Said = "step_cycle_closed", Changed = false };
        }

        if (!(await steps.ToDo(viewer.PersonId, ct)).Any(line => line.Key == key))
        {
            // Somebody else may have completed it since it was looked at.
            return await Row(viewer, key, ct) is { ReopenedAt: null } ? end with { Said = "step_done_already", Changed = false } : Gone;
        }

        if (row is null)
        {
            row = new StepDone
            {
                Id = clock.NewId(),
                StepId = step.Id,
                SubjectId = subject.Id,
                DoneBy = viewer.PersonId,
                At = clock.Now(),
            };
            data.Add(row);
        }
        else
        {
            (row.DoneBy, row.At, row.ReopenedAt, row.ReopenedBy) = (viewer.PersonId, clock.Now(), null, null);
        }

        return await Save(row, viewer, CompleteStep.Done, ct) ? end : end with { Said = "step_done_already", Changed = false };
    }

    /// <summary>By whoever completed it, while they may, or by HR of the person's department.</summary>
    public async Task<StepEnd> Reopen(Viewer viewer, StepKey? asked, CancellationToken ct)
    {
        if (
            asked is not { } key
            || await Found(viewer, key, ct) is not var (cycle, step, subject)
            || await Row(viewer, key, ct) is not { } row
        )
        {
            return Gone;
        }

        var end = new StepEnd("step_reopened_said", Changed: true, step.Name, cycle.Name, subject.Name);
        var byDoer = row.DoneBy == viewer.PersonId && await pilot.Has(viewer.PersonId, ct);
        if (!byDoer && (await populations.Of(viewer, ct))?.Has(subject.Department) != true)
        {
            return Gone;
        }

        if (row.ReopenedAt is not null || cycle.State != CycleState.Open)
        {
            return end with { Said = row.ReopenedAt is null ? "step_cycle_closed" : "step_open_already", Changed = false };
        }

        (row.ReopenedAt, row.ReopenedBy) = (clock.Now(), viewer.PersonId);
        return await Save(row, viewer, CompleteStep.Reopen, ct) ? end : end with { Said = "step_open_already", Changed = false };
    }

    private async Task<(ReviewCycle Cycle, CycleStep Step, Person Subject)?> Found(Viewer viewer, StepKey key, CancellationToken ct)
    {
        var step = await data.Set<CycleStep>().AsNoTracking().FirstOrDefaultAsync(one => one.Id == key.StepId, ct);
        var subject = await data.People.AsNoTracking().FirstOrDefaultAsync(one => one.Id == key.PersonId, ct);
        if (step is null || subject is null || !await access.May(viewer, subject.Id, DataClass.ReviewSteps, Right.Write, ct))
        {
            return null;
        }

        // The page comes here without the conversation, which would refuse it.
        if (!await pilot.Has(subject, ct))
        {
            return null;
        }

        return (await data.Set<ReviewCycle>().AsNoTracking().SingleAsync(one => one.Id == step.CycleId, ct), step, subject);
    }

    private async Task<StepDone?> Row(Viewer viewer, StepKey key, CancellationToken ct) =>
        await (await access.Read<StepDone>(viewer, key.PersonId, Purpose.Process, ct)).FirstOrDefaultAsync(
            row => row.StepId == key.StepId && row.SubjectId == key.PersonId,
            ct
        );

    /// <returns>False where somebody else did the same at this moment; then nothing was saved.</returns>
    private async Task<bool> Save(StepDone row, Viewer viewer, string verb, CancellationToken ct)
    {
        await audit.Add(viewer.PersonId, "changed", verb, row.SubjectId, ct: ct);
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            data.ChangeTracker.Clear();
            return false;
        }
        catch (DbUpdateException)
        {
            // Completed by two at once: the unique key lets one through.
            data.ChangeTracker.Clear();
            if (await steps.Completed.AnyAsync(one => one.StepId == row.StepId && one.SubjectId == row.SubjectId, ct))
            {
                return false;
            }

            throw;
        }

        await Settle(row, ct);
        await data.SaveChangesAsync(ct);
        return true;
    }

    /// <summary>Brings the cards up to date that ask for the step, or say who is late with it; what has not left yet leaves as it is now, or not at all.</summary>
    private async Task Settle(StepDone row, CancellationToken ct)
    {
        var (now, step, since) = (clock.Now(), row.StepId.ToString("N"), clock.Now() - Reach);
        List<Guid> readersOf =
        [
            row.SubjectId,
            row.DoneBy,
            .. await data.ReportingLines.Where(line => line.ReportId == row.SubjectId).Select(line => line.ManagerId).ToListAsync(ct),
            .. await access
                .ForService<StepEscalation>()
                .Where(one => one.StepId == row.StepId)
                .Select(one => one.ToldId)
                .Distinct()
                .ToListAsync(ct),
        ];
        readersOf = [.. readersOf.Distinct()];
        var sends = await data.Set<DeliveryRow>()
            .AsNoTracking()
            .Where(send =>
                readersOf.Contains(send.RecipientId)
                && (send.Check == StepCheck.Word || send.Check == StepOfficeCheck.Word)
                && send.Act == DeliveryAct.Send
            )
            .Where(send => (send.State == DeliveryState.Sent || send.State == DeliveryState.Waiting) && send.CreatedAt > since)
            .Where(send => send.Model.Contains(step))
            .ToListAsync(ct);
        var people = await data.People.AsNoTracking().Where(one => readersOf.Contains(one.Id)).ToDictionaryAsync(one => one.Id, ct);
        foreach (var send in sends)
        {
            var before = CardJson.Read<ReviewStepsCard>(send.Model);
            var (card, _, _) = await cards.Refresh(before, send.RecipientId, readers.For(people[send.RecipientId]), ct);
            await outbox.Queue(
                outbox.Update(send, card, $"review:{send.Id:N}:{row.Id:N}:{row.Version:N}", now, now + Duration.FromDays(7)),
                ct
            );
        }
    }
}
