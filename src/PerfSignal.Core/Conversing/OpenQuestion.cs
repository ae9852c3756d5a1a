using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Takes what a person says to the question that is open to the verb that asked it.</summary>
public sealed class OpenQuestion(Dialogues dialogues, ClearCommand clear, VerbTable verbs, TimeProvider clock, IServiceProvider handlers)
{
    /// <summary>Answers the open question with typed words; null where they are no answer to one.</summary>
    public async Task<Reply?> Hear(Command command, TypedWords typed, CancellationToken ct)
    {
        var person = command.By.Id;
        return
            typed.MayAnswer
            && await dialogues.Has(person, ct)
            && await dialogues.Open(person, ct) is { } open
            && !open.IsLate(clock.Now())
            && (typed.Verb is null || (open.TakesAnyWords && !await clear.Is(command, typed, ct)))
            ? await Continue(open, KeptWords.Read(open.Fields), command, typed.Answer, ct)
            : null;
    }

    /// <summary>Says once that the question had run out, with all that was typed for it; null where none had.</summary>
    public async Task<Reply?> Late(Command command, TypedWords typed, CancellationToken ct)
    {
        var person = command.By.Id;
        if (
            !typed.MayAnswer
            || !await dialogues.Has(person, ct)
            || await dialogues.Open(person, ct) is not { } open
            || !open.IsLate(clock.Now())
        )
        {
            return null;
        }

        if (KeptWords.Read(open.Fields) is not { } kept)
        {
            dialogues.End(open);
            return Dialogues.Ended(command.Reader.Say("dialogue_unreadable"), open.Question, [typed.Answer]);
        }

        if (kept.Late is not null)
        {
            return null;
        }

        var json = CardJson.Write(kept with { Late = typed.Answer });
        var fits = json.Length <= Dialogue.MaxKept;
        open.Fields = fits ? json : CardJson.Write(kept with { Late = "" });
        return Reply.Show(
            "question_late",
            new LateQuestionCard(kept.Id.ToString("N"), TypedBefore.Of(open.Question, kept.Typed), typed.Answer, fits)
        );
    }

    /// <summary>Gives an answer to the verb that asked.</summary>
    /// <param name="kept">Null for what an older version wrote and this one cannot read.</param>
    internal async Task<Reply> Continue(Dialogue open, KeptWords? kept, Command command, string answer, CancellationToken ct)
    {
        if (kept is null || verbs.ByName(open.Verb) is not { } verb)
        {
            dialogues.End(open);
            return Dialogues.Ended(command.Reader.Say("dialogue_unreadable"), open.Question, [.. kept?.Typed ?? [], answer]);
        }

        var fields = new Dictionary<string, string>(kept.Fields, StringComparer.Ordinal) { [open.Waits] = answer };
        dialogues.Answer(open, kept, answer);
        var asked = command with { Verb = verb.Name, Row = open.Row, Text = "", Fields = fields, InDialogue = true };
        return await ((IVerb)handlers.GetRequiredService(verb.Handler)).Handle(asked, ct);
    }
}
