using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.People;

/// <summary>The waves, and whether the reader is in.</summary>
/// <param name="Mine">What the pilot is to the reader.</param>
/// <param name="MayWrite">Whether the reader may add a wave.</param>
public sealed record PilotList(string Mine, IReadOnlyList<PilotLine> Waves, string More, bool MayWrite);

/// <param name="People">How many people it covers; only for those who may change it.</param>
public sealed record PilotLine(string Row, string Name, string Whom, string When, string State, string People, bool MayChange, bool MayEnd);

/// <summary>`pilot.list`: which waves there are; everyone may know, and HR changes them from here.</summary>
public sealed class ListPilot(PilotDesk desk, PilotGate gate) : IVerb
{
    public const string Name = "pilot.list";
    private const int Most = 8;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var (reader, may) = (command.Reader, await desk.MayChange(command.By, ct));
        var waves = await desk.All(ct);
        var shown = waves
            .OrderByDescending(wave => wave.Until is null || wave.Until > gate.Today)
            .ThenByDescending(wave => wave.From)
            .ToList();
        var lines = new List<PilotLine>();
        foreach (var wave in shown.Take(Most))
        {
            lines.Add(await Line(wave, may, reader, ct));
        }

        var left = waves.Count - lines.Count;
        return Reply.Show(
            "pilot_list",
            new PilotList(
                await PilotWords.Mine(gate, command.By, reader, ct),
                lines,
                left > 0 ? reader.Say("pilot_more", ("count", reader.Number(left, 0))) : "",
                may
            )
        );
    }

    private async Task<PilotLine> Line(PilotWave wave, bool may, Reader reader, CancellationToken ct) =>
        new(
            wave.Id.ToString("N"),
            wave.Name,
            PilotWords.WhomInShort(wave, reader),
            PilotWords.When(wave, reader),
            PilotWords.State(wave, gate.Today, reader),
            may ? reader.Say("pilot_people", ("count", reader.Number(await desk.Count(wave, ct), 0))) : "",
            may,
            may && (wave.Until is null || wave.Until > gate.Today) && wave.IsEver
        );
}
