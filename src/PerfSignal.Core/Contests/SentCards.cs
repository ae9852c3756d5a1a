using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Core.Contests;

/// <summary>A card with what is contested on it that was sent before, and whether the mark reached it.</summary>
/// <param name="Unchanged">The update ended without having been shown: the card stands there without the mark.</param>
/// <param name="Reason">A word of the texts, `delivery_reason_…`.</param>
public sealed record SentCard(string Recipient, Instant SentAt, bool Unchanged, string Reason);

/// <summary>Finds the cards that a contest had to change, and those that could not be changed.</summary>
public sealed class SentCards(PerfSignalData data, LatestBriefs briefs, BriefRows rows)
{
    /// <summary>Names the change of a contest in the dedupe keys of its updates.</summary>
    public static string Change(Contest contest) => $"contest-{contest.Id:N}";

    public async Task<IReadOnlyList<SentCard>> Of(Contest contest, CancellationToken ct)
    {
        var known = await briefs
            .All.Where(brief => brief.ReportId == contest.PersonId && brief.FrozenAt <= contest.OpenedAt)
            .Where(brief => brief.FrozenAt >= contest.OpenedAt - BriefChanges.Reach)
            .Select(brief => new { brief.Id, brief.ManagerId })
            .ToListAsync(ct);
        var recipients = known.Select(brief => brief.ManagerId).Append(contest.PersonId).Distinct().ToList();
        var sends = (await rows.Sends([.. known.Select(brief => brief.Id)], recipients, ct)).ToDictionary(
            send => BriefRows.UpdateKey(send.Id, Change(contest)),
            StringComparer.Ordinal
        );
        var keys = sends.Keys.ToList();
        var updates = await data.Set<DeliveryRow>().AsNoTracking().Where(row => keys.Contains(row.DedupeKey)).ToListAsync(ct);
        var names = await data
            .People.Where(person => recipients.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, person => person.Name, ct);
        return
        [
            .. updates
                .Select(row => new SentCard(
                    names[row.RecipientId],
                    sends[row.DedupeKey].EndedAt ?? sends[row.DedupeKey].CreatedAt,
                    row.State is DeliveryState.Failed or DeliveryState.Excluded or DeliveryState.Expired,
                    row.Reason ?? ""
                ))
                .OrderBy(card => card.SentAt),
        ];
    }
}
