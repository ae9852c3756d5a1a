using PerfSignal.Core.Data;

namespace PerfSignal.Core.Conversing;

/// <summary>`dialogue.cancel`: ends what the bot asked; nothing of it is kept.</summary>
public sealed class CancelDialogue(PerfSignalData data, Dialogues dialogues) : IVerb
{
    public const string Name = "dialogue.cancel";
    public static readonly Verb Verb = new(Name, typeof(CancelDialogue), ["cancel", "abbrechen", "stop", "stopp"])
    {
        WorksOutsidePilot = true,
    };

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        if (await dialogues.Open(command.By.Id, ct) is not { } open)
        {
            return new Reply.Said(command.Reader.Say("dialogue_nothing_open"));
        }

        // The button of an older question must not end the one that is open now.
        if (command.Row is { } meant && KeptWords.Read(open.Fields)?.Id.ToString("N") is { } id && id != meant)
        {
            return new Reply.Said(command.Reader.Say("dialogue_closed"));
        }

        dialogues.End(open);
        await data.SaveChangesAsync(ct);
        return new Reply.Said(command.Reader.Say("dialogue_cancelled"));
    }
}
