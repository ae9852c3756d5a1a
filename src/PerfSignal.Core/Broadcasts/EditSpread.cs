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
        // Asked by ids alone: beside a state a database may go through everything that is in it.
        var rows = await All.AsNoTracking().Where(row => EF.Parameter(ids).Contains(row.Id)).ToListAsync(ct);
        var told = await Told(broadcast, [.. rows.Where(HasLeft).Select(row => row.Id)], ct);
        foreach (var (language, card) in await Cards(broadcast, ct))
        {
            var model = CardJson.Write(card);
            var old = rows.FindAll(row => row.Language == language && row.Model != model);
            await Rewrite([.. old.Where(row => row.State == DeliveryState.Waiting).Select(row => row.Id)], model, ct);
            // What left before its words were changed is changed where it is.
            await outbox.Queue(
                [
                    .. old.Where(row => HasLeft(row) && !told.Contains(row.Id))
                        .Select(row => outbox.Update(row, card, $"{Stamp(broadcast)}{row.Id:N}", now, now + UsefulFor)),
                ],
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

    private IQueryable<DeliveryRow> All => data.Set<DeliveryRow>();

    private static bool HasLeft(DeliveryRow row) => row is { State: DeliveryState.Sent, Retracted: false };

    /// <summary>Those of the messages whose change to the newest words is queued.</summary>
    private async Task<HashSet<Guid>> Told(Broadcast broadcast, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        var told = await Changes(broadcast)
            .Where(follow => EF.Parameter(ids).Contains(follow.OfId!.Value))
            .Select(follow => follow.OfId!.Value)
            .ToListAsync(ct);
        return [.. told];
    }

    /// <summary>Gives other words to what still waits; in terms that no index is kept of, so that the ids lead to the rows.</summary>
    private Task<int> Rewrite(IReadOnlyCollection<Guid> ids, string model, CancellationToken ct) =>
        All.Where(row =>
                EF.Parameter(ids).Contains(row.Id)
                && row.EndedAt == null
                && (row.LeaseId ?? Guid.Empty) == Guid.Empty
                && row.Category != FailureCategory.Uncertain
            )
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.Model, model), ct);

    private Task<Broadcast?> Going(Guid id, CancellationToken ct) =>
        data.Set<Broadcast>().SingleOrDefaultAsync(one => one.Id == id && one.EditsSpread < one.Edits && one.RetractedAt == null, ct);

    private IQueryable<DeliveryRow> Of(Broadcast broadcast) => All.Where(row => row.SendId == broadcast.Id && row.Act == DeliveryAct.Send);

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
        var changes = Changes(broadcast);
        return rows.Where(row => row.State == DeliveryState.Sent && !row.Retracted && !changes.Any(follow => follow.OfId == row.Id));
    }

    /// <summary>The changes to the newest words, in terms that no index is kept of: they are to be found by the message, of which there is one each.</summary>
    private IQueryable<DeliveryRow> Changes(Broadcast broadcast)
    {
        var stamp = Stamp(broadcast);
        return All.Where(follow => follow.DedupeKey.Substring(0, stamp.Length) == stamp);
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
