using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>Model of the card `pilot_changed`.</summary>
public sealed record PilotChangedCard(string Title, string Name, string Whom, string When, string By);

/// <summary>Tells the works council of every change to whom the pilot takes in; for their office, whether or not it takes in themselves.</summary>
public sealed class PilotNews(PerfSignalData data, Outbox outbox, ReaderFactory readers, TimeProvider clock) : IDeliveryCheck
{
    public const string Card = "pilot_changed";
    public const string Word = "pilot";
    private static readonly Duration UsefulFor = Duration.FromDays(14);

    public string Name => Word;

    public bool IsForOffice => true;

    /// <summary>Queues one card for each who holds the role; the caller saves.</summary>
    public async Task Queue(Person by, PilotWave wave, CancellationToken ct)
    {
        var (now, change) = (clock.Now(), clock.NewId());
        var council = data.PersonRoles.Where(role => role.Kind == RoleKind.WorksCouncil).Select(role => role.PersonId);
        var members = await data.People.AsNoTracking().Where(person => council.Contains(person.Id)).ToListAsync(ct);
        await outbox.Queue(
            [
                .. members
                    .Where(member => member.Id != by.Id && member.WorksOn(clock.Today(member.Zone)))
                    .Select(member => Row(member, by, wave, change, now)),
            ],
            ct
        );
    }

    public async Task<string?> WhyNot(DeliveryRow row, CancellationToken ct) =>
        await data.PersonRoles.AnyAsync(role => role.PersonId == row.RecipientId && role.Kind == RoleKind.WorksCouncil, ct)
            ? null
            : "no_office";

    /// <summary>It is about nobody in particular.</summary>
    public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
        IReadOnlyCollection<DeliveryRow> rows,
        CancellationToken ct
    ) => Task.FromResult<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>>(new Dictionary<Guid, (Guid, DataClass)>());

    private DeliveryRow Row(Person to, Person by, PilotWave wave, Guid change, Instant now)
    {
        var reader = readers.For(to);
        var card = new PilotChangedCard(
            reader.Say("pilot_changed_title"),
            wave.Name,
            PilotWords.WhomInShort(wave, reader),
            PilotWords.When(wave, reader),
            reader.Say("pilot_changed_by", ("name", by.Name))
        );
        return new DeliveryRow
        {
            Id = clock.NewId(),
            RecipientId = to.Id,
            Act = DeliveryAct.Send,
            Card = Card,
            Model = CardJson.Model(card).ToJsonString(CardJson.Options),
            Language = reader.Language,
            DedupeKey = $"pilot_changed:{change:N}:{to.Id:N}",
            Lane = Lane.Normal,
            NotBefore = now,
            ExpiresAt = now + UsefulFor,
            Check = Word,
            CheckId = wave.Id,
            CreatedAt = now,
        };
    }
}
