using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Asks a person one thing more before an act can be done; the answer comes back as a field of the same verb.</summary>
/// <remarks>
/// What was typed by then is stored in the transaction of the answer, so it survives a restart. The verb is called again with all fields and
/// <see cref="Command.InDialogue"/>; it may ask the next thing, or act, after which the question is gone. Asking the same again counts: after
/// <see cref="MostTimes"/> the dialogue ends and what was typed is shown back. A question while another is open takes its place, and shows back
/// what was typed for the other.
/// </remarks>
public sealed class Dialogues(PerfSignalData data, TimeProvider clock)
{
    /// <summary>The name of the card that asks.</summary>
    public const string Card = "question";

    /// <summary>How often the same question is asked.</summary>
    public const int MostTimes = 3;

    /// <summary>The question that this very event answers.</summary>
    private (Dialogue Row, KeptWords Kept)? answered;

    /// <summary>Asks; the caller returns the reply and saves.</summary>
    /// <param name="fields">What is known by now; comes back with the answer.</param>
    /// <param name="waits">The field that the answer fills.</param>
    /// <param name="takesAnyWords">Whether the answer is free text, which may begin like a command.</param>
    public async Task<Reply> Ask(
        Command command,
        IReadOnlyDictionary<string, string> fields,
        string waits,
        string question,
        bool takesAnyWords,
        CancellationToken ct
    )
    {
        var before = command.InDialogue ? answered : null;
        var row = before?.Row ?? await Open(command.By.Id, ct);
        var older = before is null && row is not null ? KeptWords.Read(row.Fields) : null;
        // Asked once more before anything was typed: the very same question, so nothing gives way to it.
        var again = older is { Late: null, Typed: [] } && IsSame((row!, older), command, fields, waits) && KeptWords.Begin(command) is [];
        var kept = new KeptWords
        {
            Id = before?.Kept.Id ?? (again ? older!.Id : clock.NewId()),
            Fields = fields,
            Typed = before?.Kept.Typed ?? KeptWords.Begin(command),
            Times = before is { } last && IsSame(last, command, fields, waits) ? last.Kept.Times + 1 : 1,
        };
        var json = CardJson.Write(kept);
        if (kept.Times > MostTimes || json.Length > Dialogue.MaxKept)
        {
            var why = kept.Times > MostTimes ? "dialogue_not_taken" : "dialogue_too_long";
            return Ended(command.Reader.Say(why), question, kept.Typed);
        }

        // What was shown back as late is not shown a second time.
        var dropped = older is { Late: null } && !again ? TypedBefore.Of(row!.Question, older.Typed) : null;
        if (row is null || data.Entry(row).State == EntityState.Detached)
        {
            row = New(command, waits);
            data.Add(row);
        }
        else if (data.Entry(row).State == EntityState.Deleted)
        {
            data.Entry(row).State = EntityState.Unchanged;
        }

        (row.Verb, row.Row, row.Waits, row.TakesAnyWords) = (command.Verb, command.Row, waits, takesAnyWords);
        (row.Fields, row.Question, row.AskedAt) = (json, TypedBefore.Cut(question, Dialogue.MaxQuestion), clock.Now());
        row.Version = Guid.NewGuid();
        return Reply.Show(Card, new QuestionCard(question, kept.Id.ToString("N"), command.IsAside, dropped));
    }

    /// <summary>Whether the person has a question open or run out, asked without keeping others away from it.</summary>
    internal Task<bool> Has(Guid person, CancellationToken ct) => data.Set<Dialogue>().AnyAsync(row => row.PersonId == person, ct);

    /// <summary>The person's question, open or run out, until this transaction ends nobody else's; null where none is kept.</summary>
    internal async Task<Dialogue?> Open(Guid person, CancellationToken ct)
    {
        // Nothing changes, but of two events that a person caused at once on two nodes the second waits here until the first is done.
        await data.People.Where(row => row.Id == person).ExecuteUpdateAsync(set => set.SetProperty(row => row.Name, row => row.Name), ct);
        if (await data.Set<Dialogue>().SingleOrDefaultAsync(row => row.PersonId == person, ct) is not { } open)
        {
            return null;
        }

        if (!open.IsOver(clock.Now()))
        {
            return open;
        }

        // Not by the tracked row: the purge may be at it at this moment.
        data.Entry(open).State = EntityState.Detached;
        await data.Set<Dialogue>().Where(row => row.PersonId == person).ExecuteDeleteAsync(ct);
        return null;
    }

    /// <summary>Takes the question off, with the answer among what was typed; saved with what the answer does.</summary>
    internal void Answer(Dialogue open, KeptWords kept, string answer)
    {
        answered = (open, kept with { Typed = [.. kept.Typed, answer], Late = null });
        End(open);
    }

    /// <summary>Ends the question; saved with the answer.</summary>
    internal void End(Dialogue dialogue) => data.Remove(dialogue);

    internal static Reply Ended(string why, string question, IEnumerable<string> typed) =>
        Reply.Show("question_ended", new EndedQuestionCard(why, TypedBefore.Of(question, typed)));

    private Dialogue New(Command command, string waits) =>
        new()
        {
            PersonId = command.By.Id,
            Verb = command.Verb,
            Fields = "",
            Waits = waits,
            Question = "",
            AskedAt = clock.Now(),
        };

    private static bool IsSame(
        (Dialogue Row, KeptWords Kept) last,
        Command command,
        IReadOnlyDictionary<string, string> fields,
        string waits
    ) =>
        (last.Row.Verb, last.Row.Row, last.Row.Waits) == (command.Verb, command.Row, waits)
        && Rest(last.Kept.Fields, waits).SequenceEqual(Rest(fields, waits));

    private static IEnumerable<(string, string)> Rest(IReadOnlyDictionary<string, string> fields, string waits) =>
        fields.Where(field => field.Key != waits).Select(field => (field.Key, field.Value)).Order();
}
