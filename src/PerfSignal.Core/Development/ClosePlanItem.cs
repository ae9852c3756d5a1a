using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Development;

/// <summary>`plan.done` and `plan.drop`: closes an action; the person and their manager may, whoever of them wrote it.</summary>
public sealed class ClosePlanItem(PerfSignalData data, PlanFinder plan, Audit audit, TimeProvider clock) : IVerb
{
    public const string Done = "plan.done";
    public const string Drop = "plan.drop";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (await plan.Find(command, ct) is not { } item)
        {
            return new Reply.Said(reader.Say("plan_not_found"));
        }

        if (item.State != PlanState.Open)
        {
            return new Reply.Said(reader.Say("plan_closed_already", ("text", item.Text)));
        }

        item.State = command.Verb == Drop ? PlanState.Dropped : PlanState.Done;
        item.ClosedAt = clock.Now();
        await audit.Add(command.By.Id, "changed", command.Verb, item.PersonId, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(reader.Say(command.Verb == Drop ? "plan_dropped" : "plan_done", ("text", item.Text)));
    }
}
