using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>
/// Asked right before a brief leaves: does the 1:1 still take place, is the recipient still the manager on that date, was anything contested since?
/// A contest does not hold the card back: its model is marked. Whether the employee could be reached is not asked: that holds nobody back.
/// </summary>
public sealed class BriefCheck(
    PerfSignalData data,
    LatestBriefs briefs,
    BriefMarksReader marks,
    BriefRows rows,
    Access access,
    PilotGate pilot,
    TimeProvider clock
) : IDeliveryCheck
{
    public string Name => BriefRows.Check;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        if (row.CheckId is not { } id || await briefs.Find(id, ct) is not { } brief)
        {
            return "brief_gone";
        }

        var occurrence = await data.Occurrences.AsNoTracking().SingleAsync(one => one.Id == brief.OccurrenceId, ct);
        if (occurrence.State == OccurrenceState.Dropped)
        {
            return occurrence.DroppedBecause ?? "cancelled";
        }

        var recipient = await data.People.AsNoTracking().SingleAsync(person => person.Id == row.RecipientId, ct);
        if (recipient.PausedUntil > clock.Now())
        {
            return "paused";
        }

        if (!await pilot.Has(brief.ManagerId, ct) || !await pilot.Has(brief.ReportId, ct))
        {
            return PilotGate.Reason;
        }

        if (await Doubted(occurrence, ct))
        {
            return "org_data_doubt";
        }

        if (recipient.Id != brief.ReportId && !await Manages(recipient, occurrence, ct))
        {
            return "manager_changed";
        }

        var latest = (await briefs.Of(occurrence.Id, ct))[0];
        var evidence = CardJson.Read<Evidence>(latest.Evidence);
        evidence = (await marks.Of(evidence, ct)).On(evidence);
        var model = rows.Model(BriefView.Of(occurrence, evidence), recipient);
        if (model != row.Model)
        {
            row.Model = model;
        }

        return null;
    }

    public async Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    )
    {
        var ids = rows.Select(row => row.CheckId).OfType<Guid>().Distinct().ToList();
        var reports = await briefs
            .All.Where(brief => ids.Contains(brief.Id))
            .Select(brief => new { brief.Id, brief.ReportId })
            .ToDictionaryAsync(brief => brief.Id, brief => brief.ReportId, ct);
        return rows.Where(row => row.CheckId is { } id && reports.ContainsKey(id))
            .ToDictionary(row => row.Id, row => (reports[row.CheckId!.Value], DataClass.Brief));
    }

    /// <summary>The manager of that date, whose right may begin with that day only; otherwise whoever may act in the pair today, such as a delegate.</summary>
    private async Task<bool> Manages(Person recipient, Occurrence occurrence, CancellationToken ct)
    {
        var pair = await Pair.Of(data, recipient.Id, occurrence.ReportId, BriefablePairs.DateOf(occurrence.Start, recipient), ct);
        return pair?.Manager.Id == recipient.Id
            || await access.May(new Viewer(recipient.Id), occurrence.ReportId, DataClass.Commitments, Right.Write, ct);
    }

    private Task<bool> Doubted(Occurrence occurrence, CancellationToken ct)
    {
        var today = clock.Now().InUtc().Date;
        var lines = data
            .ReportingLines.Where(line =>
                line.ManagerId == occurrence.ManagerId && line.ReportId == occurrence.ReportId && (line.Until == null || line.Until > today)
            )
            .Select(line => line.Id);
        return data.Set<OrgDataDoubt>().AnyAsync(doubt => lines.Contains(doubt.LineId) && doubt.DismissedAt == null, ct);
    }
}
