using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Brings the newest words of a broadcast to the messages that are there: those that wait leave with them, those that left are changed.</summary>
public sealed class EditSpread(PerfSignalData data, Outbox outbox, BroadcastCards cards, BroadcastSettings settings, TimeProvider clock)
{
    /// <summary>How long a changed card is worth bringing.</summary>
    private static readonly Duration UsefulFor = Duration.FromDays(7);

    /// <returns>Whether there is more to do at once; what is on its way is left to a later run.</returns>
    public async Task<bool> Page(Guid id, CancellationToken ct)
    {
        var broadcast = await data.Set<Broadcast>().SingleAsync(one => one.Id == id, ct);
        if (broadcast.EditsSpread >= broadcast.Edits || broadcast.RetractedAt is not null)
        {
            return false;
        }

        var rows = data.Set<DeliveryRow>().Where(row => row.SendId == id && row.Act == DeliveryAct.Send);
        var author = await data.People.AsNoTracking().SingleAsync(person => person.Id == broadcast.AuthorId, ct);
        var languages = await rows.Select(row => row.Language).Distinct().ToListAsync(ct);
        foreach (var language in languages)
        {
            var card = cards.Write(broadcast, author, language);
            var (model, stamp) = (CardJson.Write(card), $"edit:{broadcast.Edits}:");
            var old = rows.Where(row => row.Language == language && row.Model != model);
            await old.Where(row => row.State == DeliveryState.Waiting && row.LeaseId == null && row.Category != FailureCategory.Uncertain)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Model, model), ct);
            var sent = await old.AsNoTracking()
                .Where(row =>
                    row.State == DeliveryState.Sent
                    && !row.Retracted
                    && !data.Set<DeliveryRow>().Any(follow => follow.OfId == row.Id && follow.DedupeKey.StartsWith(stamp))
                )
                .OrderBy(row => row.Id)
                .Take(settings.Page)
                .ToListAsync(ct);
            if (sent.Count > 0)
            {
                var now = clock.Now();
                await outbox.Queue([.. sent.Select(row => outbox.Update(row, card, $"{stamp}{row.Id:N}", now, now + UsefulFor))], ct);
                return await Saved(ct);
            }

            if (await old.AnyAsync(row => row.State == DeliveryState.Waiting, ct))
            {
                return false;
            }
        }

        broadcast.EditsSpread = broadcast.Edits;
        await Saved(ct);
        return false;
    }

    /// <summary>False where it was edited again, or another node does the same.</summary>
    private async Task<bool> Saved(CancellationToken ct)
    {
        try
        {
            await data.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            data.ChangeTracker.Clear();
            return false;
        }
    }
}
