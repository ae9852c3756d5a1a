using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>Writes the messages of briefs: the two first cards, and the updates that follow them.</summary>
public sealed class BriefRows(PerfSignalData data, BriefCards cards, ReaderFactory readers, TimeProvider clock)
{
    public const string Check = "brief";

    /// <summary>A brief that nobody got by this long after the start is not sent any more.</summary>
    public static readonly Duration Grace = Duration.FromMinutes(5);

    /// <summary>The employee's card and the manager's, in this order, also by id.</summary>
    public IReadOnlyList<DeliveryRow> First(Occurrence occurrence, Brief brief, Evidence evidence, Person manager, Person report)
    {
        var ids = Ids(2);
        var view = BriefView.Of(occurrence, evidence);
        return [First(ids[0], occurrence, brief, view, report), First(ids[1], occurrence, brief, view, manager)];
    }

    /// <summary>The model that a recipient's card shows of this view.</summary>
    public string Model(BriefView view, Person recipient) => CardJson.Write(cards.Write(view, recipient.Id, readers.For(recipient)));

    /// <summary>Rows that change the cards of these sends, in their order.</summary>
    /// <param name="people">The recipients by id.</param>
    /// <param name="what">Names the change: the same change of the same card has the same dedupe key.</param>
    public IEnumerable<DeliveryRow> Updates(
        IReadOnlyList<DeliveryRow> sends,
        BriefView view,
        IReadOnlyDictionary<Guid, Person> people,
        string what,
        Instant until
    ) => sends.Zip(Ids(sends.Count), (send, id) => Update(id, send, view, people[send.RecipientId], what, until));

    /// <summary>Ascending: ids made in one millisecond have no order of their own.</summary>
    private Guid[] Ids(int count)
    {
        var ids = Enumerable.Range(0, count).Select(_ => clock.NewId()).ToArray();
        Array.Sort(ids);
        return ids;
    }

    /// <summary>The dedupe key of a change of a sent card.</summary>
    public static string UpdateKey(Guid send, string what) => $"brief:{send:N}:{what}";

    private DeliveryRow Update(Guid id, DeliveryRow send, BriefView view, Person recipient, string what, Instant until)
    {
        var now = clock.Now();
        return new DeliveryRow
        {
            Id = id,
            RecipientId = send.RecipientId,
            Act = DeliveryAct.Update,
            OfId = send.Id,
            Card = send.Card,
            Model = Model(view, recipient),
            Language = readers.For(recipient).Language,
            DedupeKey = UpdateKey(send.Id, what),
            Lane = Lane.Urgent,
            NotBefore = now,
            ExpiresAt = Instant.Max(until, now + Duration.FromHours(1)),
            CreatedAt = now,
        };
    }

    /// <summary>The sends of these briefs that have reached, or may still reach, their recipients: the employee's first.</summary>
    public async Task<IReadOnlyList<DeliveryRow>> Sends(
        IReadOnlyCollection<Guid> briefs,
        IReadOnlyCollection<Guid> recipients,
        CancellationToken ct
    ) =>
        await data.Set<DeliveryRow>()
            .AsNoTracking()
            .Where(row => recipients.Contains(row.RecipientId) && row.Act == DeliveryAct.Send && row.Check == Check)
            .Where(row => row.CheckId != null && briefs.Contains(row.CheckId.Value) && !row.Retracted)
            .Where(row => row.State == DeliveryState.Sent || row.State == DeliveryState.Waiting)
            .OrderBy(row => row.Id)
            .ToListAsync(ct);

    private DeliveryRow First(Guid id, Occurrence occurrence, Brief brief, BriefView view, Person recipient)
    {
        var now = clock.Now();
        var late = now > occurrence.Start + Grace || now >= occurrence.End;
        var paused = recipient.PausedUntil > now;
        return new DeliveryRow
        {
            Id = id,
            RecipientId = recipient.Id,
            Act = DeliveryAct.Send,
            Card = BriefCards.CardFor(recipient.Id, view.Evidence),
            Model = Model(view, recipient),
            Language = readers.For(recipient).Language,
            DedupeKey = $"brief:{occurrence.Id:N}:{recipient.Id:N}:1",
            Lane = Lane.Urgent,
            NotBefore = now,
            ExpiresAt = occurrence.End,
            Check = Check,
            CheckId = brief.Id,
            CreatedAt = now,
            State =
                late ? DeliveryState.Expired
                : paused ? DeliveryState.Excluded
                : DeliveryState.Waiting,
            Reason =
                late ? "expired"
                : paused ? "paused"
                : null,
            EndedAt = late || paused ? now : null,
        };
    }
}
