using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Development;

/// <summary>`plan.move`: gives an open action other dates; the person and their manager may, whoever of them wrote it.</summary>
public sealed class MovePlanItem(PerfSignalData data, PlanFinder plan, Audit audit) : IVerb
{
    public const string Name = "plan.move";

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

        if (!command.Fields.ContainsKey("due") && !command.Fields.ContainsKey("review"))
        {
            await data.SaveChangesAsync(ct);
            return Reply.Open(
                "plan_move",
                new PlanMoveForm(command.Row!, item.Text, PlanDates.Write(item.DueOn), PlanDates.Write(item.ReviewOn))
            );
        }

        var errors = PlanErrors.Of(command, out var due, out var review);
        if (errors.Count > 0)
        {
            return Reply.Ask("plan_move", new PlanMoveForm(command.Row!, item.Text, command.Field("due"), command.Field("review")), errors);
        }

        (item.DueOn, item.ReviewOn) = (due, review);
        await audit.Add(command.By.Id, "changed", Name, item.PersonId, ct: ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(
            reader.Say(
                "plan_moved",
                ("text", item.Text),
                ("due", due is { } day ? reader.Date(day) : reader.Say("plan_no_date")),
                ("review", review is { } look ? reader.Date(look) : reader.Say("plan_no_date"))
            )
        );
    }
}
