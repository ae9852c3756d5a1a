using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Development;

/// <summary>The words to a person about their plan: their manager added an action, or a day of review came.</summary>
public sealed class PlanNews(PerfSignalData data, Outbox outbox, ReaderFactory readers, Access access, TimeProvider clock) : IDeliveryCheck
{
    public const string Card = "plan_news";
    private const int Most = 3;

    public string Name => "plan";

    /// <summary>Queues the word about one new action; the caller saves.</summary>
    public Task<bool> QueueAdded(PlanItem item, Person person, Person author, CompetencyLibrary library, CancellationToken ct)
    {
        var reader = readers.For(person);
        var card = new PlanNewsCard(reader.Say("plan_news_added", ("name", author.Name)), [PlanLines.Of(item, reader, library)], "");
        return outbox.Queue(Row(person, card, reader, $"plan-added:{item.Id:N}", item.Id, Duration.FromDays(7)), ct);
    }

    /// <summary>Queues one word a day about all actions to be reviewed on it; the caller saves.</summary>
    public Task<bool> QueueReview(
        Person person,
        LocalDate day,
        IReadOnlyList<PlanItem> items,
        CompetencyLibrary library,
        CancellationToken ct
    )
    {
        var reader = readers.For(person);
        var key = $"plan-review:{person.Id:N}:{NodaTime.Text.LocalDatePattern.Iso.Format(day)}";
        return outbox.Queue(Row(person, Review(items, reader, library), reader, key, null, Duration.FromHours(16)), ct);
    }

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        var person = await data.People.AsNoTracking().SingleAsync(one => one.Id == row.RecipientId, ct);
        if (row.CheckId is { } added)
        {
            return await Open(person.Id).AnyAsync(item => item.Id == added, ct) ? null : "plan_closed";
        }

        if (!Topics.Wants(person, Topics.Development))
        {
            return "muted";
        }

        // Queued on the morning of the very day.
        var day = row.CreatedAt.InZone(person.Zone).Date;
        var items = await Open(person.Id).Where(item => item.ReviewOn == day).ToListAsync(ct);
        if (items.Count == 0)
        {
            return "plan_closed";
        }

        var model = CardJson.Write(Review(items, readers.For(person), await CompetencyLibrary.Load(data, ct)));
        if (model != row.Model)
        {
            row.Model = model;
        }

        return null;
    }

    /// <summary>Of the recipient's own data only.</summary>
    public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    ) =>
        Task.FromResult<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>>(
            rows.ToDictionary(row => row.Id, row => (row.RecipientId, DataClass.Development))
        );

    private IQueryable<PlanItem> Open(Guid person) =>
        access.ForService<PlanItem>().AsNoTracking().Where(item => item.PersonId == person && item.State == PlanState.Open);

    private static PlanNewsCard Review(IReadOnlyList<PlanItem> items, Reader reader, CompetencyLibrary library) =>
        new(
            reader.Say("plan_news_review"),
            [.. PlanLines.InOrder(items).Take(Most).Select(item => PlanLines.Of(item, reader, library))],
            items.Count > Most ? reader.Say("plan_more", ("count", reader.Number(items.Count - Most, 0))) : ""
        );

    private DeliveryRow Row(Person person, PlanNewsCard card, Reader reader, string key, Guid? item, Duration usefulFor)
    {
        var now = clock.Now();
        return new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = person.Id,
            Act = DeliveryAct.Send,
            Card = Card,
            Model = CardJson.Write(card),
            Language = reader.Language,
            DedupeKey = key,
            Lane = Lane.Normal,
            NotBefore = now,
            ExpiresAt = now + usefulFor,
            Check = Name,
            CheckId = item,
            CreatedAt = now,
        };
    }
}
