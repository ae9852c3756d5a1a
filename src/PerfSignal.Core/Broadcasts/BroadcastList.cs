using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Broadcasts;

/// <param name="IsOwn">Whether the viewer wrote it.</param>
/// <param name="AwaitsViewer">Whether the viewer is the second person whom it, or an edit of it, waits for.</param>
public sealed record BroadcastLine(
    Guid Id,
    string Title,
    string Author,
    bool IsOwn,
    BroadcastState State,
    string? Notice,
    Instant CreatedAt,
    Instant? NextAt,
    Instant? StartedAt,
    Instant? EndedAt,
    bool IsRetracted,
    bool AwaitsViewer
);

/// <summary>The broadcasts that a person of HR may see, the newest first.</summary>
public sealed class BroadcastList(PerfSignalData data, BroadcastFinder finder)
{
    /// <summary>Older ones are reached by their address.</summary>
    public const int Most = 200;

    public async Task<IReadOnlyList<BroadcastLine>> Of(Viewer viewer, CancellationToken ct)
    {
        if ((await finder.Population(viewer.PersonId, ct)).IsNobody)
        {
            return [];
        }

        var lines = new List<BroadcastLine>();
        var all = await data.Set<Broadcast>()
            .AsNoTracking()
            .Where(one => one.AuthorId == viewer.PersonId || one.State != BroadcastState.Draft)
            .OrderByDescending(one => one.CreatedAt)
            .Join(data.People, one => one.AuthorId, person => person.Id, (one, person) => new { Broadcast = one, person.Name })
            .Take(Most)
            .ToListAsync(ct);
        foreach (var one in all)
        {
            if (await finder.May(viewer, one.Broadcast, ct))
            {
                lines.Add(Line(viewer, one.Broadcast, one.Name));
            }
        }

        return lines;
    }

    private static BroadcastLine Line(Viewer viewer, Broadcast one, string author) =>
        new(
            one.Id,
            one.Title,
            author,
            one.AuthorId == viewer.PersonId,
            one.State,
            one.Notice,
            one.CreatedAt,
            one.NextAt,
            one.StartedAt,
            one.EndedAt,
            one.RetractedAt is not null,
            BroadcastApproval.MayApprove(viewer, one)
        );
}
