using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Writes how claimed rows ended, with what the audit log and the people concerned are told of it, in one transaction.</summary>
internal sealed class Ends(PerfSignalData data, Audit audit, IEnumerable<IDeliveryCheck> checks, TimeProvider clock)
{
    private IQueryable<DeliveryRow> Rows => data.Set<DeliveryRow>();

    /// <summary>Writes what became of claimed rows, with the entries of the audit log in the same transaction.</summary>
    /// <returns>Those whose lease was lost meanwhile: there another node decides.</returns>
    public async Task<IReadOnlyList<DeliveryRow>> Write(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        await LoadAliases(ends, ct);
        return ends.Count > 1 && await AllAtOnce(ends, ct) ? [] : await OneByOne(ends, ct);
    }

    /// <summary>The ends of many rows in few statements; not done where one of them lost its lease.</summary>
    private async Task<bool> AllAtOnce(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        var before = new List<(EntityEntry<DeliveryRow> Entry, PropertyValues Values)>();
        foreach (var (row, step) in ends)
        {
            // The lease is part of the statement's condition: it is the row's concurrency token.
            var entry = data.Attach(row);
            before.Add((entry, entry.CurrentValues.Clone()));
            Apply(row, step);
        }

        try
        {
            await Save(ends, ct);
            return true;
        }
        catch (Exception failed)
        {
            // The rows go through more hands: they are as they were.
            before.ForEach(row => row.Entry.CurrentValues.SetValues(row.Values));
            data.ChangeTracker.Clear();
            if (failed is DbUpdateConcurrencyException)
            {
                return false;
            }

            throw;
        }
    }

    private async Task Save(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        await Tell(ends, ct);
        await data.SaveChangesAsync(ct);
        foreach (var of in ends.Where(end => IsRetracted(end.Row, end.Step)).Select(end => end.Row.OfId))
        {
            await Rows.Where(send => send.Id == of).ExecuteUpdateAsync(set => set.SetProperty(send => send.Retracted, true), ct);
        }

        await transaction.CommitAsync(ct);
    }

    private void Apply(DeliveryRow row, Step step)
    {
        (row.State, row.NotBefore, row.Attempts, row.Reason) = (step.State, step.NotBefore, step.Attempts, step.Reason);
        (row.Category, row.Word, row.Platform, row.PossiblyDoubled) = (step.Category, step.Word, step.Platform, step.PossiblyDoubled);
        row.Workspace = step.Workspace;
        (row.ConversationId, row.PlatformMessageId) = (step.ConversationId ?? row.ConversationId, step.MessageId ?? row.PlatformMessageId);
        row.EndedAt = step.State == DeliveryState.Waiting ? null : clock.Now();
        (row.LeaseId, row.LeaseUntil, row.BegunAt) = (null, null, null);
    }

    private async Task<IReadOnlyList<DeliveryRow>> OneByOne(IReadOnlyCollection<(DeliveryRow Row, Step Step)> ends, CancellationToken ct)
    {
        var (lost, ended) = (new List<DeliveryRow>(), new List<(DeliveryRow Row, Step Step)>());
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        foreach (var (row, step) in ends)
        {
            if (await WriteOne(row, step, ct))
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

    /// <summary>Writes an end without what belongs to it, because that cannot be written.</summary>
    /// <returns>Whether the lease still held.</returns>
    public Task<bool> SetAside(DeliveryRow row, Step step, CancellationToken ct) => WriteOne(row, step, ct);

    private async Task<bool> WriteOne(DeliveryRow row, Step step, CancellationToken ct)
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
                        .SetProperty(other => other.Workspace, step.Workspace)
                        .SetProperty(other => other.ConversationId, conversation)
                        .SetProperty(other => other.PlatformMessageId, message)
                        .SetProperty(other => other.PossiblyDoubled, step.PossiblyDoubled)
                        .SetProperty(other => other.EndedAt, ended)
                        .SetProperty(other => other.LeaseId, (Guid?)null)
                        .SetProperty(other => other.LeaseUntil, (Instant?)null)
                        .SetProperty(other => other.BegunAt, (Instant?)null),
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

    private static string Word(DeliveryAct act) =>
        act switch
        {
            DeliveryAct.Send => "sent",
            DeliveryAct.Update => "updated",
            _ => "retracted",
        };
}
