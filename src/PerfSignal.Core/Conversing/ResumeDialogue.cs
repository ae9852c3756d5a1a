using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>`dialogue.resume`: asks again what ran out, with everything typed by then.</summary>
public sealed class ResumeDialogue(PerfSignalData data, Dialogues dialogues, TimeProvider clock) : IVerb
{
    public const string Name = "dialogue.resume";
    public static readonly Verb Verb = new(Name, typeof(ResumeDialogue), []);

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        if (await dialogues.Of(command.By.Id, ct) is not { } open || open.AskedAt + Dialogue.Kept <= clock.Now())
        {
            return new Reply.Said(command.Reader.Say("dialogue_nothing_open"));
        }

        open.AskedAt = clock.Now();
        open.Version = Guid.NewGuid();
        await data.SaveChangesAsync(ct);
        return Reply.Show(Dialogues.Card, new QuestionCard(open.Question));
    }
}
