using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Broadcasts;

/// <summary>
/// Finds broadcasts for those who may know of them: their author while HR, and HR of at least all whom the author is HR of. A draft is its author's alone.
/// </summary>
public sealed class BroadcastFinder(PerfSignalData data, Access access)
{
    /// <summary>The broadcast, tracked; null where there is none or the viewer may not know of it.</summary>
    public async Task<Broadcast?> Of(Viewer viewer, Guid id, CancellationToken ct) =>
        await data.Set<Broadcast>().FirstOrDefaultAsync(row => row.Id == id, ct) is { } found && await May(viewer, found, ct)
            ? found
            : null;

    public async Task<bool> May(Viewer viewer, Broadcast broadcast, CancellationToken ct)
    {
        var own = await Population(viewer.PersonId, ct);
        return !own.IsNobody
            && (
                broadcast.AuthorId == viewer.PersonId
                || (broadcast.State != BroadcastState.Draft && own.Covers(await Population(broadcast.AuthorId, ct)))
            );
    }

    public Task<Population> Population(Guid person, CancellationToken ct) =>
        access.Population(new Viewer(person), DataClass.Nudges, Right.Write, ct);
}
