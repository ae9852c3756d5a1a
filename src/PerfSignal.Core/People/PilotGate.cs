using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>Says whom the pilot takes in today. Without any wave everyone is in; a wave that has ended takes in nobody, but is still one.</summary>
/// <remarks>
/// The waves, a handful of short rows, are read once in a scope and nothing is kept beyond it. The day is the organisation's, so that a wave begins for
/// everyone at one midnight; it is asked anew each time, since an act may run across it.
/// </remarks>
public sealed class PilotGate(PerfSignalData data, Organization organization, TimeProvider clock)
{
    /// <summary>The reason of a delivery to, or about, somebody whom no wave takes in.</summary>
    public const string Reason = "not_in_pilot";

    /// <summary>Ids looked up by one query; SQL Server takes 2100 parameters (https://learn.microsoft.com/sql/sql-server/maximum-capacity-specifications-for-sql-server).</summary>
    private const int Lot = 500;
    private readonly DateTimeZone zone = Zones.Of(organization.TimeZone);
    private IReadOnlyList<PilotWave>? waves;

    public LocalDate Today => clock.Today(zone);

    /// <summary>Whether there are waves at all; where not, nobody is kept out.</summary>
    public async Task<bool> IsOn(CancellationToken ct) => (await Waves(ct)).Count > 0;

    public async Task<bool> Has(Person person, CancellationToken ct) => (await Now(ct)).Takes(person);

    /// <summary>False for an id that is nobody's, where there are waves.</summary>
    public async Task<bool> Has(Guid person, CancellationToken ct)
    {
        var now = await Now(ct);
        return now.TakesEveryone || (await data.People.FindAsync([person], ct) is { } found && now.Takes(found));
    }

    /// <summary>Those of the people whom the pilot takes in today.</summary>
    public async Task<IReadOnlySet<Guid>> Of(IReadOnlyCollection<Guid> people, CancellationToken ct)
    {
        var now = await Now(ct);
        if (now.TakesEveryone)
        {
            return people.ToHashSet();
        }

        var inside = new HashSet<Guid>();
        foreach (var some in people.Distinct().Chunk(Lot))
        {
            inside.UnionWith(
                await data.People.Where(person => some.Contains(person.Id)).Where(now.Condition).Select(person => person.Id).ToListAsync(ct)
            );
        }

        return inside;
    }

    /// <summary>The same as a condition, for what is asked of the database about many.</summary>
    public async Task<IQueryable<Person>> Inside(IQueryable<Person> people, CancellationToken ct)
    {
        var now = await Now(ct);
        return now.TakesEveryone ? people : people.Where(now.Condition);
    }

    /// <summary>Whether somebody of the department is in, so that figures of the whole team are somebody's.</summary>
    public async Task<bool> HasTeam(string department, CancellationToken ct)
    {
        var now = await Now(ct);
        return now.TakesEveryone || await data.People.Where(person => person.Department == department).Where(now.Condition).AnyAsync(ct);
    }

    /// <summary>Today's waves, for rules that look at people already read.</summary>
    public async Task<PilotDay> Now(CancellationToken ct) => PilotDay.Of(await Waves(ct), Today);

    /// <summary>The first day from tomorrow on from which a wave takes the person in; null where none is planned.</summary>
    public async Task<LocalDate?> Next(Person person, CancellationToken ct)
    {
        var today = Today;
        var coming = (await Waves(ct)).Where(wave => wave.From > today && wave.IsEver && wave.Covers(person)).ToList();
        return coming.Count == 0 ? null : coming.Min(wave => wave.From);
    }

    /// <summary>A query that was made anyway found no wave, so none is made for them.</summary>
    public void FoundNone() => waves ??= [];

    /// <summary>What was read is forgotten, since a wave was changed.</summary>
    public void Changed() => waves = null;

    private async Task<IReadOnlyList<PilotWave>> Waves(CancellationToken ct) =>
        waves ??= await data.Set<PilotWave>().AsNoTracking().OrderBy(wave => wave.From).ThenBy(wave => wave.Id).ToListAsync(ct);
}
