using Microsoft.EntityFrameworkCore;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>
/// Scheduled act: tells each owner of an open commitment on the morning of its due day, once for each due date. Quiet hours and a pause are
/// decided when it is sent. Twice, or on two nodes at once, it adds nothing.
/// </summary>
public sealed class RemindOwners(PerfSignalData data, Access access, Outbox outbox, ReaderFactory readers, TimeProvider clock)
{
    /// <summary>On the owner's own clock.</summary>
    private static readonly LocalTime Morning = new(9, 0);
    private const int Batch = 500;

    /// <returns>How many reminders were queued.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        // Somewhere it is still yesterday, and somewhere already tomorrow.
        var today = clock.Now().InUtc().Date;
        var (first, last) = (today.PlusDays(-1), today.PlusDays(1));
        var due = await access
            .ForService<Commitment>()
            .Where(row => row.State == CommitmentState.Open && row.DueOn >= first && row.DueOn <= last)
            .OrderBy(row => row.Id)
            .Select(row => row.Id)
            .ToListAsync(ct);
        var queued = 0;
        foreach (var some in due.Chunk(Batch))
        {
            queued += await Queue(some, ct);
        }

        return queued;
    }

    private async Task<int> Queue(Guid[] ids, CancellationToken ct)
    {
        var now = clock.Now();
        var commitments = await access.ForService<Commitment>().AsNoTracking().Where(row => ids.Contains(row.Id)).ToListAsync(ct);
        var told = (
            await data.Set<DeliveryRow>()
                .Where(row => row.Check == CommitmentCheck.Word && row.CheckId != null && ids.Contains(row.CheckId.Value))
                .Select(row => row.DedupeKey)
                .ToListAsync(ct)
        ).ToHashSet(StringComparer.Ordinal);
        var fresh = commitments.Where(row => row.DueOn is { } due && !told.Contains(Key(row.Id, due))).ToList();
        var involved = fresh.SelectMany(row => new[] { row.ManagerId, row.ReportId }).Distinct().ToList();
        var people = await data
            .People.AsNoTracking()
            .Where(person => involved.Contains(person.Id))
            .ToDictionaryAsync(person => person.Id, ct);
        var rows = new List<DeliveryRow>();
        foreach (var row in fresh)
        {
            var (owner, due) = (people[row.OwnerId], row.DueOn!.Value);
            var (from, until) = (owner.Zone.ClockReaches(due + Morning), owner.Zone.ClockReaches(due.PlusDays(1).AtMidnight()));
            if (from <= now && now < until)
            {
                rows.Add(Row(row, owner, people[row.Other(owner.Id)], Key(row.Id, due), until));
            }
        }

        return await data.SaveQueued(outbox, rows, ct);
    }

    private static string Key(Guid commitment, LocalDate due) => $"commitment:{commitment:N}:{LocalDatePattern.Iso.Format(due)}";

    private DeliveryRow Row(Commitment row, Person owner, Person other, string key, Instant until)
    {
        var reader = readers.For(owner);
        return new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = owner.Id,
            Act = DeliveryAct.Send,
            Card = "commitment_due",
            Model = CardJson.Model(CommitmentDueCard.For(reader, row, other, key)).ToJsonString(CardJson.Options),
            Language = reader.Language,
            DedupeKey = key,
            Lane = Lane.Normal,
            NotBefore = clock.Now(),
            ExpiresAt = until,
            Check = CommitmentCheck.Word,
            CheckId = row.Id,
            CreatedAt = clock.Now(),
        };
    }
}
