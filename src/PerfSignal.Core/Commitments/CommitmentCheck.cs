using Microsoft.EntityFrameworkCore;
using NodaTime.Text;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>Asked right before a reminder leaves: is it still open and due on that day, and does its owner still want to be told and may?</summary>
public sealed class CommitmentCheck(PerfSignalData data, Access access, TimeProvider clock) : IDeliveryCheck
{
    public const string Word = "commitment";

    public string Name => Word;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        var commitment = await access.ForService<Commitment>().AsNoTracking().SingleOrDefaultAsync(one => one.Id == row.CheckId, ct);
        if (commitment is not { State: CommitmentState.Open })
        {
            return "commitment_closed";
        }

        if (commitment.DueOn is not { } due || !row.DedupeKey.EndsWith(LocalDatePattern.Iso.Format(due), StringComparison.Ordinal))
        {
            return "commitment_moved";
        }

        var owner = await data.People.AsNoTracking().SingleAsync(person => person.Id == row.RecipientId, ct);
        if (!Topics.Wants(owner, Topics.Reminders))
        {
            return "topic_off";
        }

        // A manager who handed the report over can do nothing about it any more.
        return
            await Pair.Of(data, commitment.ManagerId, commitment.ReportId, clock.Today(owner.Zone), ct) is null
            && !await access.May(new Viewer(owner.Id), commitment.ReportId, DataClass.Commitments, Right.Write, ct)
            ? "manager_changed"
            : null;
    }

    public async Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    )
    {
        var ids = rows.Select(row => row.CheckId).OfType<Guid>().Distinct().ToList();
        var reports = await access
            .ForService<Commitment>()
            .Where(one => ids.Contains(one.Id))
            .ToDictionaryAsync(one => one.Id, one => one.ReportId, ct);
        return rows.Where(row => row.CheckId is { } id && reports.ContainsKey(id))
            .ToDictionary(row => row.Id, row => (reports[row.CheckId!.Value], DataClass.Commitments));
    }
}
