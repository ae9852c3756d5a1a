using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Feedback;

/// <summary>Queues praise for the channels that the organisation chose; the caller saves.</summary>
public sealed class PostRecognition(Outbox outbox, ReaderFactory readers, Recognition recognition, TimeProvider clock)
{
    /// <summary>Praise of yesterday is still worth posting, of last week no more.</summary>
    private static readonly Duration WorthPosting = Duration.FromDays(2);

    public bool IsSetUp => recognition.Any;

    /// <summary>Whether praise of the person may be posted: there is a channel, and they did not switch it off.</summary>
    public bool May(Person praised) => IsSetUp && Topics.Wants(praised, Topics.Recognition);

    public Task Queue(FeedbackNote note, Person author, Person praised, CancellationToken ct)
    {
        var rows = new[] { (PlatformName.Slack, recognition.SlackChannel), (PlatformName.Teams, recognition.TeamsChannel) }
            .Where(place => place.Item2 is not null)
            .Select(place => Row(note, author, praised, place.Item1, place.Item2!))
            .ToList();
        return outbox.Queue(rows, ct);
    }

    private DeliveryRow Row(FeedbackNote note, Person author, Person praised, PlatformName platform, string channel)
    {
        // A channel has many readers: the organisation's language.
        var reader = readers.ForNobody();
        var now = clock.Now();
        return new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = praised.Id,
            Act = DeliveryAct.Send,
            Platform = platform,
            Channel = channel,
            Card = "feedback_recognition",
            Model = CardJson.Write(
                new RecognitionPost(reader.Say("feedback_recognition_title", ("author", author.Name), ("name", praised.Name)), note.Text)
            ),
            Language = reader.Language,
            DedupeKey = $"recognition:{note.Id:N}:{platform}",
            Lane = Lane.Normal,
            NotBefore = now,
            ExpiresAt = now + WorthPosting,
            Check = RecognitionCheck.Word,
            CheckId = note.Id,
            CreatedAt = now,
        };
    }
}

/// <summary>Asked right before praise is posted: does the person still want it, and did they not contest it meanwhile?</summary>
public sealed class RecognitionCheck(PerfSignalData data, Access access) : IDeliveryCheck
{
    public const string Word = "recognition";

    public string Name => Word;

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
    {
        var praised = await data.People.FindAsync([row.RecipientId], ct);
        if (praised is null || !Topics.Wants(praised, Topics.Recognition))
        {
            return "recognition_off";
        }

        var own = await access.Read<FeedbackNote>(new Viewer(praised.Id), praised.Id, Purpose.OwnData, ct);
        return own.Any(note => note.Id == row.CheckId && !note.Contested) ? null : "recognition_contested";
    }

    /// <summary>What the praised person reads in a channel is about themself.</summary>
    public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyDictionary<Guid, (Guid, DataClass)>>(new Dictionary<Guid, (Guid, DataClass)>());
}
