using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;
using CardJson = PerfSignal.Core.Conversing.CardJson;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>The card on which a button was pressed, as it was sent and last changed.</summary>
/// <param name="Send">The row that brought it.</param>
internal sealed record PressedCard(DeliveryRow Send, string Card, string Model, bool IsForm);

/// <summary>Shows cards for Teams, finds those that were pressed, and changes them for every client.</summary>
internal sealed class ShownCards(PerfSignalData data, Outbox outbox, CardLibrary cards, TeamsRenderer renderer, TimeProvider clock)
{
    /// <summary>A change that is late is of no use any more.</summary>
    private static readonly Duration UsefulFor = Duration.FromHours(1);

    public JsonObject Card(string card, JsonNode? model, string language) => renderer.Card(cards.Expand(card, model, language));

    public JsonObject Dialog(JsonObject card) => renderer.Dialog(card);

    public JsonObject Card(PressedCard pressed) => Card(pressed.Card, JsonNode.Parse(pressed.Model), pressed.Send.Language);

    /// <summary>A sentence as a card.</summary>
    public JsonObject Sentence(string text, string language) => Card(Answers.Said, Words(text), language);

    /// <summary>Null for a message that the bot did not send to this person, or took back.</summary>
    /// <param name="eventId">The press: what it changed itself does not count, so that a repeat finds what the first found.</param>
    public async Task<PressedCard?> Find(Guid person, string? messageId, string eventId, CancellationToken ct)
    {
        if (
            messageId is null
            || await data.Set<DeliveryRow>()
                .AsNoTracking()
                .Where(row => row.RecipientId == person && row.PlatformMessageId == messageId && row.Platform == PlatformName.Teams)
                .Where(row => row.Act == DeliveryAct.Send && !row.Retracted)
                .OrderByDescending(row => row.CreatedAt)
                .FirstOrDefaultAsync(ct)
                is not { } send
        )
        {
            return null;
        }

        var (now, own) = (clock.Now(), Key(eventId));
        var change = await data.Set<DeliveryRow>()
            .AsNoTracking()
            .Where(row => row.OfId == send.Id && row.Act == DeliveryAct.Update && row.DedupeKey != own)
            .Where(row => row.State == DeliveryState.Sent || (row.State == DeliveryState.Waiting && row.NotBefore <= now))
            .OrderByDescending(row => row.CreatedAt)
            .FirstOrDefaultAsync(ct);
        var last = change ?? send;
        return new PressedCard(
            send,
            last.Card,
            last.Model,
            Forms.IsForm(cards.Expand(last.Card, JsonNode.Parse(last.Model), send.Language))
        );
    }

    /// <summary>Changes a pressed card for good: what an answer shows is seen only where the button was pressed.</summary>
    public Task Replace(PressedCard pressed, string card, JsonObject model, string eventId, CancellationToken ct) =>
        outbox.Queue(outbox.Update(pressed.Send, model, Key(eventId), clock.Now(), clock.Now() + UsefulFor, card: card), ct);

    /// <summary>The same by a sentence, where a form was filled in and is done.</summary>
    public Task Replace(PressedCard pressed, string sentence, string eventId, CancellationToken ct) =>
        Replace(pressed, Answers.Said, Words(sentence), eventId, ct);

    private static string Key(string eventId) => $"shown:{PlatformName.Teams}:{eventId}";

    private static JsonObject Words(string text) => CardJson.Model(new { Text = text });
}
