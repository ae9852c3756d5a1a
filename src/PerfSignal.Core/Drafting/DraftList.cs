using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Drafting;

/// <summary>An open draft in the list of who may write it.</summary>
public sealed record ListedDraft(
    string Page,
    string Name,
    DraftKind Kind,
    LocalDate? From,
    LocalDate? Until,
    string Writer,
    bool Edited,
    Instant At
);

/// <summary>Lists the open drafts about one's reports, and about those of whom one stands in for.</summary>
public sealed class DraftList(PerfSignalData data, Access access)
{
    private const int Most = 200;

    /// <summary>The newest first. The entries about what is read are saved by the caller.</summary>
    public async Task<IReadOnlyList<ListedDraft>> Of(Person me, Reader reader, CancellationToken ct)
    {
        var today = reader.Today;
        var managers = data.Set<Delegation>()
            .Where(row => row.DelegateId == me.Id && row.From <= today && row.Until > today)
            .Select(row => row.ManagerId);
        var reports = await data
            .ReportingLines.Where(line => line.From <= today && (line.Until == null || line.Until > today))
            .Where(line => line.ManagerId == me.Id || managers.Contains(line.ManagerId))
            .Where(line => line.ReportId != me.Id)
            .Select(line => line.ReportId)
            .Distinct()
            .ToListAsync(ct);
        var rows = await (await access.ReadAll<Draft>(new Viewer(me.Id), reports, Purpose.OneOnOne, ct))
            .AsNoTracking()
            .Where(row => row.State == DraftState.Open)
            .OrderByDescending(row => row.CreatedAt)
            .Take(Most)
            .ToListAsync(ct);
        var ids = rows.ConvertAll(row => row.ReportId);
        var names = await data.People.Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, row => row.Name, ct);
        return
        [
            .. rows.Select(row => new ListedDraft(
                DraftCards.PageOf(row),
                names[row.ReportId],
                row.Kind,
                row.From,
                row.Until,
                row.Writer,
                row.Edited is not null,
                row.CreatedAt
            )),
        ];
    }
}
