using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>Adds, finds and ends requests for feedback, with the cards that tell of it; the caller saves.</summary>
public sealed class Requests(PerfSignalData data, Access access, Audit audit, Outbox outbox, ReaderFactory readers, TimeProvider clock)
{
    /// <summary>People asked with one request.</summary>
    public const int MaxRecipients = 10;

    /// <summary>A request without a date is no longer sent out after this.</summary>
    private static readonly Duration WorthAsking = Duration.FromDays(14);

    /// <summary>The requests that somebody made or got, whoever they are about.</summary>
    public IQueryable<FeedbackRequest> Of(Viewer viewer) => access.Written<FeedbackRequest>(viewer);

    /// <summary>An open request to the viewer.</summary>
    public async Task<FeedbackRequest?> To(Viewer viewer, string? row, CancellationToken ct) =>
        Guid.TryParse(row, out var id)
            ? await Of(viewer).FirstOrDefaultAsync(request => request.Id == id && request.RecipientId == viewer.PersonId, ct)
            : null;

    /// <summary>Whom of these somebody asked about the subject and still waits for; by the subject's own data, which the asker may read.</summary>
    public async Task<IReadOnlyList<Guid>> StillAsked(
        Viewer asker,
        Guid subject,
        IReadOnlyCollection<Guid> recipients,
        CancellationToken ct
    ) =>
        await (await access.Read<FeedbackRequest>(asker, subject, Purpose.Conversation, ct))
            .Where(request => request.State == RequestState.Open && recipients.Contains(request.RecipientId))
            .Select(request => request.RecipientId)
            .ToListAsync(ct);

    public async Task Ask(
        Person asker,
        Person subject,
        IReadOnlyCollection<Person> recipients,
        string question,
        LocalDate? due,
        CancellationToken ct
    )
    {
        var (group, now) = (clock.NewId(), clock.Now());
        foreach (var recipient in recipients)
        {
            var request = new FeedbackRequest
            {
                Id = clock.NewId(),
                GroupId = group,
                AskerId = asker.Id,
                SubjectId = subject.Id,
                RecipientId = recipient.Id,
                Question = question,
                DueOn = due,
                At = now,
            };
            data.Add(request);
            var row = Row(request, RequestCards.Asked(readers.For(recipient), request, asker, subject), recipient, "asked");
            await outbox.Queue(row, ct);
        }

        await audit.Add(asker.Id, "changed", RequestFeedback.Name, subject.Id, ct: ct);
    }

    /// <summary>Tells the asker what became of a request.</summary>
    public async Task Tell(FeedbackRequest request, string text, Person asker, CancellationToken ct)
    {
        var now = clock.Now();
        await outbox.Queue(
            new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = asker.Id,
                Act = DeliveryAct.Send,
                Card = "feedback_told",
                Model = CardJson.Write(new FeedbackTold(text)),
                Language = readers.For(asker).Language,
                DedupeKey = $"request:{request.Id:N}:{request.State}",
                Lane = Lane.Normal,
                NotBefore = now,
                ExpiresAt = now + Duration.FromDays(7),
                CreatedAt = now,
            },
            ct
        );
    }

    /// <summary>A card to the person asked; sent only while the request is open.</summary>
    public DeliveryRow Row(FeedbackRequest request, RequestCard card, Person recipient, string what)
    {
        var now = clock.Now();
        return new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = recipient.Id,
            Act = DeliveryAct.Send,
            Card = "feedback_request",
            Model = CardJson.Write(card),
            Language = readers.For(recipient).Language,
            DedupeKey = $"request:{request.Id:N}:{what}",
            Lane = Lane.Normal,
            NotBefore = now,
            ExpiresAt = Instant.Max(EndOf(request.DueOn, recipient), now + Duration.FromDays(1)),
            Check = RequestCheck.Word,
            CheckId = request.Id,
            CreatedAt = now,
        };
    }

    private Instant EndOf(LocalDate? due, Person recipient) =>
        due is { } day ? recipient.Zone.At(day.PlusDays(1).AtMidnight()) : clock.Now() + WorthAsking;
}
