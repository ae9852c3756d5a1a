using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>How the outbox works; the defaults suit one node.</summary>
/// <param name="Batch">Rows claimed at once; small, so that urgent rows never wait for a long batch.</param>
/// <param name="AtOnce">Recipients served side by side.</param>
public sealed record DispatchSettings(int Batch = 64, int AtOnce = 8)
{
    /// <summary>After this another node takes over a row; longer than anything that is done with it.</summary>
    public Duration Lease { get; init; } = Duration.FromMinutes(2);

    /// <summary>A platform that has not answered by then counts as not having answered.</summary>
    public Duration Timeout { get; init; } = Duration.FromSeconds(30);

    /// <summary>A message without an answer is not sent again, or looked for, before this; longer than Slack takes to show a post in a history.</summary>
    public Duration UncertainWait { get; init; } = DeliveryRules.UncertainWait;
}

internal sealed record Claimed(DeliveryRow Row, Person Recipient);

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
    public async Task<IReadOnlyList<Claimed>> Take(Guid claim, Holds holds, CancellationToken ct)
    {
        var now = clock.Now();
        await holds.Load(data, now, ct);
        var held = holds.At(now).Select(platform => (Conversing.PlatformName?)platform).ToList();
        var ids = new List<Guid>();
        foreach (var lane in Lanes)
        {
            if (ids.Count < settings.Batch)
            {
                ids.AddRange(
                    await Due(now)
                        .Where(row => row.Lane == lane && !held.Contains(row.Platform))
                        .OrderBy(row => row.NotBefore)
                        .ThenBy(row => row.Id)
                        .Select(row => row.Id)
                        .Take(settings.Batch - ids.Count)
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
            .Join(data.People.AsNoTracking(), row => row.RecipientId, person => person.Id, (row, person) => new Claimed(row, person))
            .ToListAsync(ct);
        await Choose(claim, rows, ct);
        return [.. rows.OrderBy(taken => taken.Row.Lane).ThenBy(taken => taken.Row.NotBefore).ThenBy(taken => taken.Row.Id)];
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

    /// <summary>Stores the platform of all sends that go to one which shows a delivery id once; others are stored one by one before each send.</summary>
    private async Task Choose(Guid claim, IReadOnlyList<Claimed> rows, CancellationToken ct)
    {
        // A chat comes before the web: while there is one, it is asked for each person.
        if (platforms.ToList() is not [{ ShowsOnce: true } only])
        {
            return;
        }

        var chosen = new List<Guid>();
        foreach (var (row, recipient) in rows.Where(taken => taken.Row is { Act: DeliveryAct.Send, Platform: null }))
        {
            if (await only.Reaches(recipient, ct))
            {
                row.Platform = only.Name;
                chosen.Add(row.Id);
            }
        }

        if (chosen.Count > 0)
        {
            await Rows.Where(row => row.LeaseId == claim && chosen.Contains(row.Id) && row.State == DeliveryState.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Platform, only.Name), ct);
        }
    }

    /// <summary>Writes what became of claimed rows, with the entries of the audit log in the same transaction.</summary>
    /// <returns>Those whose lease was lost meanwhile: there another node decides.</returns>
    public async Task<IReadOnlyList<DeliveryRow>> End(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        var (lost, sent) = (new List<DeliveryRow>(), new List<DeliveryRow>());
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        foreach (var (row, step) in ends)
        {
            if (!await Write(row, step, ct))
            {
                lost.Add(row);
            }
            else if (step.State == DeliveryState.Sent)
            {
                await audit.Add(actor: null, Word(row.Act), row.Card, row.RecipientId, purpose: null, ct);
                sent.Add(row);
            }
        }

        await RecordReceived(sent, ct);
        await RecordWelcomes(ends, sent, ct);
        await data.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
        return lost;
    }

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
        if (changed == 1 && step.State == DeliveryState.Sent && row.Act == DeliveryAct.Retract)
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
