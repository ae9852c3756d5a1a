using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Contests;

/// <summary>Queues what is told about a contest: to the decider, the person, and whoever wrote what is contested. The caller saves.</summary>
public sealed class ContestMessages(
    PerfSignalData data,
    Outbox outbox,
    ReaderFactory readers,
    ContestCards cards,
    ContestedItems items,
    TimeProvider clock
)
{
    /// <summary>Over a weekend and a few days away; it stands in the list of contests however long.</summary>
    private static readonly Duration UsefulFor = Duration.FromDays(7);

    /// <param name="notice">`asked`, `soon` or `due`; each is told to a decider once.</param>
    public async Task ToDecider(Contest contest, Person person, string notice, CancellationToken ct)
    {
        if (contest.DeciderId is { } id && await data.People.FindAsync([id], ct) is { } decider)
        {
            var model = await cards.Write(contest, person, id, readers.For(decider), notice, ct);
            await Send(decider, ContestCards.Card, model, $"contest:{contest.Id:N}:{notice}:{id:N}", contest, ct);
        }
    }

    /// <param name="notice">`decided`, `chosen` or `missed`.</param>
    public async Task ToPerson(Contest contest, Person person, string notice, CancellationToken ct)
    {
        var model = await cards.Write(contest, person, person.Id, readers.For(person), notice, ct);
        await Send(person, ContestCards.Card, model, $"contest:{contest.Id:N}:{notice}:{person.Id:N}", null, ct);
    }

    /// <summary>That what they wrote is contested, or what became of it; never why.</summary>
    public async Task ToAuthors(Contest contest, Person person, CancellationToken ct)
    {
        foreach (var id in await items.Authors(contest, ct))
        {
            if (id == person.Id || id == contest.DecidedById || await data.People.FindAsync([id], ct) is not { } author)
            {
                continue;
            }

            var reader = readers.For(author);
            var text = reader.Say(
                "contest_author_" + contest.State,
                ("what", reader.Say("contest_author_of_" + contest.Of.ToString())),
                ("name", Briefs.BriefCards.Cut(person.Name, 80))
            );
            await Send(author, Answers.Said, new { Text = text }, $"contest:{contest.Id:N}:{contest.State}:{id:N}", null, ct);
        }
    }

    /// <summary>Changes the cards that a decider has of a contest: what they said then is not so any more.</summary>
    /// <param name="why">Names the change.</param>
    public async Task Settle(Contest contest, Person person, Guid decider, string why, CancellationToken ct)
    {
        if (await data.People.FindAsync([decider], ct) is not { } reached)
        {
            return;
        }

        var sends = await data.Set<DeliveryRow>()
            .AsNoTracking()
            .Where(row => row.RecipientId == decider && row.Act == DeliveryAct.Send && row.Check == ContestCheck.Word)
            .Where(row => row.CheckId == contest.Id && (row.State == DeliveryState.Sent || row.State == DeliveryState.Waiting))
            .ToListAsync(ct);
        if (sends.Count == 0)
        {
            return;
        }

        var now = clock.Now();
        var model = await cards.Write(contest, person, decider, readers.For(reached), null, ct);
        var shown = contest.DeciderId == decider ? model : Emptied(model, readers.For(reached));
        await outbox.Queue([.. sends.Select(send => outbox.Update(send, shown, $"contest:{send.Id:N}:{why}", now, now + UsefulFor))], ct);
    }

    /// <summary>Somebody else decides now: neither the item nor the reason is shown to the former decider any longer.</summary>
    private static ContestCard Emptied(ContestCard card, Reader reader) =>
        card with
        {
            Text = "",
            Facts = [],
            Reason = "",
            Decision = "",
            State = reader.Say("contest_state_other"),
            CanDecide = false,
        };

    private async Task Send(Person to, string card, object model, string key, Contest? check, CancellationToken ct)
    {
        var now = clock.Now();
        await outbox.Queue(
            new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = to.Id,
                Act = DeliveryAct.Send,
                Card = card,
                Model = CardJson.Model(model).ToJsonString(CardJson.Options),
                Language = readers.For(to).Language,
                DedupeKey = key,
                Lane = Lane.Normal,
                NotBefore = now,
                ExpiresAt = now + UsefulFor,
                Check = check is null ? null : ContestCheck.Word,
                CheckId = check?.Id,
                CreatedAt = now,
            },
            ct
        );
    }
}
