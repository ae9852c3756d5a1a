using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Asks a person one thing more before an act can be done; the answer comes back as a field of the same verb.</summary>
/// <remarks>
/// What was typed by then is stored in the transaction of the answer, so it survives a restart. The verb is called again with all fields and
/// <see cref="Command.InDialogue"/>; it may ask the next thing, or act, after which the question is gone.
/// </remarks>
public sealed class Dialogues(PerfSignalData data, TimeProvider clock)
{
    /// <summary>The name of the card that asks.</summary>
    public const string Card = "question";

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
        var row = await Of(command.By.Id, ct);
        if (row is null)
        {
            row = new Dialogue
            {
                PersonId = command.By.Id,
                Verb = command.Verb,
                Fields = "",
                Waits = waits,
                Question = question,
                AskedAt = clock.Now(),
            };
            data.Add(row);
        }
        else if (data.Entry(row).State == EntityState.Deleted)
        {
            data.Entry(row).State = EntityState.Modified;
        }

        (row.Verb, row.Row, row.Waits, row.Question, row.TakesAnyWords) = (command.Verb, command.Row, waits, question, takesAnyWords);
        row.Fields = CardJson.Write(fields);
        row.AskedAt = clock.Now();
        row.Version = Guid.NewGuid();
        return Reply.Show(Card, new QuestionCard(question));
    }

    /// <summary>The person's open question, however old; null where none is.</summary>
    internal async Task<Dialogue?> Of(Guid person, CancellationToken ct) => await data.Set<Dialogue>().FindAsync([person], ct);

    /// <summary>Ends the question; saved with the answer.</summary>
    internal void End(Dialogue dialogue) => data.Remove(dialogue);
}

/// <summary>Model of the card `question`.</summary>
public sealed record QuestionCard(string Question);

/// <summary>Model of the card `question_late`: an answer came after the question had run out.</summary>
/// <param name="Answer">What was typed now; nothing was done with it.</param>
public sealed record LateQuestionCard(string Question, [property: Written] string Answer);
