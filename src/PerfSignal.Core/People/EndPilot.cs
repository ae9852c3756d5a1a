using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.People;

/// <summary>`pilot.end`: takes a wave back from today on; what was collected stays with the people whom it is about.</summary>
public sealed class EndPilot(PilotDesk desk) : IVerb
{
    public const string Name = "pilot.end";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        return !await desk.MayChange(command.By, ct) ? new Reply.Said(reader.Say("pilot_not_yours"))
            : await desk.Find(command.Row, ct) is not { } wave ? new Reply.Said(reader.Say("pilot_gone"))
            : await desk.End(command.By, wave, ct) ? new Reply.Said(reader.Say("pilot_ended", ("name", wave.Name)))
            : new Reply.Said(reader.Say("pilot_ended_already", ("name", wave.Name)));
    }
}
