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
        var rows = data.Set<DeliveryRow>().AsNoTracking().Where(row => row.SendId == id && row.Act == DeliveryAct.Send);
        for (string? after = null; ; )
        {
            var page = await Page(rows, after, ct);
            foreach (var line in page)
            {
                yield return line;
            }

            if (page.Count < AudiencePages.Size)
            {
                break;
            }

            after = page[^1].Email;
        }

        if (BroadcastProgress.IsOpen(broadcast))
        {
            await foreach (var people in (await maker.Missing(broadcast, all: true, ct)).Pages(ct))
            {
                foreach (var person in people)
                {
                    yield return new(person.Name, person.Email, person.Department, DeliveryState.Waiting, NotYet, null, null, false, false);
                }
            }
        }
    }

    private Task<List<ReportLine>> Page(IQueryable<DeliveryRow> rows, string? after, CancellationToken ct) =>
        rows.Join(data.People.AsNoTracking(), row => row.RecipientId, person => person.Id, (row, person) => new { row, person })
#pragma warning disable CA1309 // The database compares, in the order in which it sorts.
            .Where(one => after == null || string.Compare(one.person.Email, after) > 0)
#pragma warning restore CA1309
            .OrderBy(one => one.person.Email)
            .Take(AudiencePages.Size)
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
