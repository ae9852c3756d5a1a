using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Tells whoever asked for approval why it was refused.</summary>
/// <remarks>Queued in the transaction of the refusal: told once, whatever becomes of the broadcast afterwards.</remarks>
public sealed class RefusalNews(PerfSignalData data, Outbox outbox, ReaderFactory readers, TimeProvider clock)
{
    /// <summary>Over a weekend it is still worth telling.</summary>
    private static readonly NodaTime.Duration UsefulFor = NodaTime.Duration.FromDays(4);

    /// <summary>Adds the message; the caller saves.</summary>
    public async Task Queue(Broadcast broadcast, Guid asked, string reason, CancellationToken ct)
    {
        if (await data.People.FindAsync([asked], ct) is not { } person)
        {
            return;
        }

        var (id, now, reader) = (clock.NewId(), clock.Now(), readers.For(person));
        var text = reader.Say(
            broadcast.State == BroadcastState.AwaitingApproval ? "nudge_refused_told" : "nudge_refused_edit_told",
            ("title", broadcast.Title),
            ("reason", reason)
        );
        await outbox.Queue(
            new DeliveryRow
            {
                Id = id,
                RecipientId = person.Id,
                Act = DeliveryAct.Send,
                Card = Answers.Said,
                Model = CardJson.Model(new { Text = text }).ToJsonString(CardJson.Options),
                Language = reader.Language,
                DedupeKey = $"nudge-refused:{broadcast.Id:N}:{id:N}",
                Lane = Lane.Normal,
                NotBefore = now,
                ExpiresAt = now + UsefulFor,
                CreatedAt = now,
            },
            ct
        );
    }
}
