using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>Looks people up for a conversation; who has left is found only where asked for.</summary>
public sealed class Directory(PerfSignalData data, Organization organization, TimeProvider clock)
{
    private const int MostCandidates = 10;
    private readonly DateTimeZone zone = Zones.Of(organization.TimeZone);

    private LocalDate Today => clock.Today(zone);

    public async Task<Person?> Find(Guid id, CancellationToken ct, bool departedToo = false) =>
        Here(await data.People.FindAsync([id], ct), departedToo);

    public async Task<Person?> ByEmail(string email, CancellationToken ct, bool departedToo = false)
    {
        var wanted = StorableText.Of(email).Trim().ToLowerInvariant();
        return Here(await data.People.FirstOrDefaultAsync(person => person.Email == wanted, ct), departedToo);
    }

    /// <summary>The people who report to the manager on a date, by name.</summary>
    public async Task<IReadOnlyList<Person>> Reports(Guid managerId, LocalDate date, CancellationToken ct, bool departedToo = false)
    {
        var people = await (
            from line in data.ReportingLines
            where line.ManagerId == managerId && line.From <= date && (line.Until == null || line.Until > date)
            join person in data.People on line.ReportId equals person.Id
            where departedToo || person.LastDay == null || person.LastDay >= date
            select person
        ).ToListAsync(ct);
        return ByName(people);
    }

    public async Task<Person?> ManagerOf(Guid reportId, LocalDate date, CancellationToken ct, bool departedToo = false) =>
        await (
            from line in data.ReportingLines
            where line.ReportId == reportId && line.From <= date && (line.Until == null || line.Until > date)
            join person in data.People on line.ManagerId equals person.Id
            where departedToo || person.LastDay == null || person.LastDay >= date
            select person
        ).FirstOrDefaultAsync(ct);

    /// <summary>
    /// Whom the viewer means by "ana", "Ana Sousa", an e-mail address or a mention: the exact name first, then the beginning of a name;
    /// each among the viewer's reports, manager and peers before everyone else. Accents may be left out for the people around the viewer.
    /// </summary>
    public async Task<NameMatch> ByName(Viewer viewer, string words, CancellationToken ct)
    {
        var spoken = new SpokenName(words);
        if (spoken.Words.Length == 0)
        {
            return new NameMatch.Nobody();
        }

        if (spoken.SlackUserId is { } slack)
        {
            return One(Here(await data.People.FirstOrDefaultAsync(person => person.SlackUserId == slack, ct), departedToo: false));
        }

        if (spoken.Words.Contains('@', StringComparison.Ordinal))
        {
            return One(await ByEmail(spoken.Words, ct));
        }

        // Each step is asked only when the one before found nobody; only the last walks through everyone.
        var circle = await Circle(viewer.PersonId, ct);
        var found = circle.FindAll(person => spoken.Is(person.Name));
        found = found.Count > 0 ? found : await Everyone(person => person.NameKey == spoken.Key, ct);
        found = found.Count > 0 ? found : circle.FindAll(person => spoken.Begins(person.Name));
        found =
            found.Count > 0
                ? found
                : await Everyone(person => person.NameKey.StartsWith(spoken.Key) || person.NameKey.Contains(" " + spoken.Key), ct);
        return found switch
        {
            [] => new NameMatch.Nobody(),
            [var person] => new NameMatch.Found(person),
            var several => new NameMatch.Ambiguous([.. ByName(several).Take(MostCandidates)]),
        };
    }

    private async Task<List<Person>> Circle(Guid viewer, CancellationToken ct)
    {
        var today = Today;
        var circle = (await Reports(viewer, today, ct)).ToList();
        if (await ManagerOf(viewer, today, ct) is { } manager)
        {
            circle.Add(manager);
            circle.AddRange((await Reports(manager.Id, today, ct)).Where(peer => peer.Id != viewer));
        }

        return circle;
    }

    private Task<List<Person>> Everyone(Expression<Func<Person, bool>> named, CancellationToken ct)
    {
        var today = Today;
        return data
            .People.Where(person => person.LastDay == null || person.LastDay >= today)
            .Where(named)
            .OrderBy(person => person.Name)
            .ThenBy(person => person.Id)
            .Take(MostCandidates)
            .ToListAsync(ct);
    }

    private Person? Here(Person? person, bool departedToo) =>
        departedToo || person?.LastDay is not { } last || last >= Today ? person : null;

    private static NameMatch One(Person? person) => person is null ? new NameMatch.Nobody() : new NameMatch.Found(person);

    private static IReadOnlyList<Person> ByName(IEnumerable<Person> people) =>
        [.. people.OrderBy(person => person.Name, StringComparer.Ordinal).ThenBy(person => person.Id)];
}
