using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>Reminds everyone who was asked for feedback, once, in the morning of the day by which it is wanted.</summary>
public sealed class RemindRequests(
    PerfSignalData data,
    Access access,
    Requests requests,
    Outbox outbox,
    ReaderFactory readers,
    TimeProvider clock
)
{
    private static readonly LocalTime Morning = new(9, 0);

    public async Task Run(CancellationToken ct)
    {
        // A day around today in any zone; the exact day is the recipient's own.
        var today = clock.Today(DateTimeZone.Utc);
        var (from, until) = (today.PlusDays(-1), today.PlusDays(1));
        var due = await access
            .ForService<FeedbackRequest>()
            .AsNoTracking()
            .Where(row => row.State == RequestState.Open && row.DueOn >= from && row.DueOn <= until)
            .ToListAsync(ct);
        var ids = due.SelectMany(row => new[] { row.RecipientId, row.AskerId, row.SubjectId }).Distinct().ToList();
        var people = await data.People.AsNoTracking().Where(person => ids.Contains(person.Id)).ToDictionaryAsync(person => person.Id, ct);
        var rows = due.Where(row => IsNow(row, people[row.RecipientId]))
            .Select(row =>
            {
                var recipient = people[row.RecipientId];
                var card = RequestCards.DueToday(readers.For(recipient), row, people[row.AskerId], people[row.SubjectId]);
                return requests.Row(row, card, recipient, "due");
            })
            .ToList();
        await outbox.Queue(rows, ct);
        await data.SaveChangesAsync(ct);
    }

    private bool IsNow(FeedbackRequest request, Person recipient)
    {
        var local = clock.Now().InZone(recipient.Zone).LocalDateTime;
        return local.Date == request.DueOn
            && local.TimeOfDay >= Morning
            // Asked for on the day itself, the request is reminder enough.
            && request.At.InZone(recipient.Zone).Date < local.Date
            && Topics.Wants(recipient, Topics.Reminders);
    }
}
