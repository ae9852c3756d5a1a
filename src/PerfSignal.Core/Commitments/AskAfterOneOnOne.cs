using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>Model of the card `commitment_prompt`.</summary>
public sealed record CommitmentPromptCard(string Title, string Row, string Hint);

/// <summary>
/// Scheduled act: asks the manager, five minutes after a 1:1, what was agreed; once for each occasion. Whether it is still wanted is asked
/// right before it leaves. Twice, or on two nodes at once, it adds nothing.
/// </summary>
public sealed class AskAfterOneOnOne(PerfSignalData data, Outbox outbox, ReaderFactory readers, TimeProvider clock)
{
    private static readonly Duration Wait = Duration.FromMinutes(5);

    /// <summary>After a longer time in which the service was down, the question would come out of nowhere.</summary>
    private static readonly Duration Forgotten = Duration.FromHours(12);
    private const int Most = 500;

    /// <returns>How many questions were queued.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.Now();
        var (ended, since) = (now - Wait, now - Forgotten);
        // What was asked about already is left out in the database; the dedupe key holds where two nodes ask at once.
        var asked = data.Set<DeliveryRow>().Where(row => row.Check == AfterOneOnOneCheck.Word && row.State != DeliveryState.Excluded);
        var meetings = await data
            .Occurrences.AsNoTracking()
            .Where(one => one.State == OccurrenceState.Planned && one.End <= ended && one.End > since)
            .Where(one => !asked.Any(row => row.CheckId == one.Id))
            .OrderBy(one => one.End)
            .ThenBy(one => one.Id)
            .Take(Most)
            .ToListAsync(ct);
        var involved = meetings.SelectMany(one => new[] { one.ManagerId, one.ReportId }).Distinct().ToList();
        var people = await data
            .People.AsNoTracking()
            .Where(person => involved.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, ct);
        var rows = meetings.Select(one => Row(one, people[one.ManagerId], people[one.ReportId])).ToList();
        return await data.SaveQueued(outbox, rows, ct);
    }

    private DeliveryRow Row(Occurrence one, Person manager, Person report)
    {
        var reader = readers.For(manager);
        return new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = manager.Id,
            Act = DeliveryAct.Send,
            Card = "commitment_prompt",
            Model = CardJson
                .Model(
                    new CommitmentPromptCard(
                        reader.Say("commitment_prompt_title", ("name", report.Name)),
                        one.Id.ToString("N"),
                        reader.Say("commitment_prompt_hint", ("name", report.Name.Split(' ')[0]))
                    )
                )
                .ToJsonString(CardJson.Options),
            Language = reader.Language,
            // Its start, too: one that was moved after its first end is held again.
            DedupeKey = $"after:{one.Id:N}:{one.Start.ToUnixTimeSeconds()}",
            Lane = Lane.Normal,
            NotBefore = clock.Now(),
            ExpiresAt = EndOfNextWorkingDay(one.End, manager.Zone),
            Check = AfterOneOnOneCheck.Word,
            CheckId = one.Id,
            CreatedAt = clock.Now(),
        };
    }

    /// <summary>Monday to Friday are worked; what was agreed is not asked about later than that.</summary>
    internal static Instant EndOfNextWorkingDay(Instant end, DateTimeZone zone)
    {
        var day = end.InZone(zone).Date.PlusDays(1);
        while (day.DayOfWeek is IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday)
        {
            day = day.PlusDays(1);
        }

        return zone.ClockReaches(day.PlusDays(1).AtMidnight());
    }
}
