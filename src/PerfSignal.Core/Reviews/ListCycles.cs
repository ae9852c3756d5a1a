using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Reviews;

/// <summary>What is open for the reader in review cycles, what they completed, and for HR how far the cycles are.</summary>
public sealed record CycleList(
    string Title,
    IReadOnlyList<StepLine> Open,
    string Empty,
    string More,
    string DoneTitle,
    IReadOnlyList<DoneLine> Done,
    string CyclesTitle,
    IReadOnlyList<CycleLine> Cycles,
    bool CanWrite
);

/// <param name="CanReopen">Whether the cycle is still open.</param>
public sealed record DoneLine(string Row, [property: Written] string What, string When, bool CanReopen);

public sealed record CycleLine(string Row, [property: Written] string Name, string State);

/// <summary>`cycle.list`: everyone sees what is theirs; HR and the works council also the cycles with their numbers.</summary>
public sealed class ListCycles(PerfSignalData data, MySteps mine, CycleViewers viewers, CycleFinder cycles) : IVerb
{
    public const string Name = "cycle.list";
    private const int MostOpen = 6;
    private const int MostDone = 4;
    private const int MostCycles = 4;

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var (open, done) = (await mine.Open(command.By, reader, ct), await mine.Done(command.By, reader, MostDone, ct));
        var shown = await viewers.Population(command.Viewer, ct) is { } population ? await cycles.Of(population, ct) : [];
        var lines = new List<CycleLine>();
        foreach (var cycle in shown.Take(MostCycles))
        {
            lines.Add(
                new(
                    cycle.Id.ToString("N"),
                    cycle.Name,
                    await CycleSaid.State(cycle, cycles, (await viewers.Population(command.Viewer, ct))!, reader, ct)
                )
            );
        }

        var list = new CycleList(
            reader.Say("cycle_list_title", ("count", reader.Number(open.Count, 0))),
            [.. open.Take(MostOpen)],
            open.Count == 0 ? reader.Say("cycle_list_empty") : "",
            open.Count > MostOpen ? reader.Say("review_more", ("count", reader.Number(open.Count - MostOpen, 0))) : "",
            done.Count == 0 ? "" : reader.Say("cycle_list_done"),
            done,
            lines.Count == 0 ? "" : reader.Say("cycle_list_cycles", ("count", reader.Number(shown.Count, 0))),
            lines,
            await viewers.IsHr(command.Viewer, ct)
        );
        await data.SaveChangesAsync(ct);
        return Reply.Show("cycle_list", list);
    }
}
