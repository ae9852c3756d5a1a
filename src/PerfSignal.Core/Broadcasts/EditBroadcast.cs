using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Broadcasts;

/// <summary>`broadcast.edit`: the form of a draft, or another text for what was sent already.</summary>
public sealed class EditBroadcast(
    PerfSignalData data,
    BroadcastActs acts,
    BroadcastProgress progress,
    BroadcastViews cards,
    WriteBroadcast write
) : IVerb
{
    public const string Name = "broadcast.edit";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (!Guid.TryParse(command.Row, out var id) || await progress.Of(command.Viewer, id, ct) is not { } found)
        {
            return BroadcastViews.Gone(reader);
        }

        if (BroadcastViews.MayWrite(command.Viewer, found.Broadcast))
        {
            return await write.Handle(command with { Verb = WriteBroadcast.Name, Fields = new Dictionary<string, string>() }, ct);
        }

        var typed = command.Fields.ContainsKey("text_en") || command.Fields.ContainsKey("text_de");
        var form = new BroadcastEditForm(
            id.ToString("N"),
            reader.Say("nudge_edit_title"),
            found.Broadcast.Title,
            BroadcastPhrases.Reached("nudge_edit_hint", found, reader),
            typed ? command.Field("text_en") : found.Broadcast.TextEn ?? "",
            typed ? command.Field("text_de") : found.Broadcast.TextDe ?? ""
        );
        if (!typed && found.CanEdit)
        {
            await data.SaveChangesAsync(ct);
            return Reply.Open("broadcast_edit_form", form);
        }

        var result = await acts.EditSent(command.Viewer, id, Text(command, "text_en"), Text(command, "text_de"), ct);
        return result is BroadcastResult.Invalid invalid
            ? Reply.Ask(
                "broadcast_edit_form",
                form,
                invalid.Errors.ToDictionary(error => WriteBroadcast.FieldOf(error.Key), error => BroadcastViews.Error(error.Value, reader))
            )
            : await cards.Answer(command, result, Said(result, reader), ct);
    }

    /// <summary>What became of an edit: it is done, or a second person is asked.</summary>
    public static string Said(BroadcastResult result, Reader reader) =>
        reader.Say(result is BroadcastResult.Done { Broadcast.ProposedBy: not null } ? "nudge_edit_awaits" : "nudge_edited");

    private static string? Text(Command command, string field) => command.Field(field) is { Length: > 0 } text ? text : null;
}
