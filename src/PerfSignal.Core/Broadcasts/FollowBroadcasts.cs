using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Broadcasts;

/// <summary>
/// Keeps one card in the author's chat that shows how far a broadcast is, changed at most every <see cref="Every"/>, and asks those who may approve.
/// </summary>
public sealed class FollowBroadcasts(
    PerfSignalData data,
    BroadcastProgress progress,
    BroadcastFinder finder,
    BroadcastViews cards,
    Outbox outbox,
    ReaderFactory readers,
    TimeProvider clock
)
{
    public static readonly Duration Every = Duration.FromSeconds(15);

    /// <summary>The end is told also after a service that was down for a while.</summary>
    private static readonly Duration LookBack = Duration.FromDays(2);
    private static readonly Duration UsefulFor = Duration.FromDays(2);

    /// <summary>An approval is wanted before the broadcast's own time; over a weekend it is still worth asking.</summary>
    private static readonly Duration AskedFor = Duration.FromDays(4);

    /// <returns>How many messages were queued.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var now = clock.Now();
        var since = now - LookBack;
        var rows = await data.Set<Broadcast>()
            .AsNoTracking()
            .Where(row =>
                row.State == BroadcastState.AwaitingApproval
                || row.ProposedBy != null
                || row.State == BroadcastState.Sending
                || row.State == BroadcastState.Paused
                || (row.StartedAt != null && row.EndedAt != null && row.EndedAt > since)
            )
            .OrderBy(row => row.CreatedAt)
            .ToListAsync(ct);
        var queued = 0;
        foreach (var row in rows)
        {
            if (row.State == BroadcastState.AwaitingApproval || row.ProposedBy is not null)
            {
                queued += await Ask(row, now, ct);
            }

            if (row.StartedAt is not null)
            {
                queued += await Tell(row, now, ct);
            }
        }

        return queued;
    }

    private static string KeyOf(Broadcast broadcast) => $"nudge-progress:{broadcast.Id:N}";

    /// <summary>By the instant of the end: a broadcast that is sent again ends again.</summary>
    private static string EndOf(Broadcast broadcast) =>
        string.Create(CultureInfo.InvariantCulture, $"{KeyOf(broadcast)}:end:{broadcast.EndedAt?.ToUnixTimeMilliseconds()}");

    private async Task<int> Tell(Broadcast broadcast, Instant now, CancellationToken ct)
    {
        var ended = broadcast.EndedAt is not null;
        if (ended && await Knows(EndOf(broadcast), ct))
        {
            return 0;
        }

        var first = await data.Set<DeliveryRow>().AsNoTracking().SingleOrDefaultAsync(row => row.DedupeKey == KeyOf(broadcast), ct);
        var last = first is null
            ? null
            : await data.Set<DeliveryRow>()
                .AsNoTracking()
                .Where(row => row.OfId == first.Id && row.Act == DeliveryAct.Update)
                .OrderByDescending(row => row.CreatedAt)
                .ThenByDescending(row => row.Id)
                .FirstOrDefaultAsync(ct);
        if (last is { State: DeliveryState.Waiting } || (!ended && (last ?? first) is { } told && now - told.CreatedAt < Every))
        {
            // At most one waits: what it misses is in the next one.
            return 0;
        }

        if (
            await data.People.FindAsync([broadcast.AuthorId], ct) is not { } author
            || await progress.Of(new Viewer(author.Id), broadcast.Id, ct) is not { } found
        )
        {
            return 0;
        }

        var model = BroadcastViews.Progress(found, readers.For(author), "");
        if (first is null)
        {
            return await Queue(Send(author, BroadcastViews.Running, model, KeyOf(broadcast), now, UsefulFor), ct);
        }

        var json = CardJson.Model(model).ToJsonString(CardJson.Options);
        if (json == (last ?? first).Model && !ended)
        {
            return 0;
        }

        var key = ended
            ? EndOf(broadcast)
            : string.Create(CultureInfo.InvariantCulture, $"{KeyOf(broadcast)}:{now.ToUnixTimeMilliseconds()}");
        return await Queue(outbox.Update(first, model, key, now, now + UsefulFor), ct);
    }

    /// <summary>Every other one of HR who may approve it is asked once for each request.</summary>
    private async Task<int> Ask(Broadcast broadcast, Instant now, CancellationToken ct)
    {
        var hr = await data
            .PersonRoles.Where(role => role.Kind == RoleKind.Hr && role.PersonId != broadcast.AuthorId)
            .Select(role => role.PersonId)
            .Distinct()
            .ToListAsync(ct);
        var asked = string.Create(
            CultureInfo.InvariantCulture,
            $"nudge-approve:{broadcast.Id:N}:{broadcast.RequestedAt?.ToUnixTimeMilliseconds()}:{broadcast.ApprovedAt?.ToUnixTimeMilliseconds()}:{WordsOf(broadcast)}"
        );
        var queued = 0;
        foreach (var id in hr)
        {
            var key = $"{asked}:{id:N}";
            if (
                await Knows(key, ct)
                || await data.People.FindAsync([id], ct) is not { } person
                || !person.WorksOn(clock.Today(person.Zone))
                || await finder.Of(new Viewer(id), broadcast.Id, ct) is null
                || await progress.Of(new Viewer(id), broadcast.Id, ct) is not { CanApprove: true } found
            )
            {
                continue;
            }

            var reader = readers.For(person);
            queued += await Queue(
                BroadcastViews.IsBefore(broadcast)
                    ? Send(person, BroadcastViews.Check, await cards.CheckCard(new Viewer(id), found, reader, "", ct), key, now, AskedFor)
                    : Send(person, BroadcastViews.Running, BroadcastViews.Progress(found, reader, ""), key, now, AskedFor),
                ct
            );
        }

        return queued;
    }

    /// <summary>Which words wait for approval, so that others are asked about anew; empty where none do.</summary>
    private static string WordsOf(Broadcast broadcast) =>
        broadcast.ProposedBy is null
            ? ""
            : Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{broadcast.ProposedEn}\0{broadcast.ProposedDe}")))[..12];

    private Task<bool> Knows(string key, CancellationToken ct) => data.Set<DeliveryRow>().AnyAsync(row => row.DedupeKey == key, ct);

    private async Task<int> Queue(DeliveryRow row, CancellationToken ct)
    {
        var added = await outbox.Queue([row], ct);
        await data.SaveChangesAsync(ct);
        return added;
    }

    private DeliveryRow Send(Person to, string card, object model, string key, Instant now, Duration usefulFor) =>
        new()
        {
            Id = clock.NewId(),
            RecipientId = to.Id,
            Act = DeliveryAct.Send,
            Card = card,
            Model = CardJson.Model(model).ToJsonString(CardJson.Options),
            Language = readers.For(to).Language,
            DedupeKey = key,
            // Never behind the many messages that it tells of.
            Lane = Lane.Normal,
            NotBefore = now,
            ExpiresAt = now + usefulFor,
            CreatedAt = now,
        };
}
