using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>`dialogue.resume`: asks again what ran out, with everything typed by then.</summary>
public sealed class ResumeDialogue(PerfSignalData data, Dialogues dialogues, VerbTable verbs, TimeProvider clock) : IVerb
{
    public const string Name = "dialogue.resume";
    public static readonly Verb Verb = new(Name, typeof(ResumeDialogue), []);

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        if (await dialogues.Open(command.By.Id, ct) is not { } open || KeptWords.Read(open.Fields) is not { } kept)
        {
            return new Reply.Said(command.Reader.Say("dialogue_gone"));
        }

        if (kept.Id.ToString("N") != command.Row)
        {
            return new Reply.Said(command.Reader.Say("dialogue_closed"));
        }

        Reply reply;
        if (verbs.ByName(open.Verb) is null)
        {
            dialogues.End(open);
            reply = Dialogues.Ended(command.Reader.Say("dialogue_unreadable"), open.Question, kept.Typed);
        }
        else
        {
            (open.Fields, open.AskedAt) = (CardJson.Write(kept with { Late = null }), clock.Now());
            reply = Reply.Show(Dialogues.Card, new QuestionCard(open.Question, kept.Id.ToString("N"), command.IsAside));
        }

        await data.SaveChangesAsync(ct);
        return reply;
    }
}
