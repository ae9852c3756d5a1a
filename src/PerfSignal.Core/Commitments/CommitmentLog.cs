using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Commitments;

/// <summary>Writes commitments and each step of their history, and brings cards that were sent about them up to date; the caller saves.</summary>
public sealed class CommitmentLog(PerfSignalData data, Audit audit, Outbox outbox, ReaderFactory readers, TimeProvider clock)
{
    /// <summary>What is promised so long after a 1:1 still belongs to it.</summary>
    private static readonly Duration After = Duration.FromHours(24);

    /// <summary>A card that could not be changed in this time is past its use.</summary>
    private static readonly Duration WorthChanging = Duration.FromDays(1);

    public async Task Add(Guid id, string verb, Person author, Pair pair, Guid owner, string text, LocalDate? due, CancellationToken ct)
    {
        var now = clock.Now();
        var (manager, report, since) = (pair.Manager.Id, pair.Report.Id, now - After);
        var meeting = await data
            .Occurrences.Where(one => one.ManagerId == manager && one.ReportId == report && one.State == OccurrenceState.Planned)
            .Where(one => one.Start <= now && one.End > since)
            .OrderByDescending(one => one.Start)
            .Select(one => (Guid?)one.Id)
            .FirstOrDefaultAsync(ct);
        var commitment = new Commitment
        {
            Id = id,
            ManagerId = manager,
            ReportId = report,
            OwnerId = owner,
            AuthorId = author.Id,
            Text = text,
            DueOn = due,
            CreatedAt = now,
            OccurrenceId = meeting,
        };
        data.Add(commitment);
        data.Add(Step(commitment, CommitmentAct.Logged, author));
        await audit.Add(author.Id, "changed", verb, report, ct: ct);
    }

    /// <summary>Notes what was done to the commitment, which is changed already.</summary>
    public async Task Changed(Commitment commitment, CommitmentAct act, string verb, Person by, CancellationToken ct)
    {
        var step = Step(commitment, act, by);
        data.Add(step);
        await audit.Add(by.Id, "changed", verb, commitment.ReportId, ct: ct);
        var (owner, now) = (await data.People.SingleAsync(person => person.Id == commitment.OwnerId, ct), clock.Now());
        var other = await data.People.SingleAsync(person => person.Id == commitment.Other(owner.Id), ct);
        var sends = await data.Set<DeliveryRow>()
            .Where(row => row.RecipientId == owner.Id && row.Check == CommitmentCheck.Word && row.CheckId == commitment.Id)
            .Where(row => row.Act == DeliveryAct.Send && !row.Retracted)
            .Where(row => row.State == DeliveryState.Sent || row.State == DeliveryState.Waiting)
            .ToListAsync(ct);
        foreach (var send in sends)
        {
            var card = CommitmentDueCard.For(readers.For(owner), commitment, other, send.DedupeKey);
            data.Add(outbox.Update(send, card, $"{send.DedupeKey}:{step.Id:N}", now, now + WorthChanging));
        }
    }

    private CommitmentChange Step(Commitment commitment, CommitmentAct act, Person by) =>
        new()
        {
            Id = clock.NewId(),
            CommitmentId = commitment.Id,
            ManagerId = commitment.ManagerId,
            ReportId = commitment.ReportId,
            AuthorId = by.Id,
            Act = act,
            DueOn = commitment.DueOn,
            At = clock.Now(),
        };
}
