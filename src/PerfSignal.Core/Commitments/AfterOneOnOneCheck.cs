using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>Asked right before the question after a 1:1 leaves: was it held, is it still the manager's, and was nothing noted yet?</summary>
public sealed class AfterOneOnOneCheck(PerfSignalData data, Access access, TimeProvider clock) : IDeliveryCheck
{
    public const string Word = "after_one_on_one";

    public string Name => Word;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        var meeting = await data.Occurrences.AsNoTracking().SingleOrDefaultAsync(one => one.Id == row.CheckId, ct);
        if (meeting is null or { State: OccurrenceState.Dropped })
        {
            return meeting?.DroppedBecause ?? "cancelled";
        }

        if (meeting.End > clock.Now())
        {
            return "commitment_meeting_moved";
        }

        var manager = await data.People.AsNoTracking().SingleAsync(person => person.Id == row.RecipientId, ct);
        if (!Topics.Wants(manager, Topics.AfterOneOnOne))
        {
            return "topic_off";
        }

        return (await Pair.Of(data, manager.Id, meeting.ReportId, clock.Today(manager.Zone), ct))?.Manager.Id != manager.Id
                ? "manager_changed"
            : await Noted(meeting, ct) ? "noted_already"
            : null;
    }

    public async Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    )
    {
        var ids = rows.Select(row => row.CheckId).OfType<Guid>().Distinct().ToList();
        var reports = await data.Occurrences.Where(one => ids.Contains(one.Id)).ToDictionaryAsync(one => one.Id, one => one.ReportId, ct);
        return rows.Where(row => row.CheckId is { } id && reports.ContainsKey(id))
            .ToDictionary(row => row.Id, row => (reports[row.CheckId!.Value], DataClass.Commitments));
    }

    /// <summary>Since the 1:1 began, by either of the two.</summary>
    private async Task<bool> Noted(Occurrence meeting, CancellationToken ct)
    {
        var (manager, report, start) = (meeting.ManagerId, meeting.ReportId, meeting.Start);
        return await access
                .ForService<Commitment>()
                .AnyAsync(row => row.ManagerId == manager && row.ReportId == report && row.CreatedAt >= start, ct)
            || await access
                .ForService<FeedbackNote>()
                .AnyAsync(
                    row =>
                        row.At >= start
                        && ((row.AuthorId == manager && row.SubjectId == report) || (row.AuthorId == report && row.SubjectId == manager)),
                    ct
                );
    }
}
