using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>Asked right before a request, or its reminder, is sent: is it still open, and do asker and subject still work here?</summary>
public sealed class RequestCheck(PerfSignalData data, Access access, Relations relations, TimeProvider clock) : IDeliveryCheck
{
    public const string Word = "request";

    public string Name => Word;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        var request = await access
            .Written<FeedbackRequest>(new Viewer(row.RecipientId))
            .AsNoTracking()
            .FirstOrDefaultAsync(one => one.Id == row.CheckId, ct);
        return request is not { State: RequestState.Open } ? "request_over"
            : await relations.AreColleagues(row.RecipientId, request.SubjectId, ct) && await WorksHere(request.AskerId, ct) ? null
            : "request_over";
    }

    /// <summary>The person asked reads whom they are asked about, and what.</summary>
    public async Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    )
    {
        var about = new Dictionary<Guid, (Guid, DataClass)>();
        foreach (var row in rows)
        {
            var subject = await access
                .Written<FeedbackRequest>(new Viewer(row.RecipientId))
                .Where(one => one.Id == row.CheckId)
                .Select(one => (Guid?)one.SubjectId)
                .FirstOrDefaultAsync(ct);
            if (subject is { } id)
            {
                about[row.Id] = (id, DataClass.SharedFeedback);
            }
        }

        return about;
    }

    private async Task<bool> WorksHere(Guid id, CancellationToken ct) =>
        await data.People.FindAsync([id], ct) is { } person && person.WorksOn(clock.Today(person.Zone));
}
