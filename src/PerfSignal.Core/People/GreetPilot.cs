using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>
/// Scheduled act: welcomes everybody whom a wave newly takes in, at 09:00 on their own clock on its first day or as soon as they come to be in. Once in a
/// lifetime, however waves and departments change; twice, or on two nodes at once, it adds nothing.
/// </summary>
/// <remarks>Who was welcomed before there was any wave, or has been since theirs began, knows what the card says.</remarks>
public sealed class GreetPilot(
    PerfSignalData data,
    PilotGate gate,
    Outbox outbox,
    ReaderFactory readers,
    Organization organization,
    TimeProvider clock
)
{
    private const int Batch = 500;
    private const string Key = "pilot:";
    private static readonly LocalTime Morning = new(9, 0);
    private static readonly Duration UsefulFor = Duration.FromDays(7);

    /// <returns>How many messages were queued.</returns>
    public async Task<int> Run(CancellationToken ct)
    {
        var waves = await data.Set<PilotWave>().AsNoTracking().OrderBy(wave => wave.From).ThenBy(wave => wave.Id).ToListAsync(ct);
        var today = gate.Today;
        var queued = 0;
        foreach (var wave in waves.Where(wave => wave.HoldsOn(today)))
        {
            while (!ct.IsCancellationRequested && await Some(wave, waves.Min(one => one.CreatedAt), ct) is var some and > 0)
            {
                queued += some;
            }
        }

        return queued;
    }

    private async Task<int> Some(PilotWave wave, Instant first, CancellationToken ct)
    {
        var today = gate.Today;
        var began = Zones.Of(organization.TimeZone).AtStartOfDay(wave.From).ToInstant();
        var rows = data.Set<DeliveryRow>();
        var fresh = await data
            .People.AsNoTracking()
            .Where(person => person.HireDate <= today && (person.LastDay == null || person.LastDay >= today))
            .Where(wave.Condition)
            .Where(person =>
                !rows.Any(row =>
                    row.RecipientId == person.Id
                    && row.Card == Greeting.Card
                    && (row.CreatedAt >= began || row.CreatedAt < first || row.DedupeKey.StartsWith(Key))
                )
            )
            .OrderBy(person => person.Id)
            .Take(Batch)
            .ToListAsync(ct);
        var ids = fresh.Select(person => person.Id).ToList();
        var accounts = await data.Set<ChatAccount>()
            .Where(account => account.PersonId != null && ids.Contains(account.PersonId.Value) && account.GreetedAt == null)
            .ToListAsync(ct);
        accounts.ForEach(account => account.GreetedAt = clock.Now());
        var added = await outbox.Queue([.. fresh.Select(person => Row(person, began))], ct);
        await data.SaveChangesAsync(ct);
        data.ChangeTracker.Clear();
        return added;
    }

    private DeliveryRow Row(Person person, Instant began)
    {
        var (now, reader) = (clock.Now(), readers.For(person));
        var morning = person.Zone.ClockReaches(began.InZone(person.Zone).Date + Morning);
        morning = morning < began ? person.Zone.ClockReaches(began.InZone(person.Zone).Date.PlusDays(1) + Morning) : morning;
        var notBefore = Instant.Max(now, morning);
        return new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = person.Id,
            Act = DeliveryAct.Send,
            Card = Greeting.Card,
            Model = CardJson.Model(new WelcomeCard(person.Name, person.ChosenTimeZone ?? person.TimeZone)).ToJsonString(CardJson.Options),
            Language = reader.Language,
            DedupeKey = $"{Key}{person.Id:N}",
            Lane = Lane.Bulk,
            NotBefore = notBefore,
            ExpiresAt = notBefore + UsefulFor,
            CreatedAt = now,
        };
    }
}
