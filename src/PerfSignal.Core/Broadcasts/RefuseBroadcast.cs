using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.refuse`: a second person says why it is not to be sent; it becomes a draft again.</summary>
public sealed class RefuseBroadcast(PerfSignalData data, BroadcastActs acts, BroadcastProgress progress, BroadcastViews cards) : IVerb
{
    public const string Name = "broadcast.refuse";
    public const int MaxReason = 500;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (
            !Guid.TryParse(command.Row, out var id)
            || await progress.Of(command.Viewer, id, ct) is not { } found
            || (found.Broadcast.AuthorId == command.By.Id && !found.CanApprove)
        )
        {
            return BroadcastViews.Gone(reader);
        }

        var (title, asked, reason) = (found.Broadcast.Title, BroadcastApproval.AskedBy(found.Broadcast), command.Field("reason"));
        var form = new BroadcastRefuseForm(id.ToString("N"), reader.Say("nudge_refuse_title"), title, reason);
        if (!command.Fields.ContainsKey("reason") && found.CanApprove)
        {
            await data.SaveChangesAsync(ct);
            return Reply.Open("broadcast_refuse_form", form);
        }

        if (found.CanApprove && reason.Length is 0 or > MaxReason)
        {
            var problem =
                reason.Length == 0
                    ? reader.Say("nudge_refuse_reason_missing")
                    : reader.Say("nudge_refuse_reason_long", ("max", reader.Number(MaxReason, 0)));
            return Reply.Ask("broadcast_refuse_form", form, new Dictionary<string, string> { ["reason"] = problem });
        }

        var result = await acts.Refuse(command.Viewer, id, reason, ct);
        await data.SaveChangesAsync(ct);
        var notice = reader.Say("nudge_refused", ("name", await cards.Name(asked, ct)));
        // A draft is seen only by its author.
        return result is BroadcastResult.Done { Broadcast.State: BroadcastState.Draft }
            ? new Reply.Said(notice)
            : await cards.Answer(command, result, notice, ct);
    }
}
