using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Feedback.Wording;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Feedback;

/// <summary>`feedback.praise`: thanks for something specific, shared with the person, and on wish posted in the organisation's channel.</summary>
public sealed class GivePraise(PerfSignalData data, Colleagues colleagues, Notes notes, PostRecognition post, Dialogues dialogues) : IVerb
{
    public async Task<Reply> Handle(Command command, CancellationToken ct) =>
        command.Fields.ContainsKey("text") ? await Save(command, ct) : await Open(command, ct);

    private async Task<Reply> Open(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        if (Guid.TryParse(command.Row, out _))
        {
            return await colleagues.Of(command, command.Row, ct) is { } chosen
                ? Reply.Open("feedback_form", Form(reader, chosen, command.Text, false))
                : new Reply.Said(reader.Say("feedback_nobody", ("name", "")));
        }

        var (who, _, words) = Spoken.Of(command.Text);
        if (who.Length == 0)
        {
            return Reply.Open("feedback_form", FeedbackForm.Praise(reader, "", "", words, post.IsSetUp, false));
        }

        var found = await colleagues.Named(command, who, ct);
        return found is not [var about] ? new Reply.Said(Colleagues.Unclear(reader, who, found))
            : words.Length == 0 ? Reply.Open("feedback_form", Form(reader, about, "", false))
            : await Save(
                command with
                {
                    InDialogue = true,
                    Text = "",
                    Row = about.Id.ToString("N"),
                    Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["text"] = words },
                },
                ct
            );
    }

    private async Task<Reply> Save(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var (_, text, noteClass) = NoteDraft.Of(command);
        var wanted = command.Field("post") == "true";
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

        if (text.Length is 0 or > FeedbackNote.MaxText)
        {
            errors["text"] = reader.Say("feedback_text_needed", ("max", reader.Number(FeedbackNote.MaxText, 0)));
        }

        if (errors.Count > 0 || about is null)
        {
            return command.InDialogue ? new Reply.Said(string.Join(' ', errors.Values)) : Reply.Ask("feedback_form", Back(), errors);
        }

        // A form of an earlier version may still bring it.
        if (noteClass == NoteClass.Mine)
        {
            await notes.AddMine(command.By, about, text, ct);
            await data.SaveChangesAsync(ct);
            return new Reply.Said(reader.Say("feedback_kept_mine", ("name", about.Name)));
        }

        if (command.Field(AskBack.Field).Length == 0 && Vagueness.IsVaguePraise(text))
        {
            return await Ask(command, about, text, Back(), ct);
        }

        var posts = wanted && post.May(about);
        var note = await notes.AddShared(command.By, about, FeedbackKind.Praise, text, ct, posted: posts);
        if (posts)
        {
            await post.Queue(note, command.By, about, ct);
        }

        await data.SaveChangesAsync(ct);
        return new Reply.Said(reader.Say(Told(wanted, posts), ("name", about.Name)));

        FeedbackForm Back() =>
            Form(reader, about, text, wanted) with
            {
                Name = about?.Name ?? command.Field("who"),
                Asked = command.Field(AskBack.Field),
            };
    }

    private string Told(bool wanted, bool posts) =>
        posts ? "feedback_praised_posted"
        : !wanted ? "feedback_given"
        : post.IsSetUp ? "feedback_praised_not_wanted"
        : "feedback_praised_no_channel";

    private async Task<Reply> Ask(Command command, Person about, string text, FeedbackForm form, CancellationToken ct)
    {
        var question = command.Reader.Say("feedback_ask_praise", ("name", about.Name));
        if (!command.InDialogue)
        {
            return Reply.Open("feedback_form", form with { Hint = question, Asked = "yes" });
        }

        var fields = new Dictionary<string, string>(command.Fields, StringComparer.Ordinal) { ["text"] = text, [AskBack.Field] = "yes" };
        var reply = await dialogues.Ask(command, fields, NoteDraft.More, question, takesAnyWords: true, ct);
        await data.SaveChangesAsync(ct);
        return reply;
    }

    private FeedbackForm Form(Reader reader, Person? about, string text, bool wanted) =>
        FeedbackForm.Praise(reader, about?.Name ?? "", about?.Id.ToString("N") ?? "", text, post.IsSetUp, wanted);
}
