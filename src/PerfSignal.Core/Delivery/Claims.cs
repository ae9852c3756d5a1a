using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <param name="Send">The send that the row changes; the row itself where it is one.</param>
/// <param name="Reached">Where the recipient can be written to, a chat before the web.</param>
internal sealed record Claimed(DeliveryRow Row, Person Recipient, DeliveryRow Send, IReadOnlyList<PlatformName> Reached);

/// <summary>Takes due rows for one node, and writes what became of them; every change is conditional, so that two nodes never hold one row.</summary>
internal sealed class Claims(
    PerfSignalData data,
    Audit audit,
    IEnumerable<IPlatform> platforms,
    IEnumerable<IDeliveryCheck> checks,
    TimeProvider clock,
    DispatchSettings settings
)
{
    private static readonly Lane[] Lanes = [Lane.Urgent, Lane.Normal, Lane.Bulk];

    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>();

    /// <summary>Due rows, urgent ones first, leased to the caller under the given claim.</summary>
    /// <param name="most">How many at most; no more than are worked on at once, so that what is claimed is in flight.</param>
    /// <param name="busy">Recipients whose messages are on their way: one recipient's messages keep their order.</param>
    public async Task<IReadOnlyList<Claimed>> Take(Guid claim, int most, IReadOnlyCollection<Guid> busy, Holds holds, CancellationToken ct)
    {
        var now = clock.Now();
        await holds.Load(data, now, ct);
        var held = holds.At(now).Select(platform => (PlatformName?)platform).ToList();
        var ids = new List<Guid>();
        foreach (var lane in Lanes)
        {
            if (ids.Count < most)
            {
                ids.AddRange(
                    await Due(now)
                        .Where(row => row.Lane == lane && !held.Contains(row.Platform) && !busy.Contains(row.RecipientId))
                        .OrderBy(row => row.NotBefore)
                        .ThenBy(row => row.Id)
                        .Select(row => row.Id)
                        .Take(most - ids.Count)
                        .ToListAsync(ct)
                );
            }
        }

        if (ids.Count == 0)
        {
            return [];
        }

        var until = now + settings.Lease;
        await Rows.Where(row => ids.Contains(row.Id) && row.State == DeliveryState.Waiting && row.LeaseId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.LeaseId, claim).SetProperty(row => row.LeaseUntil, until), ct);
        var rows = await Rows.AsNoTracking()
            .Where(row => row.LeaseId == claim && row.State == DeliveryState.Waiting)
            .Join(data.People.AsNoTracking(), row => row.RecipientId, person => person.Id, (row, person) => new { row, person })
            .ToListAsync(ct);
        var sends = await Sends([.. rows.Select(taken => taken.row.OfId).OfType<Guid>()], ct);
        var reached = await Reached(
            [.. rows.Where(taken => taken.row.OfId is null).Select(taken => taken.person).DistinctBy(one => one.Id)],
            ct
        );
        return
        [
            .. rows.Select(taken => new Claimed(
                    taken.row,
                    taken.person,
                    taken.row.OfId is { } of ? sends[of] : taken.row,
                    reached.GetValueOrDefault(taken.person.Id, [])
                ))
                .OrderBy(taken => taken.Row.Lane)
                .ThenBy(taken => taken.Row.NotBefore)
                .ThenBy(taken => taken.Row.Id),
        ];
    }

    private async Task<Dictionary<Guid, DeliveryRow>> Sends(List<Guid> ids, CancellationToken ct) =>
        ids.Count == 0 ? [] : await Rows.AsNoTracking().Where(row => ids.Contains(row.Id)).ToDictionaryAsync(row => row.Id, ct);

    /// <summary>Where each of some people can be written to, asked for all of them at once.</summary>
    private async Task<Dictionary<Guid, IReadOnlyList<PlatformName>>> Reached(IReadOnlyList<Person> people, CancellationToken ct)
    {
        if (people.Count == 0)
        {
            return [];
        }

        var ids = people.Select(person => person.Id).ToList();
        var gone = await data.Set<Unreachable>()
            .Where(mark => ids.Contains(mark.PersonId))
            .Select(mark => new { mark.PersonId, mark.Platform })
            .ToListAsync(ct);
        var ways = new List<(PlatformName Platform, IReadOnlySet<Guid> People)>();
        foreach (var platform in platforms.OrderBy(platform => platform.Name == PlatformName.Web))
        {
            ways.Add((platform.Name, await platform.Reached(people, ct)));
        }

        return ids.ToDictionary(
            id => id,
            IReadOnlyList<PlatformName> (id) =>
                [
                    .. ways.Where(way =>
                            way.People.Contains(id) && !gone.Exists(mark => mark.PersonId == id && mark.Platform == way.Platform)
                        )
                        .Select(way => way.Platform),
                ]
        );
    }

    /// <summary>Rows that may be worked on: what follows a send waits for the send, and for what followed it before.</summary>
    private IQueryable<DeliveryRow> Due(Instant now) =>
        Rows.Where(row =>
            row.State == DeliveryState.Waiting
            && row.NotBefore <= now
            && row.LeaseId == null
            && (
                row.OfId == null
                || !Rows.Any(other =>
                    other.State == DeliveryState.Waiting
                    && (
                        other.Id == row.OfId
                        || (other.OfId == row.OfId && other.CreatedAt < row.CreatedAt && (other.NotBefore <= now || other.Attempts > 0))
                    )
                )
            )
        );

    /// <summary>Stores the platform of rows before it is asked, so that after a crash it is known where a message may have arrived.</summary>
    /// <returns>For each whether its lease still holds.</returns>
    public async Task<IReadOnlyList<bool>> Begin(IReadOnlyList<(DeliveryRow Row, PlatformName Platform)> begun, CancellationToken ct)
    {
        var kept = new HashSet<Guid>();
        foreach (var group in begun.GroupBy(one => (one.Platform, one.Row.LeaseId)))
        {
            var ((platform, claim), ids) = (group.Key, group.Select(one => one.Row.Id).ToList());
            var rows = Rows.Where(row => ids.Contains(row.Id) && row.LeaseId == claim && row.State == DeliveryState.Waiting);
            if (await rows.ExecuteUpdateAsync(set => set.SetProperty(row => row.Platform, platform), ct) == ids.Count)
            {
                kept.UnionWith(ids);
            }
            else
            {
                kept.UnionWith(await rows.Select(row => row.Id).ToListAsync(ct));
            }
        }

        return [.. begun.Select(one => kept.Contains(one.Row.Id))];
    }

    /// <summary>Writes what became of claimed rows, with the entries of the audit log in the same transaction.</summary>
    /// <returns>Those whose lease was lost meanwhile: there another node decides.</returns>
    public async Task<IReadOnlyList<DeliveryRow>> End(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        await LoadAliases(ends, ct);
        return ends.Count > 1 && await AllAtOnce(ends, ct) ? [] : await OneByOne(ends, ct);
    }

    /// <summary>The ends of many rows in few statements; not done where one of them lost its lease.</summary>
    private async Task<bool> AllAtOnce(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        foreach (var (row, step) in ends)
        {
            // The lease is part of the statement's condition: it is the row's concurrency token.
            data.Attach(row);
            Apply(row, step);
        }

        await Tell(ends, ct);
        try
        {
            await data.SaveChangesAsync(ct);
        }
        catch (DbUpdateConcurrencyException)
        {
            await transaction.RollbackAsync(ct);
            foreach (var entry in data.ChangeTracker.Entries<DeliveryRow>().ToList())
            {
                entry.CurrentValues.SetValues(entry.OriginalValues);
            }

            data.ChangeTracker.Clear();
            return false;
        }

        foreach (var of in ends.Where(end => IsRetracted(end.Row, end.Step)).Select(end => end.Row.OfId))
        {
            await Rows.Where(send => send.Id == of).ExecuteUpdateAsync(set => set.SetProperty(send => send.Retracted, true), ct);
        }

        await transaction.CommitAsync(ct);
        return true;
    }

    private void Apply(DeliveryRow row, Step step)
    {
        (row.State, row.NotBefore, row.Attempts, row.Reason) = (step.State, step.NotBefore, step.Attempts, step.Reason);
        (row.Category, row.Word, row.Platform, row.PossiblyDoubled) = (step.Category, step.Word, step.Platform, step.PossiblyDoubled);
        (row.ConversationId, row.PlatformMessageId) = (step.ConversationId ?? row.ConversationId, step.MessageId ?? row.PlatformMessageId);
        row.EndedAt = step.State == DeliveryState.Waiting ? null : clock.Now();
        (row.LeaseId, row.LeaseUntil) = (null, null);
    }

    private async Task<IReadOnlyList<DeliveryRow>> OneByOne(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        var (lost, ended) = (new List<DeliveryRow>(), new List<(DeliveryRow Row, Step Step)>());
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        foreach (var (row, step) in ends)
        {
            if (await Write(row, step, ct))
            {
                ended.Add((row, step));
            }
            else
            {
                lost.Add(row);
            }
        }

        await Tell(ended, ct);
        await data.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return lost;
    }

    /// <summary>The entries of the audit log about what was sent.</summary>
    private async Task Tell(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        var sent = ends.Where(end => end.Step.State == DeliveryState.Sent).Select(end => end.Row).ToList();
        foreach (var row in sent)
        {
            await audit.Add(actor: null, Word(row.Act), row.Card, row.RecipientId, purpose: null, ct);
        }

        await RecordReceived(sent, ct);
        await RecordWelcomes(ends, sent, ct);
    }

    /// <summary>The audit log looks each up; found here, it asks the database once for all.</summary>
    private async Task LoadAliases(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        if (ends.Count > 1)
        {
            var people = ends.Select(end => end.Row.RecipientId).Distinct().ToList();
            await data.Set<PersonAlias>().Where(alias => people.Contains(alias.PersonId)).LoadAsync(ct);
        }
    }

    private static bool IsRetracted(DeliveryRow row, Step step) => step.State == DeliveryState.Sent && row.Act == DeliveryAct.Retract;

    private async Task<bool> Write(DeliveryRow row, Step step, CancellationToken ct)
    {
        Instant? ended = step.State == DeliveryState.Waiting ? null : clock.Now();
        var (conversation, message) = (step.ConversationId ?? row.ConversationId, step.MessageId ?? row.PlatformMessageId);
        var changed = await Rows.Where(other => other.Id == row.Id && other.LeaseId == row.LeaseId && other.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(other => other.State, step.State)
                        .SetProperty(other => other.NotBefore, step.NotBefore)
                        .SetProperty(other => other.Attempts, step.Attempts)
                        .SetProperty(other => other.Reason, step.Reason)
                        .SetProperty(other => other.Category, step.Category)
                        .SetProperty(other => other.Word, step.Word)
                        .SetProperty(other => other.Platform, step.Platform)
                        .SetProperty(other => other.ConversationId, conversation)
                        .SetProperty(other => other.PlatformMessageId, message)
                        .SetProperty(other => other.PossiblyDoubled, step.PossiblyDoubled)
                        .SetProperty(other => other.EndedAt, ended)
                        .SetProperty(other => other.LeaseId, (Guid?)null)
                        .SetProperty(other => other.LeaseUntil, (Instant?)null),
                ct
            );
        if (changed == 1 && IsRetracted(row, step))
        {
            await Rows.Where(send => send.Id == row.OfId).ExecuteUpdateAsync(set => set.SetProperty(send => send.Retracted, true), ct);
        }

        return changed == 1;
    }

    /// <summary>What somebody was told about their data when they first came, and where, can be shown later.</summary>
    private async Task RecordWelcomes(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, List<DeliveryRow> sent, CancellationToken ct)
    {
        foreach (var (row, step) in ends.Where(end => end.Row is { Act: DeliveryAct.Send, Card: Greeting.Card } && sent.Contains(end.Row)))
        {
            if (step.Platform is { } platform && await data.Set<WelcomeShown>().FindAsync([row.RecipientId, platform], ct) is null)
            {
                data.Add(
                    new WelcomeShown
                    {
                        PersonId = row.RecipientId,
                        Platform = platform,
                        At = clock.Now(),
                    }
                );
            }
        }
    }

    /// <summary>Whoever gets a card with another person's data has read it as far as that person is concerned: both see the entry.</summary>
    private async Task RecordReceived(List<DeliveryRow> sent, CancellationToken ct)
    {
        foreach (var check in checks)
        {
            var rows = sent.FindAll(row => row.Act == DeliveryAct.Send && row.Check == check.Name);
            var about = rows.Count == 0 ? null : await check.About(rows, ct);
            foreach (var row in rows.Where(row => about!.TryGetValue(row.Id, out var one) && one.Subject != row.RecipientId))
            {
                var (subject, dataClass) = about![row.Id];
                await audit.Add(row.RecipientId, "received", dataClass.ToString(), subject, nameof(Purpose.OneOnOne), ct);
            }
        }
    }

    /// <summary>Marks the recipient as unreachable on the row's platform, until heard from.</summary>
    public async Task MarkGone(DeliveryRow row, CancellationToken ct)
    {
        if (row.Platform is { } platform && await data.Set<Unreachable>().FindAsync([row.RecipientId, platform], ct) is null)
        {
            data.Add(
                new Unreachable
                {
                    PersonId = row.RecipientId,
                    Platform = platform,
                    Since = clock.Now(),
                }
            );
            await data.SaveChangesAsync(ct);
        }
    }

    /// <summary>Gives rows back that were claimed and not begun.</summary>
    public Task Release(Guid claim, IReadOnlyCollection<Guid> ids, CancellationToken ct) =>
        Rows.Where(row => row.LeaseId == claim && ids.Contains(row.Id) && row.State == DeliveryState.Waiting)
            .ExecuteUpdateAsync(
                set => set.SetProperty(row => row.LeaseId, (Guid?)null).SetProperty(row => row.LeaseUntil, (Instant?)null),
                ct
            );

    /// <summary>Rows whose node stopped in the middle become due again, counted as attempts without an answer.</summary>
    public async Task Recover(CancellationToken ct)
    {
        var now = clock.Now();
        foreach (
            var row in await Rows.AsNoTracking().Where(row => row.LeaseUntil < now && row.State == DeliveryState.Waiting).ToListAsync(ct)
        )
        {
            await End([(row, DeliveryRules.AfterInterruption(row, now))], ct);
        }
    }

    /// <summary>Ends what is no longer worth sending.</summary>
    public Task Expire(CancellationToken ct)
    {
        var now = clock.Now();
        return Rows.Where(row => row.State == DeliveryState.Waiting && row.ExpiresAt <= now && row.LeaseId == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.State, DeliveryState.Expired)
                        .SetProperty(row => row.Reason, "expired")
                        .SetProperty(row => row.EndedAt, now),
                ct
            );
    }

    private static string Word(DeliveryAct act) =>
        act switch
        {
            DeliveryAct.Send => "sent",
            DeliveryAct.Update => "updated",
            _ => "retracted",
        };
}
