using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Development;

/// <summary>Finds the action of a button's row for somebody who may change it.</summary>
public sealed class PlanFinder(Access access, WhoseDevelopment whose)
{
    /// <summary>Null alike where there is none and where the reader may not change it.</summary>
    public async Task<PlanItem?> Find(Command command, CancellationToken ct)
    {
        var parts = (command.Row ?? "").Split('.');
        if (
            parts.Length != 2
            || parts[0].Length == 0
            || !Guid.TryParse(parts[1], out var id)
            || await whose.OfRow(command, parts[0], Right.Write, ct) is not { } person
        )
        {
            return null;
        }

        var rows = await access.Read<PlanItem>(command.Viewer, person.Id, Purpose.Conversation, ct);
        return await rows.SingleOrDefaultAsync(row => row.Id == id, ct);
    }
}
