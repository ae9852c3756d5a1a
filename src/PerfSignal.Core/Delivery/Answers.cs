using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Queues what the bot answers in a chat where answers are messages of their own; into the transaction of what is answered.</summary>
/// <remarks>Always to the person's own conversation with the bot, wherever they wrote: what is said to one is not said before others.</remarks>
public sealed class Answers(Outbox outbox, TimeProvider clock)
{
    /// <summary>The card of a sentence; a platform may show it as plain text, which is in its model as `text`.</summary>
    public const string Said = "said";

    /// <summary>An answer that is late is of no use any more.</summary>
    private static readonly Duration UsefulFor = Duration.FromHours(1);

    /// <param name="eventId">What is answered; answered twice it is queued once.</param>
    public async Task Queue(Person to, Reply reply, string language, PlatformName platform, string eventId, CancellationToken ct)
    {
        var (card, model) = reply switch
        {
            Reply.Said said => (Said, new JsonObject { ["text"] = said.Text }),
            Reply.Showed showed => (showed.Card, showed.Model),
            Reply.Opened opened => (opened.Card, opened.Model),
            Reply.Invalid invalid => (invalid.Card, invalid.Model),
            _ => (null, new JsonObject()),
        };
        if (card is null)
        {
            return;
        }

        var now = clock.Now();
        await outbox.Queue(
            new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = to.Id,
                Act = DeliveryAct.Send,
                Platform = platform,
                Card = card,
                Model = model.ToJsonString(CardJson.Options),
                Language = language,
                DedupeKey = $"answer:{platform}:{eventId}",
                Lane = Lane.Urgent,
                NotBefore = now,
                ExpiresAt = now + UsefulFor,
                CreatedAt = now,
            },
            ct
        );
    }
}
