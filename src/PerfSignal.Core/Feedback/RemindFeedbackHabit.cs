using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Calendars;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>Tells a manager on a weekday morning which reports got no feedback from them for a week; at most once in each of the manager's weeks.</summary>
public sealed class RemindFeedbackHabit(
    PerfSignalData data,
    WithoutFeedback without,
    Outbox outbox,
    ReaderFactory readers,
    Organization organization,
    TimeProvider clock
)
{
    /// <summary>Quarter of an hour is the pace of the schedule: each morning has a few runs, should one be missed.</summary>
    private static readonly (LocalTime From, LocalTime Until) Morning = (new(9, 0), new(10, 0));

    /// <returns>How many messages were queued.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var managers = await Managers(ct);
        var told = await Told(ct);
        var queued = 0;
        foreach (var manager in managers.Where(manager => IsMorning(manager) && !told.Contains(Key(manager))))
        {
            if (await without.Of(manager, ct) is { Count: > 0 } reports && await outbox.Queue(Row(manager, reports), ct))
            {
                queued++;
            }
        }

        await data.SaveChangesAsync(ct);
        return queued;
    }

    /// <summary>Everybody who manages somebody, and wants to be told.</summary>
    private async Task<IReadOnlyList<Person>> Managers(CancellationToken ct)
    {
        // A day around today in any zone; the exact lines are asked for each manager.
        var (before, after) = (clock.Today(DateTimeZone.Utc).PlusDays(-1), clock.Today(DateTimeZone.Utc).PlusDays(1));
        var lines = data.ReportingLines.Where(line => line.From <= after && (line.Until == null || line.Until > before));
        var managers = await data.People.AsNoTracking().Where(person => lines.Any(line => line.ManagerId == person.Id)).ToListAsync(ct);
        return [.. managers.Where(person => Topics.Wants(person, Topics.FeedbackHabit))];
    }

    /// <summary>The keys of the past week: who was told this week is not looked at again.</summary>
    private async Task<HashSet<string>> Told(CancellationToken ct)
    {
        var since = clock.Now() - Duration.FromDays(8);
        return
        [
            .. await data.Set<DeliveryRow>()
                .Where(row => row.Check == HabitCheck.Word && row.CreatedAt > since)
                .Select(row => row.DedupeKey)
                .ToListAsync(ct),
        ];
    }

    private bool IsMorning(Person manager)
    {
        var now = clock.Now();
        var local = now.InZone(manager.Zone).LocalDateTime;
        return local.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
            && local.TimeOfDay >= Morning.From
            && local.TimeOfDay < Morning.Until
            && manager.WorksOn(local.Date)
            && !(manager.PausedUntil > now)
            && QuietEnd.For(manager, organization.QuietHours, now) is null;
    }

    /// <summary>By ISO 8601 week of the manager's own calendar.</summary>
    private string Key(Person manager)
    {
        var today = clock.Today(manager.Zone);
        var (year, week) = (WeekYearRules.Iso.GetWeekYear(today), WeekYearRules.Iso.GetWeekOfWeekYear(today));
        return string.Create(CultureInfo.InvariantCulture, $"habit:{manager.Id:N}:{year}-W{week:D2}");
    }

    private DeliveryRow Row(Person manager, IReadOnlyList<Person> reports)
    {
        var (reader, now) = (readers.For(manager), clock.Now());
        return new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = manager.Id,
            Act = DeliveryAct.Send,
            Card = "feedback_habit",
            Model = CardJson.Write(FeedbackHabit.Of(reader, reports)),
            Language = reader.Language,
            DedupeKey = Key(manager),
            Lane = Lane.Normal,
            NotBefore = now,
            ExpiresAt = now + Duration.FromHours(24),
            Check = HabitCheck.Word,
            CreatedAt = now,
        };
    }
}
