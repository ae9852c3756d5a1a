using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>Writes messages into the transaction of the act that causes them; <see cref="Dispatch"/> brings them out.</summary>
public sealed class Outbox(PerfSignalData data, TimeProvider clock)
{
    /// <summary>Marks queries whose rows are about to be claimed: a database with many writers passes over what another node is claiming.</summary>
    public const string ClaimTag = "rows to claim";

    /// <summary>Adds the row unless one with its dedupe key is there; the caller saves.</summary>
    /// <returns>Whether it was added.</returns>
    /// <remarks>
    /// Of two acts that queue the same at the same moment the second finds the unique key when it saves; it is run again and then finds the row.
    /// </remarks>
    public async Task<bool> Queue(DeliveryRow row, CancellationToken ct) => await Queue([row], ct) == 1;

    /// <summary>Adds those rows whose dedupe key is not there, asking once for all of them; the caller saves.</summary>
    /// <returns>How many were added.</returns>
    public async Task<int> Queue(IReadOnlyCollection<DeliveryRow> rows, CancellationToken ct)
    {
        if (rows.FirstOrDefault(row => row.SendId is not null && row.Lane != Lane.Bulk) is { } stray)
        {
            throw new ArgumentException($"Row {stray.DedupeKey} belongs to a send of many, and those leave in the bulk lane.", nameof(rows));
        }

        var known = data.Set<DeliveryRow>().Local.Select(row => row.DedupeKey).ToHashSet(StringComparer.Ordinal);
        foreach (var keys in rows.Select(row => row.DedupeKey).Chunk(500))
        {
            known.UnionWith(
                await data.Set<DeliveryRow>().Where(row => keys.Contains(row.DedupeKey)).Select(row => row.DedupeKey).ToListAsync(ct)
            );
        }

        var fresh = rows.Where(row => known.Add(row.DedupeKey)).ToList();
        data.AddRange(fresh);
        return fresh.Count;
    }

    /// <summary>A row that changes the card of a send, or its model where that has not left yet.</summary>
    /// <param name="card">Another card in its place, for a send that has left; null keeps the card.</param>
    public DeliveryRow Update(
        DeliveryRow send,
        object model,
        string dedupeKey,
        Instant notBefore,
        Instant expiresAt,
        string? check = null,
        Guid? checkId = null,
        string? card = null
    ) =>
        Follow(
            send,
            DeliveryAct.Update,
            CardJson.Model(model).ToJsonString(CardJson.Options),
            dedupeKey,
            notBefore,
            expiresAt,
            check,
            checkId,
            card
        );

    /// <summary>A row that takes a sent card back, or stops it where it has not left yet.</summary>
    public DeliveryRow Retract(DeliveryRow send, string dedupeKey) =>
        Follow(send, DeliveryAct.Retract, "{}", dedupeKey, clock.Now(), clock.Now() + Duration.FromDays(1), null, null, null);

    /// <summary>Forgets that a person was unreachable on a platform; an adapter calls it when they write or press something there.</summary>
    public Task HeardFrom(Guid person, PlatformName platform, CancellationToken ct) =>
        data.Set<Unreachable>().Where(row => row.PersonId == person && row.Platform == platform).ExecuteDeleteAsync(ct);

    private DeliveryRow Follow(
        DeliveryRow send,
        DeliveryAct act,
        string model,
        string dedupeKey,
        Instant notBefore,
        Instant expiresAt,
        string? check,
        Guid? checkId,
        string? card
    ) =>
        new()
        {
            Id = clock.NewId(),
            RecipientId = send.RecipientId,
            Act = act,
            OfId = send.Id,
            Card = card ?? send.Card,
            Model = model,
            Language = send.Language,
            DedupeKey = dedupeKey,
            Lane = send.Lane,
            NotBefore = notBefore,
            ExpiresAt = expiresAt,
            Check = check,
            CheckId = checkId,
            CreatedAt = clock.Now(),
        };
}
