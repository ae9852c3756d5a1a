using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Keeps what arrived until it was worked on.</summary>
internal sealed class Inbox(PerfSignalData data, DispatchSettings settings, TimeProvider clock)
{
    /// <summary>
    /// Longer than the work on one row takes, which waits for no platform but to ask who somebody is; a node that stops in the middle leaves it to
    /// another after this.
    /// </summary>
    private Duration Lease => settings.Lease / 2;

    private DbSet<InboxRow> Rows => data.Set<InboxRow>();

    /// <summary>Stores what arrived; a repeat finds it there and changes nothing.</summary>
    /// <param name="leased">This node works on it already.</param>
    public async Task Keep(Arrival arrival, bool leased, CancellationToken ct)
    {
        if (await Is(arrival.EventId, ct))
        {
            return;
        }

        var now = clock.Now();
        data.Add(
            new InboxRow
            {
                Platform = PlatformName.Slack,
                EventId = arrival.EventId,
                Kind = Kind(arrival),
                Body = CardJson.Write(arrival),
                ReceivedAt = now,
                NotBefore = now,
                LeaseId = leased ? clock.NewId() : null,
                LeaseUntil = leased ? now + Lease : null,
            }
        );
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            data.ChangeTracker.Clear();
            if (!await Is(arrival.EventId, ct))
            {
                throw;
            }
        }
    }

    /// <summary>Null for a body that an older version of the program wrote and this one cannot read.</summary>
    public static Arrival? Read(InboxRow row)
    {
        try
        {
            return CardJson.Read<Arrival>(row.Body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>Marks a row as worked on and forgets its words, in the transaction of the caller.</summary>
    public Task End(string eventId, string? problem, CancellationToken ct) =>
        End(Rows.Where(row => row.Platform == PlatformName.Slack && row.EventId == eventId && row.DoneAt == null), problem, ct);

    /// <summary>Marks a row that is not tried again, with why.</summary>
    public Task GiveUp(string eventId, string problem, CancellationToken ct) =>
        End(Rows.Where(row => row.Platform == PlatformName.Slack && row.EventId == eventId), problem, ct);

    private Task<int> End(IQueryable<InboxRow> rows, string? problem, CancellationToken ct)
    {
        var now = clock.Now();
        return rows.ExecuteUpdateAsync(
            set =>
                set.SetProperty(row => row.DoneAt, now)
                    .SetProperty(row => row.Body, "")
                    .SetProperty(row => row.Problem, problem)
                    .SetProperty(row => row.LeaseId, (Guid?)null)
                    .SetProperty(row => row.LeaseUntil, (Instant?)null),
            ct
        );
    }

    /// <summary>Gives a row back after its work failed.</summary>
    public Task Release(string eventId, string problem, Instant notBefore, CancellationToken ct) =>
        Rows.Where(row => row.Platform == PlatformName.Slack && row.EventId == eventId && row.DoneAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.NotBefore, notBefore)
                        .SetProperty(row => row.Problem, problem)
                        .SetProperty(row => row.LeaseId, (Guid?)null)
                        .SetProperty(row => row.LeaseUntil, (Instant?)null),
                ct
            );

    /// <summary>Claims what waits; each claim counts as an attempt, so that a row that ends the process is not taken for ever.</summary>
    public async Task<IReadOnlyList<InboxRow>> Take(int most, CancellationToken ct)
    {
        var (claim, now) = (clock.NewId(), clock.Now());
        var until = now + Lease;
        var due = await Due(now).OrderBy(row => row.ReceivedAt).Select(row => row.EventId).Take(most).ToListAsync(ct);
        if (due.Count == 0)
        {
            return [];
        }

        await Due(now)
            .Where(row => due.Contains(row.EventId))
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.LeaseId, claim)
                        .SetProperty(row => row.LeaseUntil, until)
                        .SetProperty(row => row.Attempts, row => row.Attempts + 1),
                ct
            );
        return await Rows.AsNoTracking().Where(row => row.LeaseId == claim).OrderBy(row => row.ReceivedAt).ToListAsync(ct);
    }

    private IQueryable<InboxRow> Due(Instant now) =>
        Rows.Where(row =>
            row.Platform == PlatformName.Slack
            && row.DoneAt == null
            && row.NotBefore <= now
            && (row.LeaseUntil == null || row.LeaseUntil < now)
        );

    private Task<bool> Is(string eventId, CancellationToken ct) =>
        Rows.AnyAsync(row => row.Platform == PlatformName.Slack && row.EventId == eventId, ct);

    private static string Kind(Arrival arrival) =>
        arrival.Kind switch
        {
            ArrivalKind.Command => "commands",
            ArrivalKind.Action or ArrivalKind.Submission or ArrivalKind.Shortcut => "interactions",
            _ => "events",
        };
}
