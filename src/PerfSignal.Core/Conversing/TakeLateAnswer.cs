namespace PerfSignal.Core.Conversing;

/// <summary>`dialogue.take`: takes the answer that came late for the answer after all.</summary>
public sealed class TakeLateAnswer(Dialogues dialogues, OpenQuestion question) : IVerb
{
    public const string Name = "dialogue.take";
    public static readonly Verb Verb = new(Name, typeof(TakeLateAnswer), []);

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        if (await dialogues.Open(command.By.Id, ct) is not { } open || KeptWords.Read(open.Fields) is not { } kept)
        {
            return new Reply.Said(command.Reader.Say("dialogue_gone"));
        }

        return kept.Late is { Length: > 0 } answer && kept.Id.ToString("N") == command.Row
            ? await question.Continue(open, kept, command, answer, ct)
            : new Reply.Said(command.Reader.Say("dialogue_closed"));
    }
}
