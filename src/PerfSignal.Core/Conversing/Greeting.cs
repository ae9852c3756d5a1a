using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Conversing;

/// <summary>Model of the card `welcome`.</summary>
public sealed record WelcomeCard(string Name, string TimeZone);

/// <summary>Says once to each account of a known person what the bot is, what it holds about them, and how to see and contest it.</summary>
/// <remarks>
/// The answer to somebody who installed the bot or wrote to it leaves at once. Where an administrator installs it for everyone nobody asked: then
/// it waits for the end of quiet hours and is not sent into a pause.
/// </remarks>
public sealed class Greeting(PerfSignalData data, PilotGate pilot, Outbox outbox, ReaderFactory readers, TimeProvider clock)
{
    /// <summary>The card of this name.</summary>
    public const string Card = "welcome";

    /// <summary>Over a long weekend or a few days without the platform; later it would come out of nowhere.</summary>
    private static readonly Duration UsefulFor = Duration.FromDays(7);

    /// <summary>Queues the greeting unless the account was greeted or stands for nobody; the caller saves, and wakes the outbox where it was asked.</summary>
    /// <param name="asked">Whether the person did something just now that this answers.</param>
    /// <exception cref="Microsoft.EntityFrameworkCore.DbUpdateException">When saving: the same account was greeted at the same moment; done again it finds that.</exception>
    public async Task Greet(ChatAccount account, bool asked, CancellationToken ct)
    {
        if (
            account is not { State: AccountState.Matched, PersonId: { } id, GreetedAt: null }
            || await data.People.FindAsync([id], ct) is not { } person
            // Nobody asked, and nothing is kept of their work yet: they are greeted when a wave takes them in.
            || (!asked && !await pilot.Has(person, ct))
        )
        {
            return;
        }

        var (now, reader) = (clock.Now(), readers.For(person));
        await outbox.Queue(
            new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = person.Id,
                Act = DeliveryAct.Send,
                Platform = account.Platform,
                Card = Card,
                Model = CardJson
                    .Model(new WelcomeCard(person.Name, person.ChosenTimeZone ?? person.TimeZone))
                    .ToJsonString(CardJson.Options),
                Language = reader.Language,
                DedupeKey = $"greeting:{account.Id:N}",
                Lane = asked ? Lane.Urgent : Lane.Normal,
                NotBefore = now,
                ExpiresAt = now + UsefulFor,
                CreatedAt = now,
            },
            ct
        );
        account.GreetedAt = now;
    }
}
