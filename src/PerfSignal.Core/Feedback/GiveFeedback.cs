using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback.Wording;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Feedback;

/// <summary>`feedback.give`: a form for a colleague, filled from the words where there are any; saves what the form brings.</summary>
/// <remarks>Words that name the class ("feedback ana shared: …") need no form: they are saved, or one thing is asked back.</remarks>
public sealed class GiveFeedback(
    PerfSignalData data,
    Colleagues colleagues,
    Access access,
    Notes notes,
    Dialogues dialogues,
    ListFeedback list
) : IVerb
{
    public const string Give = "feedback.give";
    public const string Praise = "feedback.praise";

    public async Task<Reply> Handle(Command command, CancellationToken ct) =>
        command.Fields.ContainsKey("text") ? await Save(command, NoteDraft.Of(command), ct)
        : command.Text.ToUpperInvariant() is "LIST" or "LISTE" ? await list.Handle(command with { Text = "", Row = null }, ct)
        : await Open(command, ct);

    private async Task<Reply> Open(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (Guid.TryParse(command.Row, out _))
        {
            return await colleagues.Of(command, command.Row, ct) is { } chosen
                ? Reply.Open("feedback_form", await Form(command, new NoteDraft(chosen, command.Text, null), ct))
                : new Reply.Said(reader.Say("feedback_nobody", ("name", "")));
        }

        var (who, noteClass, words) = Spoken.Of(command.Text);
        if (who.Length == 0)
        {
            return Reply.Open("feedback_form", await Form(command, new NoteDraft(null, words, noteClass), ct));
        }

        var found = await colleagues.Named(command, who, ct);
        if (found is not [var about])
        {
            return new Reply.Said(Colleagues.Unclear(reader, who, found));
        }

        var draft = new NoteDraft(about, words, noteClass);
        return noteClass is null || words.Length == 0
            ? Reply.Open("feedback_form", Hinted(command, draft, await Form(command, draft, ct)))
            : await Save(Told(command, draft), draft, ct);
    }

    /// <summary>What was told in words, as a form would have brought it.</summary>
    private static Command Told(Command command, NoteDraft draft) =>
        command with
        {
            InDialogue = true,
            Text = "",
            Row = draft.About!.Id.ToString("N"),
            Fields = new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["text"] = draft.Text,
                ["class"] = NoteClasses.Word(draft.Class!.Value),
            },
        };

    private async Task<Reply> Save(Command command, NoteDraft draft, CancellationToken ct)
    {
        var reader = command.Reader;
        var errors = new Dictionary<string, string>(StringComparer.Ordinal);
        var about = await colleagues.Of(command, command.Row, ct);
        if (about is null)
        {
            var who = command.Field("who");
            var found = who.Length == 0 ? [] : await colleagues.Named(command, who, ct);
            about = found is [var one] ? one : null;
            if (about is null)
            {
                errors["who"] = Colleagues.Unclear(reader, who, found);
            }
        }

        draft = draft with { About = about };
        if (draft.Text.Length is 0 or > FeedbackNote.MaxText)
        {
            errors["text"] = reader.Say("feedback_text_needed", ("max", reader.Number(FeedbackNote.MaxText, 0)));
        }

        if (draft.Class is null)
        {
            errors["class"] = reader.Say("feedback_class_needed");
        }
        else if (about is not null && draft.Class == NoteClass.Record && !await MayRecord(command, about, ct))
        {
            errors["class"] = reader.Say("feedback_record_refused", ("name", about.Name));
        }

        if (errors.Count > 0 || about is null)
        {
            return command.InDialogue
                ? new Reply.Said(string.Join(' ', errors.Values))
                : Reply.Ask("feedback_form", await Form(command, draft, ct), errors);
        }

        if (AsksBack(command, draft))
        {
            return await Ask(command, draft, ct);
        }

        await Add(command, about, draft, ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(reader.Say(await Kept(command, about, draft.Class!.Value, ct), ("name", about.Name)));
    }

    private static bool AsksBack(Command command, NoteDraft draft) =>
        draft.Class != NoteClass.Mine && command.Field(AskBack.Field).Length == 0 && Vagueness.IsVague(draft.Text);

    private async Task<Reply> Ask(Command command, NoteDraft draft, CancellationToken ct)
    {
        var missing = Vagueness.Of(draft.Text);
        if (!command.InDialogue)
        {
            return Reply.Open("feedback_form", (await Form(command, draft, ct)).AskingFor(command.Reader, missing));
        }

        var fields = new Dictionary<string, string>(command.Fields, StringComparer.Ordinal)
        {
            ["text"] = draft.Text,
            [AskBack.Field] = "yes",
        };
        var question = AskBack.Question(command.Reader, draft.About!.Name, missing);
        var reply = await dialogues.Ask(command, fields, NoteDraft.More, question, takesAnyWords: true, ct);
        await data.SaveChangesAsync(ct);
        return reply;
    }

    private Task Add(Command command, Person about, NoteDraft draft, CancellationToken ct) =>
        draft.Class switch
        {
            NoteClass.Mine => notes.AddMine(command.By, about, draft.Text, ct),
            NoteClass.Record => notes.AddRecord(command.By, about, draft.Text, ct),
            _ => notes.AddShared(command.By, about, FeedbackKind.Feedback, draft.Text, ct),
        };

    /// <summary>The sentence that says who sees it now.</summary>
    private async Task<string> Kept(Command command, Person about, NoteClass noteClass, CancellationToken ct) =>
        noteClass switch
        {
            NoteClass.Mine => "feedback_kept_mine",
            NoteClass.Record => "feedback_kept_record",
            _ when await MayRecord(command, about, ct) => "feedback_given_by_manager",
            _ => "feedback_given",
        };

    private Task<bool> MayRecord(Command command, Person about, CancellationToken ct) =>
        access.May(command.Viewer, about.Id, DataClass.RecordNotes, Right.Write, ct);

    private async Task<FeedbackForm> Form(Command command, NoteDraft draft, CancellationToken ct) =>
        FeedbackForm.Feedback(
            command.Reader,
            draft.About?.Name ?? command.Field("who"),
            draft.About?.Id.ToString("N") ?? "",
            draft.Text,
            draft.Class,
            draft.About is { } about && await MayRecord(command, about, ct)
        ) with
        {
            Asked = command.Field(AskBack.Field),
        };

    /// <summary>Words that came with the command are looked at before the form is filled in further; that counts as the one time.</summary>
    private static FeedbackForm Hinted(Command command, NoteDraft draft, FeedbackForm form) =>
        draft.Text.Length > 0 && Vagueness.IsVague(draft.Text) ? form.AskingFor(command.Reader, Vagueness.Of(draft.Text)) : form;
}
