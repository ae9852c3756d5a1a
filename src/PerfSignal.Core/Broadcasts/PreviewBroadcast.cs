using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.preview`: the real card as a chosen recipient gets it, shown on the platform that the reader is on.</summary>
public sealed class PreviewBroadcast(PerfSignalData data, BroadcastFinder finder, BroadcastPreviews previews) : IVerb
{
    public const string Name = "broadcast.preview";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (!Guid.TryParse(command.Row, out var id) || await finder.Of(command.Viewer, id, ct) is not { } broadcast)
        {
            await data.SaveChangesAsync(ct);
            return BroadcastViews.Gone(reader);
        }

        var who = command.Field("who");
        var recipient = await previews.Recipient(command.Viewer, broadcast, who, ct);
        var asked = command.Fields.ContainsKey("who");
        if (recipient is null || who.Length == 0)
        {
            var form = new BroadcastPreviewForm(
                broadcast.Id.ToString("N"),
                reader.Say("nudge_preview_title"),
                broadcast.Title,
                asked ? who : recipient?.Email ?? ""
            );
            var problem = reader.Say(who.Length == 0 ? "nudge_preview_who_missing" : "nudge_preview_who_nobody");
            await data.SaveChangesAsync(ct);
            return asked
                ? Reply.Ask("broadcast_preview_form", form, new Dictionary<string, string> { ["who"] = problem })
                : Reply.Open("broadcast_preview_form", form);
        }

        var card = await previews.Card(broadcast, recipient, ct);
        var notice = await previews.Notice(recipient, reader, ct);
        await data.SaveChangesAsync(ct);
        return Reply.Show(BroadcastCards.Card, card with { Preview = notice });
    }
}
