using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Broadcasts;

/// <param name="State">Waiting also for those whose row is still to be made.</param>
/// <param name="ReasonWord">A word of the texts (`delivery_reason_…`); null for sent and waiting.</param>
/// <param name="At">When it ended; null while it waits.</param>
public sealed record ReportLine(
    string Name,
    string Email,
    string Department,
    DeliveryState State,
    string? ReasonWord,
    PlatformName? Platform,
    Instant? At,
    bool PossiblyDoubled,
    bool Retracted
);

/// <summary>Everybody of an audience with what became of their message, read as it is asked for.</summary>
public sealed class BroadcastReport(PerfSignalData data, BroadcastFinder finder, RowMaker maker, Audit audit)
{
    /// <summary>The word for people whose row is still to be made.</summary>
    public const string NotYet = "not_yet";

    /// <summary>In the order of e-mail addresses, those with a row first; nothing where there is none that the viewer may see.</summary>
    public async IAsyncEnumerable<ReportLine> Lines(Viewer viewer, Guid id, [EnumeratorCancellation] CancellationToken ct)
    {
        if (await finder.Of(viewer, id, ct) is not { } broadcast)
        {
            yield break;
        }

        await audit.Add(viewer.PersonId, "read", "broadcast.report", null, $"{id:N}", ct);
        await data.SaveChangesAsync(ct);
        // Asked for first: whose row is made while the report is read stands in both, and is told from those who have one.
        var missing = BroadcastProgress.IsOpen(broadcast) ? await maker.MissingIds(broadcast, all: true, ct) : [];
        var rows = data.Set<DeliveryRow>().AsNoTracking().Where(row => row.SendId == id && row.Act == DeliveryAct.Send);
        var made = await rows.Join(data.People, row => row.RecipientId, person => person.Id, (row, person) => new { row, person.Email })
            .OrderBy(one => one.Email)
            .Select(one => new { one.row.Id, one.row.RecipientId })
            .ToListAsync(ct);
        foreach (var page in made.Chunk(AudiencePages.Size))
        {
            foreach (var line in await Page([.. page.Select(one => one.Id)], ct))
            {
                yield return line;
            }
        }

        var with = made.Select(one => one.RecipientId).ToHashSet();
        foreach (var page in missing.Where(person => !with.Contains(person)).Chunk(AudiencePages.Size))
        {
            foreach (var person in await data.People.AsNoTracking().Page(page, ct))
            {
                yield return new(person.Name, person.Email, person.Department, DeliveryState.Waiting, NotYet, null, null, false, false);
            }
        }
    }

    /// <remarks>By nothing but the identifiers: with the send beside them a database may go through all of the send for each page.</remarks>
    private Task<List<ReportLine>> Page(IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        data.Set<DeliveryRow>()
            .AsNoTracking()
            .Where(row => EF.Parameter(ids).Contains(row.Id))
            .Join(data.People.AsNoTracking(), row => row.RecipientId, person => person.Id, (row, person) => new { row, person })
            .OrderBy(one => one.person.Email)
            .Select(one => new ReportLine(
                one.person.Name,
                one.person.Email,
                one.person.Department,
                one.row.State,
                one.row.Reason,
                one.row.Platform,
                one.row.EndedAt,
                one.row.PossiblyDoubled,
                one.row.Retracted
            ))
            .ToListAsync(ct);
}
