using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Brings the newest words of a broadcast to the messages that are there: those that wait leave with them, those that left are changed.</summary>
public sealed class EditSpread(PerfSignalData data, Outbox outbox, BroadcastCards cards, Texts texts, TimeProvider clock)
{
    /// <summary>How long a changed card is worth bringing.</summary>
    private static readonly Duration UsefulFor = Duration.FromDays(7);

    /// <summary>The messages that have other words still; what is on its way is left to a later run.</summary>
    public async Task<List<Guid>> Old(Guid id, CancellationToken ct)
    {
        var ids = new List<Guid>();
        if (await Going(id, ct) is { } broadcast)
        {
            foreach (var (language, card) in await Cards(broadcast, ct))
            {
                var old = Old(Of(broadcast), language, card);
                ids.AddRange(await Free(old).Select(row => row.Id).ToListAsync(ct));
                ids.AddRange(await Left(old, broadcast).Select(row => row.Id).ToListAsync(ct));
            }
        }

        return ids;
    }

    /// <summary>Changes some of <see cref="Old(Guid, CancellationToken)"/>, in short transactions: others write meanwhile.</summary>
    /// <returns>False where it is not to go on.</returns>
    public async Task<bool> Page(Guid id, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (await Going(id, ct) is not { } broadcast)
        {
            return false;
        }

        var now = clock.Now();
        var rows = data.Set<DeliveryRow>().Where(row => EF.Parameter(ids).Contains(row.Id));
        foreach (var (language, card) in await Cards(broadcast, ct))
        {
            var (old, model) = (Old(rows, language, card), CardJson.Write(card));
            await Free(old).ExecuteUpdateAsync(set => set.SetProperty(row => row.Model, model), ct);
            // What left before its words were changed is changed where it is.
            var left = await Left(old, broadcast).AsNoTracking().ToListAsync(ct);
            await outbox.Queue(
                [.. left.Select(row => outbox.Update(row, card, $"{Stamp(broadcast)}{row.Id:N}", now, now + UsefulFor))],
                ct
            );
        }

        return await Saved(ct);
    }

    /// <summary>The edit is done where nothing has other words any more.</summary>
    public async Task<bool> Finish(Guid id, CancellationToken ct)
    {
        if (await Going(id, ct) is not { } broadcast)
        {
            return false;
        }

        foreach (var (language, card) in await Cards(broadcast, ct))
        {
            var old = Old(Of(broadcast), language, card);
            if (await old.AnyAsync(row => row.State == DeliveryState.Waiting, ct) || await Left(old, broadcast).AnyAsync(ct))
            {
                return false;
            }
        }

        broadcast.EditsSpread = broadcast.Edits;
        return await Saved(ct);
    }

    private Task<Broadcast?> Going(Guid id, CancellationToken ct) =>
        data.Set<Broadcast>().SingleOrDefaultAsync(one => one.Id == id && one.EditsSpread < one.Edits && one.RetractedAt == null, ct);

    private IQueryable<DeliveryRow> Of(Broadcast broadcast) =>
        data.Set<DeliveryRow>().Where(row => row.SendId == broadcast.Id && row.Act == DeliveryAct.Send);

    /// <summary>The newest words in each language.</summary>
    private async Task<List<(string Language, BroadcastCard Card)>> Cards(Broadcast broadcast, CancellationToken ct)
    {
        var author = await data.People.AsNoTracking().SingleAsync(person => person.Id == broadcast.AuthorId, ct);
        return [.. texts.Languages.Select(language => (language, cards.Write(broadcast, author, language)))];
    }

    private static string Stamp(Broadcast broadcast) => string.Create(CultureInfo.InvariantCulture, $"edit:{broadcast.Edits}:");

    private static IQueryable<DeliveryRow> Old(IQueryable<DeliveryRow> rows, string language, object card)
    {
        var model = CardJson.Write(card);
        return rows.Where(row => row.Language == language && row.Model != model);
    }

    private static IQueryable<DeliveryRow> Free(IQueryable<DeliveryRow> rows) =>
        rows.Where(row => row.State == DeliveryState.Waiting && row.LeaseId == null && row.Category != FailureCategory.Uncertain);

    private IQueryable<DeliveryRow> Left(IQueryable<DeliveryRow> rows, Broadcast broadcast)
    {
        var stamp = Stamp(broadcast);
        return rows.Where(row =>
            row.State == DeliveryState.Sent
            && !row.Retracted
            && !data.Set<DeliveryRow>().Any(follow => follow.OfId == row.Id && follow.DedupeKey.StartsWith(stamp))
        );
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
