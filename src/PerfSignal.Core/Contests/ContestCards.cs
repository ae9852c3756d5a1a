using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Contests;

/// <summary>One contest as its reader sees it: the person concerned, or whoever decides.</summary>
/// <param name="Notice">Why it is shown now: asked to decide, due soon, decided; may be empty.</param>
/// <param name="State">Who decides by when, or what was decided by whom.</param>
/// <param name="Cards">Which cards that were sent could not be changed; empty where all could, and for the decider.</param>
public sealed record ContestCard(
    string Row,
    string Title,
    string Notice,
    string What,
    [property: Written] string Text,
    IReadOnlyList<ContestFact> Facts,
    [property: Written] string Reason,
    string State,
    [property: Written] string Decision,
    string Cards,
    bool CanDecide,
    bool CanWithdraw
);

/// <summary>Writes the card of a contest.</summary>
public sealed class ContestCards(PerfSignalData data, ContestedItems items, SentCards sent)
{
    public const string Card = "contest";
    private const int Short = 80;

    /// <param name="recipient">The person concerned or the decider; what else they may see was asked before.</param>
    /// <param name="notice">A word of the texts, `contest_notice_…`; null for none.</param>
    public async Task<ContestCard> Write(
        Contest contest,
        Person person,
        Guid recipient,
        Reader reader,
        string? notice,
        CancellationToken ct
    )
    {
        var own = recipient == person.Id;
        var item = await items.Of(contest, person, reader, ct);
        var open = contest.DecidedAt is null;
        return new ContestCard(
            contest.Id.ToString("N"),
            reader.Say(own ? "contest_card_own" : "contest_card_other", ("name", Briefs.BriefCards.Cut(person.Name, Short))),
            notice is null ? "" : reader.Say("contest_notice_" + notice),
            item.Title,
            item.Text,
            item.Facts,
            contest.Reason,
            await State(contest, person, reader, ct),
            contest.Decision ?? "",
            own ? await Cards(contest, reader, ct) : "",
            CanDecide: open && !own && contest.DeciderId == recipient,
            CanWithdraw: open && own
        );
    }

    /// <summary>One sentence: who decides by when, or what became of it.</summary>
    public async Task<string> State(Contest contest, Person person, Reader reader, CancellationToken ct)
    {
        var who = (contest.DecidedAt is null ? contest.DeciderId : contest.DecidedById) is { } id
            ? await data.People.Where(one => one.Id == id).Select(one => one.Name).SingleOrDefaultAsync(ct)
            : null;
        return State(contest, person, who is null ? null : Briefs.BriefCards.Cut(who, Short), reader);
    }

    /// <param name="who">Name of who decides or decided; null where there is nobody.</param>
    public static string State(Contest contest, Person person, string? who, Reader reader)
    {
        if (contest.DecidedAt is { } at)
        {
            return reader.Say(
                "contest_state_" + contest.State,
                ("name", who ?? reader.Say("contest_somebody")),
                ("when", reader.DateAndTime(at))
            );
        }

        var by = contest.DecideBy is { } day ? reader.Date(day) : "";
        return who is null ? reader.Say("contest_state_nobody")
            : contest.DecideBy < reader.Now.InZone(person.Zone).Date ? reader.Say("contest_state_overdue", ("name", who), ("by", by))
            : by.Length == 0 ? reader.Say("contest_state_open_undated", ("name", who))
            : reader.Say("contest_state_open", ("name", who), ("by", by));
    }

    private async Task<string> Cards(Contest contest, Reader reader, CancellationToken ct)
    {
        var missed = (await sent.Of(contest, ct)).Where(card => card.Unchanged).ToList();
        var names = missed.ConvertAll(card =>
            reader.Say(
                "contest_card_missed",
                ("name", Briefs.BriefCards.Cut(card.Recipient, Short)),
                ("when", reader.DateAndTime(card.SentAt)),
                (
                    "why",
                    reader.Say(reader.Knows("delivery_reason_" + card.Reason) ? "delivery_reason_" + card.Reason : "contest_missed_else")
                )
            )
        );
        return names.Count == 0 ? "" : reader.Say("contest_cards_missed", ("cards", Briefs.BriefCards.Cut(string.Join("; ", names), 500)));
    }
}
