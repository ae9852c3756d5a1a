using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>`commitment.log`: opens the form, filled from the words where there are any, and saves what the form brings; asks back what the words leave open.</summary>
public sealed class LogCommitment(
    PerfSignalData data,
    Access access,
    CommitmentLog log,
    NoteCommitments note,
    Dialogues dialogues,
    TimeProvider clock
) : IVerb
{
    public const string Name = "commitment.log";

    public async Task<Reply> Handle(Command command, CancellationToken ct) =>
        command.InDialogue ? await Clarified(command, command.Fields, ct)
        : command.Fields.ContainsKey("text") ? await Save(command, ct)
        : Guid.TryParse(command.Row, out var other) ? await OpenWith(command, other, ct)
        : command.IsFleeting ? await HandedOver(command, ct)
        : await Clarified(command, Words(command.Text), ct);

    /// <summary>As if the words had been typed after the verb; what will be saved is shown as a card, not as a form.</summary>
    internal static Command InWords(Command command, string words) => command with { InDialogue = true, Fields = Words(words) };

    private static Dictionary<string, string> Words(string words) => new(StringComparer.Ordinal) { ["words"] = words };

    private async Task<Reply> Clarified(Command command, IReadOnlyDictionary<string, string> fields, CancellationToken ct)
    {
        var pairs = await Pair.AllOf(data, command.By, command.Reader.Today, ct);
        var talk = new CommitmentTalk(command.By, pairs, command.Reader, fields);
        if (pairs.Count == 0)
        {
            return new Reply.Said(command.Reader.Say("commitment_nobody"));
        }

        // Instead of a name another promise: both are shown, and what is open is said at its line.
        if (command.InDialogue && talk.IsAnotherPromise(fields.GetValueOrDefault("with", "")))
        {
            var lines = string.Join('\n', new[] { fields.GetValueOrDefault("words", ""), fields["with"] }.Where(line => line.Length > 0));
            return await note.Echo(command with { Row = null, Fields = Words("") }, lines, ct);
        }

        if (talk.Question is { } question)
        {
            return await dialogues.Ask(command, talk.Known, question.Waits, question.Text, takesAnyWords: question.Waits == "words", ct);
        }

        var other = talk.Pair!.Other(command.By.Id);
        return command.InDialogue
            ? await note.Echo(command with { Row = other.Id.ToString("N"), Fields = Words("") }, talk.Line, ct)
            : Form(command, other, talk.Owner, talk.Text, talk.Due);
    }

    /// <summary>With the person of a button, or the author of a message that was handed over: "I" in it are they.</summary>
    private async Task<Reply> OpenWith(Command command, Guid other, CancellationToken ct) =>
        await Pair.Of(data, command.By.Id, other, command.Reader.Today, ct) is { } pair
            ? Filled(command, pair.Other(command.By.Id), "other")
            : new Reply.Said(command.Reader.Say("commitment_not_with_them"));

    /// <summary>One's own message: until it is saved nothing of it is kept, so what is open is left to the form instead of being asked.</summary>
    private async Task<Reply> HandedOver(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var pairs = await Pair.AllOf(data, command.By, reader.Today, ct);
        var talk = new CommitmentTalk(command.By, pairs, reader, Words(command.Text));
        return pairs.Count == 0 ? new Reply.Said(reader.Say("commitment_nobody"))
            : talk.Pair is { } pair ? Filled(command, pair.Other(command.By.Id), talk.Owner)
            : new Reply.Said(talk.Question?.Text ?? reader.Say("commitment_nobody"));
    }

    private static Reply Filled(Command command, Person other, string owner)
    {
        var reader = command.Reader;
        var promise = Promise.Read(command.Text, command.By, [other], reader.Today, reader.Language);
        var clear = DueField.Asks(promise.Due, reader) is null && promise.Text.Length is > 0 and <= Commitment.MaxText;
        return Form(
            command,
            other,
            owner,
            clear ? promise.Text : command.Text,
            clear && promise.Due is DueDate.Found found ? found.Date : null
        );
    }

    private static Reply Form(Command command, Person other, string owner, string text, LocalDate? due) =>
        Reply.Open(
            "commitment_form",
            CommitmentForm.For(command.Reader, command.By, other, owner, text, due is { } day ? LocalDatePattern.Iso.Format(day) : "", due)
        );

    private async Task<Reply> Save(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var pair = Guid.TryParse(command.Row, out var other) ? await Pair.Of(data, command.By.Id, other, reader.Today, ct) : null;
        if (pair is null || !await access.May(command.Viewer, pair.Report.Id, DataClass.Commitments, Right.Write, ct))
        {
            return new Reply.Said(reader.Say("commitment_not_with_them"));
        }

        var (text, errors) = (command.Field("text"), new Dictionary<string, string>(StringComparer.Ordinal));
        if (text.Length is 0 or > Commitment.MaxText)
        {
            errors["text"] = reader.Say("commitment_text_needed", ("max", reader.Number(Commitment.MaxText, 0)));
        }

        var (due, wrong) = DueField.Read(command.Field("due"), reader);
        if (wrong is not null)
        {
            errors["due"] = wrong;
        }

        if (errors.Count > 0)
        {
            var form = CommitmentForm.For(
                reader,
                command.By,
                pair.Other(command.By.Id),
                command.Field("owner"),
                text,
                command.Field("due")
            );
            return Reply.Ask("commitment_form", form, errors);
        }

        var owner = command.Field("owner") == "me" ? command.By : pair.Other(command.By.Id);
        await log.Add(clock.NewId(), Name, command.By, pair, owner.Id, text, due, ct);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(
            due is { } day
                ? reader.Say("commitment_logged_due", ("owner", owner.Name), ("text", text), ("due", reader.Date(day)))
                : reader.Say("commitment_logged", ("owner", owner.Name), ("text", text))
        );
    }
}
