using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Briefs;

/// <summary>A brief as it would be sent at an instant: the card for one of the pair and the evidence it rests on.</summary>
public sealed record PrintedBrief(string Card, JsonObject Model, string Language, Evidence Evidence);

/// <summary>Puts a brief together for the operator's command line; nothing is frozen or sent, and the entry about it is all that is stored.</summary>
public sealed class BriefPrinter(
    PerfSignalData data,
    Audit audit,
    EvidenceBuilder builder,
    PilotGate pilot,
    BriefCards cards,
    Texts texts,
    Organization organization
)
{
    /// <summary>The brief to the first person about a 1:1 with the second.</summary>
    /// <returns>The brief, or what is wrong with the question.</returns>
    public async Task<(PrintedBrief? Brief, string? Wrong)> Print(string toEmail, string withEmail, Instant at, CancellationToken ct)
    {
        if (await Find(toEmail, ct) is not { } to)
        {
            return (null, $"Nobody has the e-mail address '{toEmail}'. Give one from people.csv.");
        }

        if (await Find(withEmail, ct) is not { } other)
        {
            return (null, $"Nobody has the e-mail address '{withEmail}'. Give one from people.csv.");
        }

        if (await PairOn(to, other, at, ct) is not { } pair)
        {
            return (
                null,
                $"Neither of {to.Email} and {other.Email} is the other's manager at {at}. A brief is between manager and report."
            );
        }

        if (!await pilot.Has(to, ct) || !await pilot.Has(other, ct))
        {
            return (null, $"No pilot wave takes in both {to.Email} and {other.Email} today, so there is no brief. See the page /hr/pilot.");
        }

        var occurrence = await data
            .Occurrences.AsNoTracking()
            .Where(one =>
                one.ManagerId == pair.Manager.Id && one.ReportId == pair.Report.Id && one.State == OccurrenceState.Planned && one.End > at
            )
            .OrderBy(one => one.Start)
            .FirstOrDefaultAsync(ct);
        var evidence = (await builder.Build([new PairAt(pair.Manager, pair.Report, occurrence?.Id, occurrence?.Start)], at, ct))[0];
        await audit.Add(null, "printed", nameof(DataClass.Brief), pair.Report.Id, "CommandLine", ct);
        await data.SaveChangesAsync(ct);
        var language = to.Language is { } own && texts.Languages.Contains(own) ? own : organization.Language;
        var view = new BriefView(evidence, occurrence?.Id ?? pair.Other(to.Id).Id, occurrence?.Start, HasPage: occurrence is not null);
        var model = CardJson.Model(cards.Write(view, to.Id, new Reader(texts, language, to.Zone, at)));
        return (new PrintedBrief(BriefCards.CardFor(to.Id, evidence), model, language, evidence), null);
    }

    private Task<Person?> Find(string email, CancellationToken ct)
    {
        var key = email.Trim().ToLowerInvariant();
        return data.People.AsNoTracking().FirstOrDefaultAsync(person => person.Email == key, ct);
    }

    private async Task<Pair?> PairOn(Person one, Person other, Instant at, CancellationToken ct) =>
        await Pair.Of(data, one.Id, other.Id, at.InZone(Zones.Of(organization.TimeZone)).Date, ct);
}
