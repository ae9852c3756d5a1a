using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>Adds what somebody wrote, with its entry in the audit log and the cards that tell of it; the caller saves.</summary>
public sealed class Notes(PerfSignalData data, Audit audit, Outbox outbox, ReaderFactory readers, TimeProvider clock)
{
    /// <summary>Later than this nobody is told any more; it stands in their list.</summary>
    private static readonly Duration WorthTelling = Duration.FromDays(7);

    /// <summary>A private note: nobody is told, and the audit log does not say whom it is about.</summary>
    public async Task AddMine(Person author, Person about, string text, CancellationToken ct)
    {
        data.Add(
            new MineNote
            {
                Id = clock.NewId(),
                AuthorId = author.Id,
                SubjectId = about.Id,
                Text = text,
                At = clock.Now(),
            }
        );
        await audit.Add(author.Id, "changed", "note.mine", ct: ct);
    }

    public async Task AddRecord(Person author, Person about, string text, CancellationToken ct)
    {
        var note = new RecordNote
        {
            Id = clock.NewId(),
            AuthorId = author.Id,
            SubjectId = about.Id,
            Text = text,
            At = clock.Now(),
        };
        data.Add(note);
        await audit.Add(author.Id, "changed", "note.record", about.Id, ct: ct);
        await Tell(note.Id, about, "feedback_received_record", "feedback_received_seen_record", author, text, ct);
    }

    public async Task<FeedbackNote> AddShared(
        Person author,
        Person about,
        FeedbackKind kind,
        string text,
        CancellationToken ct,
        Guid? request = null,
        bool posted = false
    )
    {
        var note = new FeedbackNote
        {
            Id = clock.NewId(),
            AuthorId = author.Id,
            SubjectId = about.Id,
            Kind = kind,
            Text = text,
            At = clock.Now(),
            RequestId = request,
            Posted = posted,
        };
        data.Add(note);
        await audit.Add(author.Id, "changed", kind == FeedbackKind.Praise ? GiveFeedback.Praise : GiveFeedback.Give, about.Id, ct: ct);
        var title = kind == FeedbackKind.Praise ? "feedback_received_praise" : "feedback_received_title";
        await Tell(note.Id, about, title, "feedback_received_seen", author, text, ct);
        return note;
    }

    private async Task Tell(Guid note, Person about, string title, string seen, Person author, string text, CancellationToken ct)
    {
        var reader = readers.For(about);
        var now = clock.Now();
        await outbox.Queue(
            new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = about.Id,
                Act = DeliveryAct.Send,
                Card = "feedback_received",
                Model = CardJson.Write(
                    new FeedbackReceived(note.ToString("N"), reader.Say(title, ("author", author.Name)), text, reader.Say(seen))
                ),
                Language = reader.Language,
                DedupeKey = $"feedback:{note:N}",
                Lane = Lane.Normal,
                NotBefore = now,
                ExpiresAt = now + WorthTelling,
                CreatedAt = now,
            },
            ct
        );
    }
}
