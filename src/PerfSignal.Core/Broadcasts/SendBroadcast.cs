using System.Globalization;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.send` and `broadcast.approve`: asks once, naming how many get it, and again where they have become more by the answer.</summary>
public sealed class SendBroadcast(
    PerfSignalData data,
    BroadcastActs acts,
    BroadcastProgress progress,
    DryRun dryRun,
    BroadcastViews cards,
    BroadcastSettings settings
) : IVerb
{
    public const string Send = "broadcast.send";
    public const string Approve = "broadcast.approve";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (!Guid.TryParse(command.Row, out var id) || await progress.Of(command.Viewer, id, ct) is not { } found)
        {
            return BroadcastViews.Gone(reader);
        }

        var approves = command.Verb == Approve;
        if (approves && found.CanApprove && command.Field("seen") is { Length: > 0 } known && known != SeenOf(found.Broadcast))
        {
            var changed = await cards.Show(command, id, reader.Say("nudge_changed_since"), ct);
            await data.SaveChangesAsync(ct);
            return changed;
        }

        var mayAsk = approves ? found.CanApprove : found.Broadcast.State == BroadcastState.Draft;
        var run = await dryRun.Of(command.Viewer, found.Broadcast, 0, 0, ct);
        var seen = int.TryParse(command.Field("count"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : -1;
        if (mayAsk && run.Audience > 0 && (command.Field("sure") != "yes" || run.Audience > seen))
        {
            await data.SaveChangesAsync(ct);
            return Reply.Show("broadcast_sure", Ask(found.Broadcast, run, approves, seen, reader), replaces: true);
        }

        var result = approves
            ? await acts.Approve(command.Viewer, id, ct, Guid.TryParse(command.Field("seen"), out var version) ? version : null)
            : await acts.Request(command.Viewer, id, ct);
        return await cards.Answer(command, result, Done(result, approves, reader), ct);
    }

    /// <summary>Stands for exactly this text, audience and time.</summary>
    public static string SeenOf(Broadcast broadcast) => broadcast.Version.ToString("N");

    /// <summary>What became of a request that was taken.</summary>
    public static string Done(BroadcastResult result, bool approves, Reader reader) =>
        result is not BroadcastResult.Done { Broadcast: var broadcast } ? ""
        : approves ? reader.Say("nudge_approved")
        : broadcast.State switch
        {
            BroadcastState.AwaitingApproval => reader.Say("nudge_awaiting"),
            BroadcastState.Scheduled => reader.Say("nudge_scheduled"),
            _ => reader.Say("nudge_sent"),
        };

    /// <param name="seen">How many the first question named; negative for the first one.</param>
    public BroadcastSureCard Ask(Broadcast broadcast, DryRunResult run, bool approves, int seen, Reader reader)
    {
        var count = reader.Number(run.Audience, 0);
        var question =
            approves ? "nudge_sure_approve"
            : broadcast.Timing != SendTiming.Now ? "nudge_sure_schedule"
            : "nudge_sure_send";
        List<string> hints =
        [
            seen < 0 ? "" : reader.Say("nudge_sure_counted", ("before", reader.Number(seen, 0)), ("count", count)),
            reader.Say(
                "nudge_sure_hint",
                ("gets", reader.Number(run.WillGet, 0)),
                ("not", reader.Number(run.Audience - run.WillGet, 0)),
                ("when", BroadcastPhrases.When(broadcast, reader) + ".")
            ),
            !approves && run.Audience > settings.ApproveAbove ? reader.Say("nudge_sure_hint_approval") : "",
        ];
        return new BroadcastSureCard(
            broadcast.Id.ToString("N"),
            run.Audience == 1 ? reader.Say(question + "_one") : reader.Say(question, ("count", count)),
            broadcast.Title,
            string.Join(' ', hints.Where(hint => hint.Length > 0)),
            approves ? "approve"
                : run.Audience > settings.ApproveAbove ? "ask"
                : broadcast.Timing != SendTiming.Now ? "schedule"
                : "send",
            run.Audience.ToString(CultureInfo.InvariantCulture),
            SeenOf(broadcast)
        );
    }
}
