using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.Reviews;

/// <summary>`cycle.open` and `cycle.close`: HR lets a cycle begin, or end.</summary>
public sealed class OpenCycle(PerfSignalData data, CycleActs acts, ShowCycle show) : IVerb
{
    public const string Open = "cycle.open";
    public const string Close = "cycle.close";

    public async Task<Reply> Handle(Command command, CancellationToken ct)
    {
        var reader = command.Reader;
        var end = !Guid.TryParse(command.Row, out var id)
            ? new CycleEnd.NotFound()
            : command.Verb == Close
                ? await acts.Close(command.Viewer, id, ct)
                : await acts.Open(command.Viewer, id, ct);
        var notice = reader.Say(command.Verb == Close ? "cycle_closed_now" : "cycle_opened_now");
        var card = end is CycleEnd.Done done ? await show.Write(done.Cycle, command, notice, ct) : null;
        await data.SaveChangesAsync(ct);
        return card is not null
            ? Reply.Show(ShowCycle.Card, card, replaces: true)
            : new Reply.Said(reader.Say(end is CycleEnd.Refused refused ? refused.Word : "cycle_gone"));
    }
}
