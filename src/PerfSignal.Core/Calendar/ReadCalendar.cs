using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>What came of one reading.</summary>
/// <param name="Stored">Whether the link is already written; else the caller writes it.</param>
/// <param name="Touched">Whose 1:1s are to be planned again.</param>
/// <param name="Hold">Until when the whole source is to be left alone.</param>
internal sealed record CalendarRead(bool Stored, IReadOnlyCollection<Guid> Touched, Instant? Hold = null)
{
    public static CalendarRead Quiet { get; } = new(false, []);
}

/// <summary>Reads one claimed calendar; what changed is stored in one transaction with the new cursor, so that no change is lost or taken twice.</summary>
internal sealed class ReadCalendar(PerfSignalData data, CalendarImport import, CalendarClaims claims, Audit audit, TimeProvider clock)
{
    private const int LongestCursor = 8000;
    private const int LongestWord = 100;

    /// <param name="link">Detached; changed to what is to be written.</param>
    public async Task<CalendarRead> Run(ICalendar calendar, CalendarLink link, CancellationToken ct)
    {
        if (await data.People.AsNoTracking().FirstOrDefaultAsync(person => person.Id == link.PersonId, ct) is not { } owner)
        {
            return CalendarRead.Quiet;
        }

        var (now, lease) = (clock.Now(), link.NextAt);
        var full = SyncRules.NeedsFull(link, now);
        var window = full ? SyncRules.Window(now) : new Interval(link.WindowStart, link.WindowEnd);
        var sync = await Ask(calendar, owner, full ? null : link.Cursor, window, ct);
        if (sync is CalendarSync.Failed failed)
        {
            return Failed(link, failed);
        }

        Good(link, clock.Now());
        if (sync is CalendarSync.Same same)
        {
            link.Cursor = Storable(same.Cursor);
            return CalendarRead.Quiet;
        }

        var done = (CalendarSync.Done)sync;
        link.Cursor = Storable(done.Cursor);
        if (done.Full)
        {
            (link.WindowStart, link.WindowEnd) = (window.Start, window.End);
        }

        try
        {
            return await Keep(owner, done.Reading, link, lease, ct);
        }
        catch (DbUpdateException)
        {
            // An import by hand, or another node, wrote the same rows meanwhile: theirs hold, and the next reading looks again.
            data.ChangeTracker.Clear();
            link.Cursor = null;
            return Failed(link, new CalendarSync.Failed(CalendarTrouble.Transient, "stored by another meanwhile"));
        }
    }

    private async Task<CalendarSync> Ask(ICalendar calendar, Person owner, string? cursor, Interval window, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(SyncRules.Timeout.ToTimeSpan(), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await calendar.Read(owner, cursor, window, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return new CalendarSync.Failed(CalendarTrouble.Transient, "no answer in time");
        }
        catch (Exception bug) when (bug is not OperationCanceledException)
        {
            // One calendar must not hold up the others: the doctor tells of it.
            return new CalendarSync.Failed(CalendarTrouble.Invalid, bug.GetType().Name);
        }
    }

    private async Task<CalendarRead> Keep(Person owner, CalendarReading reading, CalendarLink link, Instant lease, CancellationToken ct)
    {
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        if (!await claims.End(link, lease, ct))
        {
            return new CalendarRead(Stored: true, []);
        }

        await import.Import(owner, reading, ct);
        var touched = Touched();
        if (data.ChangeTracker.HasChanges())
        {
            await audit.Add(null, "imported", "calendar", owner.Id, ct: ct);
            await data.SaveChangesAsync(ct);
        }

        await transaction.CommitAsync(ct);
        return new CalendarRead(Stored: true, touched);
    }

    /// <summary>Both people of every meeting that is new or different, and whoever was the other before.</summary>
    private HashSet<Guid> Touched() =>
        [
            .. data
                .ChangeTracker.Entries<Meeting>()
                .Where(entry => entry.State is EntityState.Added or EntityState.Modified or EntityState.Deleted)
                .SelectMany(entry =>
                    new[] { entry.Entity.OwnerId, entry.Entity.OtherId, entry.OriginalValues.GetValue<Guid>(nameof(Meeting.OtherId)) }
                ),
        ];

    private static void Good(CalendarLink link, Instant now)
    {
        link.ReadAt = now;
        link.NextAt = SyncRules.Turn(link.PersonId, now);
        link.Failures = 0;
        link.Trouble = null;
        link.Word = null;
        link.TroubleSince = null;
    }

    private CalendarRead Failed(CalendarLink link, CalendarSync.Failed failed)
    {
        var now = clock.Now();
        var hold = SyncRules.Hold(failed, now);
        link.TroubleSince = link.Trouble == failed.Trouble ? link.TroubleSince : now;
        link.Trouble = failed.Trouble;
        link.Word = failed.Word.Length <= LongestWord ? failed.Word : failed.Word[..LongestWord];
        link.Failures++;
        link.NextAt = hold ?? SyncRules.Again(failed.Trouble, link.PersonId, link.Failures, now);
        if (failed.Trouble == CalendarTrouble.Invalid)
        {
            // What was not understood once is not asked for again.
            link.Cursor = null;
        }

        return new CalendarRead(Stored: false, [], hold);
    }

    /// <summary>A cursor that does not fit is done without: everything is read each time.</summary>
    private static string? Storable(string? cursor) => cursor?.Length <= LongestCursor ? cursor : null;
}
