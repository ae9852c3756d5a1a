using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>Makes the rows of one page of an audience, in one short transaction.</summary>
/// <remarks>
/// Everything is read and written down before the transaction begins, which then holds the writer for one insert. Whoever has a row is passed over, so
/// after a crash it goes on where it was; where another node made the same page at this moment, its rows stand.
/// </remarks>
public sealed class RowMaker(
    PerfSignalData data,
    AudienceFinder audience,
    Exclusions exclusions,
    BroadcastCards cards,
    ReaderFactory readers,
    TimeProvider clock
)
{
    /// <summary>The people of the audience who are due and have no row yet.</summary>
    /// <remarks>
    /// One set without another: right after a hundred thousand rows were written PostgreSQL takes them for a handful, and where it is asked for people
    /// without a row it looks through all of them for each person.
    /// </remarks>
    public async Task<IQueryable<Guid>> Missing(Broadcast broadcast, bool all, CancellationToken ct) =>
        (await People(broadcast, all, ct)).Select(person => person.Id).Except(Made(broadcast.Id));

    /// <summary>The same in the order of e-mail addresses; 16 bytes each.</summary>
    public async Task<List<Guid>> MissingIds(Broadcast broadcast, bool all, CancellationToken ct)
    {
        var ids = await (await People(broadcast, all, ct)).Ids(ct);
        var made = (await Made(broadcast.Id).ToListAsync(ct)).ToHashSet();
        ids.RemoveAll(made.Contains);
        return ids;
    }

    /// <summary>Whose rows are to be made now, in the order of e-mail addresses.</summary>
    public async Task<List<Guid>> Due(Guid id, CancellationToken ct) =>
        await Going(id, ct) is { } broadcast ? await MissingIds(broadcast, broadcast.State == BroadcastState.Cancelled, ct) : [];

    /// <param name="ids">Some of <see cref="Due"/>; who has left meanwhile, or got a row, is passed over.</param>
    /// <returns>False where the broadcast no longer goes on.</returns>
    public async Task<bool> MakePage(Guid id, IReadOnlyCollection<Guid> ids, CancellationToken ct)
    {
        if (await Going(id, ct) is not { } broadcast)
        {
            return false;
        }

        var people = await (await People(broadcast, broadcast.State == BroadcastState.Cancelled, ct)).Page(ids, ct);
        // Asked by ids: what the broadcast is compared with is no column, so that no index begins with it.
        var made = await data.Set<DeliveryRow>()
            .Where(row => EF.Parameter(ids).Contains(row.RecipientId) && (row.SendId ?? Guid.Empty) == id && row.Act == DeliveryAct.Send)
            .Select(row => row.RecipientId)
            .ToListAsync(ct);
        people.RemoveAll(person => made.Contains(person.Id));
        return people.Count == 0 || await Save(broadcast, await Rows(broadcast, people, ct), ct);
    }

    /// <summary>The people of the audience who are due.</summary>
    private async Task<IQueryable<Person>> People(Broadcast broadcast, bool all, CancellationToken ct)
    {
        var people = await audience.Of(new Viewer(broadcast.AuthorId), AudienceRule.FromJson(broadcast.Audience), ct);
        if (all || broadcast.Timing != SendTiming.RecipientTime)
        {
            return people;
        }

        var (moments, now) = (ZoneMoments.Of(SendMoment.Local(broadcast)), clock.Now());
        if (moments.Next(now) is null)
        {
            return people;
        }

        var reached = moments.Reached(now);
        return people.Where(person => EF.Parameter(reached).Contains(person.ChosenTimeZone ?? person.TimeZone));
    }

    /// <summary>Who has a row.</summary>
    private IQueryable<Guid> Made(Guid id) =>
        data.Set<DeliveryRow>().Where(row => row.SendId == id && row.Act == DeliveryAct.Send).Select(row => row.RecipientId);

    private Task<Broadcast?> Going(Guid id, CancellationToken ct) =>
        data.Set<Broadcast>()
            .AsNoTracking()
            .SingleOrDefaultAsync(
                one => one.Id == id && (one.State == BroadcastState.Sending || one.State == BroadcastState.Cancelled),
                ct
            );

    private async Task<List<DeliveryRow>> Rows(Broadcast broadcast, List<Person> people, CancellationToken ct)
    {
        var author = await data.People.AsNoTracking().SingleAsync(person => person.Id == broadcast.AuthorId, ct);
        var excluded = await exclusions.Of(AudienceRule.FromJson(broadcast.Audience), people, ct);
        var models = new Dictionary<string, string>(StringComparer.Ordinal);
        return people.ConvertAll(person =>
        {
            var language = readers.For(person).Language;
            if (!models.TryGetValue(language, out var model))
            {
                models[language] = model = CardJson.Write(cards.Write(broadcast, author, language));
            }

            return Row(broadcast, person, language, model, excluded.GetValueOrDefault(person.Id));
        });
    }

    private DeliveryRow Row(Broadcast broadcast, Person person, string language, string model, string? excluded)
    {
        var now = clock.Now();
        var due = SendMoment.Of(broadcast, person, now);
        var (state, reason) =
            broadcast.State == BroadcastState.Cancelled ? (DeliveryState.Cancelled, Sends.Cancelled)
            : excluded is not null ? (DeliveryState.Excluded, excluded)
            : (DeliveryState.Waiting, null);
        return new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = person.Id,
            Act = DeliveryAct.Send,
            Card = BroadcastCards.Card,
            Model = model,
            Language = language,
            DedupeKey = Key(broadcast.Id, person.Id),
            SendId = broadcast.Id,
            Lane = Lane.Bulk,
            NotBefore = due,
            ExpiresAt = due + Duration.FromHours(broadcast.ExpiresAfterHours),
            Check = BroadcastCheck.Word,
            CheckId = broadcast.Id,
            State = state,
            Reason = reason,
            CreatedAt = now,
            EndedAt = state == DeliveryState.Waiting ? null : now,
        };
    }

    public static string Key(Guid broadcast, Guid person) => $"broadcast:{broadcast:N}:{person:N}";

    /// <returns>False where the broadcast was paused, ended or changed meanwhile; then nothing was saved.</returns>
    private async Task<bool> Save(Broadcast broadcast, List<DeliveryRow> rows, CancellationToken ct)
    {
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        // Holds the broadcast until the rows are there: whoever cancels it meanwhile waits, and finds them.
        var held = await data.Set<Broadcast>()
            .Where(one => one.Id == broadcast.Id && one.State == broadcast.State && one.Edits == broadcast.Edits)
            .ExecuteUpdateAsync(set => set.SetProperty(one => one.Edits, broadcast.Edits), ct);
        if (held == 0)
        {
            return false;
        }

        data.AddRange(rows);
        try
        {
            await data.SaveChangesAsync(ct);
            await transaction.CommitAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            await transaction.RollbackAsync(CancellationToken.None);
            data.ChangeTracker.Clear();
            var keys = rows.ConvertAll(row => row.DedupeKey);
            if (await data.Set<DeliveryRow>().AnyAsync(row => keys.Contains(row.DedupeKey), ct))
            {
                // Another node made some of them; the next run makes the rest.
                return false;
            }

            throw;
        }
    }
}
