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
            || found.Broadcast.AuthorId == command.By.Id
        )
        {
            return BroadcastViews.Gone(reader);
        }

        var (title, author, reason) = (found.Broadcast.Title, found.Broadcast.AuthorId, command.Field("reason"));
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
        // It is a draft again, which only its author sees.
        return result is BroadcastResult.Done
            ? new Reply.Said(reader.Say("nudge_refused", ("name", await cards.Name(author, ct))))
            : await cards.Answer(command, result, "", ct);
    }
}
