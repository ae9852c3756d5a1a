using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Drafting;

/// <summary>Counts drafts by month: for HR those of its population, for the works council all, and for each manager their own.</summary>
public sealed class DraftOversight(PerfSignalData data, Access access, Organization organization, TimeProvider clock)
{
    private const int Months = 6;

    /// <summary>Approvals from which on a share says something.</summary>
    public const int FewestApprovals = 5;

    /// <summary>Reasons are told apart in so many groups at most; a model has a few dozen.</summary>
    private const int MostGroups = 5000;

    /// <summary>People in the smallest group that may be counted.</summary>
    public int Group => Math.Max(5, organization.MinimumGroup);

    /// <summary>For HR; null for anybody else. The entry about the look is saved by the caller.</summary>
    public async Task<DraftOverview?> ForHr(Viewer viewer, CancellationToken ct) =>
        await access.Totals(viewer, DataClass.Draft, Reach.Aggregates, ct) is { } managers
            ? await Of(managers, Group, approvers: true, ct)
            : null;

    /// <summary>For the works council, without what is about single managers; null for anybody else. The entry is saved by the caller.</summary>
    public async Task<DraftOverview?> ForCouncil(Viewer viewer, CancellationToken ct) =>
        await access.Totals(viewer, DataClass.Draft, Reach.Counts, ct) is { } managers
            ? await Of(managers, Group, approvers: false, ct)
            : null;

    /// <summary>One's own: drafts about one's reports.</summary>
    public Task<DraftOverview> Own(Viewer viewer, CancellationToken ct) =>
        Of(data.People.Where(person => person.Id == viewer.PersonId).Select(person => person.Id), group: 1, approvers: false, ct);

    /// <param name="group">Managers from whom on what they did is counted.</param>
    private async Task<DraftOverview> Of(IQueryable<Guid> managers, int group, bool approvers, CancellationToken ct)
    {
        var people = new DraftPeople(data, access);
        var zone = Zones.Of(organization.TimeZone);
        var today = clock.Now().InZone(zone).Date;
        var months = Enumerable.Range(0, Months).Select(back => today.PlusMonths(back - Months + 1).ToYearMonth()).ToList();
        var starts = months.ConvertAll(month => zone.AtStartOfDay(month.OnDayOfMonth(1)).ToInstant());
        var first = starts[0];
        var drafts = access.ForService<Draft>().Where(row => managers.Contains(row.ManagerId));
        var uses = access.ForService<ModelUse>().Where(row => row.At >= first && managers.Contains(row.ManagerId));
        var summaries = access.ForService<Summary>().Where(row => row.ApprovedAt >= first && managers.Contains(row.ManagerId));

        var asked = await drafts
            .Where(row => row.CreatedAt >= first)
            .GroupBy(MonthOf.Row<Draft>(row => row.CreatedAt, starts))
            .Select(rows => new { rows.Key, Count = rows.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var discarded = await drafts
            .Where(row => row.State == DraftState.Discarded && row.EndedAt >= first)
            .GroupBy(MonthOf.Row<Draft>(row => row.EndedAt, starts))
            .Select(rows => new { rows.Key, Count = rows.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, ct);
        var approved = await summaries
            .GroupBy(MonthOf.Row<Summary>(row => row.ApprovedAt, starts))
            .Select(rows => new
            {
                rows.Key,
                Count = rows.Count(),
                Unchanged = rows.Sum(row => row.Difference == null ? 1 : 0),
            })
            .ToDictionaryAsync(row => row.Key, ct);
        var models = await uses.GroupBy(MonthOf.Row<ModelUse>(row => row.At, starts))
            .Select(rows => new
            {
                rows.Key,
                Count = rows.Count(),
                Kept = rows.Sum(row => row.Kept),
                Refused = rows.Sum(row => row.Refused),
                Fallbacks = rows.Sum(row => row.Fallback == null ? 0 : 1),
                In = rows.Sum(row => (long)row.TokensIn),
                Out = rows.Sum(row => (long)row.TokensOut),
            })
            .ToDictionaryAsync(row => row.Key, ct);
        var list = new List<DraftMonth>();
        var counted = drafts.Where(row => row.CreatedAt >= first);
        foreach (var (place, month) in months.Index().Reverse())
        {
            var from = starts[place];
            var until = zone.AtStartOfDay(month.PlusMonths(1).OnDayOfMonth(1)).ToInstant();
            var (of, given) = (models.GetValueOrDefault(place), approved.GetValueOrDefault(place));
            var shown = await people.In(from, until, managers, group, ct);
            if (!shown.Asked)
            {
                counted = counted.Where(row => row.CreatedAt < from || row.CreatedAt >= until);
            }

            var took = uses.Where(row => row.At >= from && row.At < until);
            list.Add(
                new DraftMonth(
                    month,
                    shown.Asked ? asked.GetValueOrDefault(place) : null,
                    shown.Approved ? given?.Count ?? 0 : null,
                    shown.Approved ? given?.Unchanged ?? 0 : null,
                    shown.Discarded ? discarded.GetValueOrDefault(place) : null,
                    of?.Count ?? 0,
                    of?.Kept ?? 0,
                    of?.Refused ?? 0,
                    of?.Fallbacks ?? 0,
                    of?.In ?? 0,
                    of?.Out ?? 0,
                    of is null ? null : await Slower(took, of.Count, 0.5, ct),
                    of is null ? null : await Slower(took, of.Count, 0.95, ct)
                )
            );
        }

        return new DraftOverview(
            list,
            await Refusals(drafts.Where(row => row.CreatedAt >= first), ct),
            await Fallbacks(drafts.Where(row => row.CreatedAt >= first), ct),
            await Writers(counted, ct),
            approvers ? await Approvers(summaries, group, ct) : []
        );
    }

    /// <summary>The nearest rank: the smallest that so large a share did not go beyond.</summary>
    private static async Task<int?> Slower(IQueryable<ModelUse> uses, int count, double share, CancellationToken ct) =>
        await uses.OrderBy(row => row.Milliseconds)
            .Skip(Math.Max(0, (int)Math.Ceiling(share * count) - 1))
            .Select(row => (int?)row.Milliseconds)
            .FirstOrDefaultAsync(ct);

    /// <summary>Drafts whose refusals are the same are counted by the database; what they say is read here.</summary>
    private static async Task<IReadOnlyList<(string, int)>> Refusals(IQueryable<Draft> drafts, CancellationToken ct)
    {
        var groups = await drafts
            .Where(row => row.Refusals != null)
            .GroupBy(row => row.Refusals!)
            .Select(rows => new { rows.Key, Count = rows.Count() })
            .OrderByDescending(row => row.Count)
            .Take(MostGroups)
            .ToListAsync(ct);
        return Most(
            groups
                .SelectMany(group =>
                    CardJson.Read<Dictionary<string, int>>(group.Key).Select(reason => (reason.Key, Count: reason.Value * group.Count))
                )
                .GroupBy(reason => reason.Key, StringComparer.Ordinal)
                .Select(reasons => (reasons.Key, reasons.Sum(reason => reason.Count)))
        );
    }

    private static async Task<IReadOnlyList<(string, int)>> Fallbacks(IQueryable<Draft> drafts, CancellationToken ct)
    {
        var groups = await drafts
            .Where(row => row.Fallback != null)
            .GroupBy(row => row.Fallback!)
            .Select(rows => new { rows.Key, Count = rows.Count() })
            .ToListAsync(ct);
        return Most(groups.Select(group => (group.Key, group.Count)));
    }

    private static async Task<IReadOnlyList<DraftWriters>> Writers(IQueryable<Draft> drafts, CancellationToken ct)
    {
        var groups = await drafts
            .Where(row => row.Writer != WrittenDraft.Pending)
            .GroupBy(row => new { row.Writer, row.PromptVersion })
            .Select(rows => new
            {
                rows.Key.Writer,
                rows.Key.PromptVersion,
                Count = rows.Count(),
            })
            .ToListAsync(ct);
        return
        [
            .. groups
                .OrderByDescending(group => group.Count)
                .Select(group => new DraftWriters(group.Writer, group.PromptVersion, group.Count)),
        ];
    }

    private async Task<IReadOnlyList<DraftApprover>> Approvers(IQueryable<Summary> summaries, int group, CancellationToken ct)
    {
        var groups = await summaries
            .GroupBy(row => row.ApprovedById)
            .Select(rows => new
            {
                rows.Key,
                Count = rows.Count(),
                Unchanged = rows.Sum(row => row.Difference == null ? 1 : 0),
            })
            .Where(row => row.Count >= FewestApprovals)
            .Join(
                data.People,
                row => row.Key,
                person => person.Id,
                (row, person) =>
                    new
                    {
                        person.Name,
                        row.Count,
                        row.Unchanged,
                    }
            )
            .ToListAsync(ct);
        if (groups.Count < group)
        {
            return [];
        }

        return
        [
            .. groups
                .Select(row => new DraftApprover(row.Name, row.Count, row.Unchanged))
                .OrderByDescending(row => row.Share)
                .ThenBy(row => row.Name, StringComparer.Ordinal),
        ];
    }

    private static IReadOnlyList<(string, int)> Most(IEnumerable<(string Reason, int Count)> reasons) =>
        [.. reasons.OrderByDescending(reason => reason.Count).ThenBy(reason => reason.Reason, StringComparer.Ordinal)];
}
