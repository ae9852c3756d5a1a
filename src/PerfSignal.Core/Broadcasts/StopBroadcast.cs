using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.cancel` and `broadcast.retract`: asks once, naming how many it concerns.</summary>
public sealed class StopBroadcast(PerfSignalData data, BroadcastActs acts, BroadcastProgress progress, BroadcastViews cards) : IVerb
{
    public const string Cancel = "broadcast.cancel";
    public const string Retract = "broadcast.retract";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (!Guid.TryParse(command.Row, out var id) || await progress.Of(command.Viewer, id, ct) is not { } found)
        {
            return BroadcastViews.Gone(reader);
        }

        var cancels = command.Verb == Cancel;
        if (command.Field("sure") == "yes" || !(cancels ? found.CanCancel : found.CanRetract))
        {
            var result = cancels ? await acts.Cancel(command.Viewer, id, ct) : await acts.Retract(command.Viewer, id, ct);
            return await cards.Answer(command, result, BroadcastPhrases.Done(cancels ? "cancelled" : "retracted", result, reader), ct);
        }

        await data.SaveChangesAsync(ct);
        return Reply.Show("broadcast_sure", cancels ? AskCancel(found, reader) : AskRetract(found, reader), replaces: true);
    }

    public static BroadcastSureCard AskCancel(Progress found, Reader reader)
    {
        var waiting = found.Account.Waiting + found.NotYetMade;
        return new BroadcastSureCard(
            found.Broadcast.Id.ToString("N"),
            waiting switch
            {
                0 => reader.Say("nudge_sure_cancel_draft"),
                1 => reader.Say("nudge_sure_cancel_one"),
                _ => reader.Say("nudge_sure_cancel", ("count", reader.Number(waiting, 0))),
            },
            found.Broadcast.Title,
            reader.Say("nudge_sure_cancel_hint"),
            "cancel",
            ""
        );
    }

    public static BroadcastSureCard AskRetract(Progress found, Reader reader) =>
        new(
            found.Broadcast.Id.ToString("N"),
            BroadcastPhrases.Reached("nudge_sure_retract", found, reader),
            found.Broadcast.Title,
            reader.Say("nudge_sure_retract_hint"),
            "retract",
            ""
        );
}
