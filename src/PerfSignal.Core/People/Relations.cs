using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>Finds everything that a viewer is to a subject today.</summary>
/// <remarks>
/// Today is the date in the organisation's zone, for everyone: a change of manager takes effect at one instant, so that no hour exists in which
/// both managers, or neither, may read. After a person's last day their lines count as ended. Answers are kept for the scope.
/// </remarks>
public sealed class Relations(PerfSignalData data, Organization organization, TimeProvider clock)
{
    /// <summary>How many levels of managers are followed upward.</summary>
    private const int MostLevels = 16;
    private readonly Dictionary<(Guid, Guid), IReadOnlyList<Relationship>> known = [];
    private readonly Dictionary<Guid, IReadOnlyList<PersonRole>> roles = [];
    private readonly Dictionary<Guid, List<ReportingLine>> above = [];
    private readonly Dictionary<Guid, IReadOnlyList<Guid>> chains = [];
    private readonly DateTimeZone zone = Zones.Of(organization.TimeZone);

    /// <summary>Every relation that holds; only Self towards oneself, none for somebody who does not work here today.</summary>
    public async Task<IReadOnlyList<Relationship>> Of(Guid viewer, Guid subject, CancellationToken ct) =>
        known.TryGetValue((viewer, subject), out var found) ? found : known[(viewer, subject)] = await Find(viewer, subject, ct);

    /// <summary>The viewer's roles beside the reporting line, for what is about nobody in particular.</summary>
    public async Task<IReadOnlyList<Relationship>> RolesOf(Guid viewer, CancellationToken ct) =>
        await WorksHere(viewer, ct) is null ? [] : [.. (await Roles(viewer, ct)).Select(role => new Relationship(Of(role.Kind), viewer))];

    /// <summary>Whose HR a person is today.</summary>
    public async Task<Population> PopulationOf(Guid viewer, CancellationToken ct) =>
        Population.Of([.. (await PopulationsOf(viewer, ct)).Where(one => one.Role == Relation.Hr).Select(one => one.Department)]);

    /// <summary>As <see cref="RolesOf"/> with the department that a role is for; null is everybody.</summary>
    public async Task<IReadOnlyList<(Relation Role, string? Department)>> PopulationsOf(Guid viewer, CancellationToken ct) =>
        await WorksHere(viewer, ct) is null
            ? []
            : [.. (await Roles(viewer, ct)).Select(role => (Of(role.Kind), role.Kind == RoleKind.Hr ? role.Department : null))];

    /// <summary>Two people who both work here today.</summary>
    public async Task<bool> AreColleagues(Guid one, Guid other, CancellationToken ct) =>
        one != other && await WorksHere(one, ct) is not null && await WorksHere(other, ct) is not null;

    /// <summary>The managers above a person today, the nearest first.</summary>
    public async Task<IReadOnlyList<Guid>> Above(Guid person, CancellationToken ct)
    {
        if (chains.TryGetValue(person, out var known))
        {
            return known;
        }

        var (today, chain) = (Today, new List<Guid>());
        for (Guid? at = person; at is { } report && chain.Count < MostLevels; )
        {
            at = await data
                .ReportingLines.Where(line => line.ReportId == report && line.From <= today && (line.Until == null || line.Until > today))
                .Select(line => (Guid?)line.ManagerId)
                .FirstOrDefaultAsync(ct);
            if (at is not { } manager || manager == person || chain.Contains(manager))
            {
                break;
            }

            chain.Add(manager);
        }

        return chains[person] = chain;
    }

    /// <summary>Whether the viewer works here and reports to the subject today, directly or at any remove.</summary>
    public async Task<bool> IsBelow(Guid viewer, Guid subject, CancellationToken ct) =>
        viewer != subject && await WorksHere(viewer, ct) is not null && (await Above(viewer, ct)).Contains(subject);

    private LocalDate Today => clock.Today(zone);

    private async Task<IReadOnlyList<Relationship>> Find(Guid viewer, Guid subject, CancellationToken ct)
    {
        if (await WorksHere(viewer, ct) is null)
        {
            return [];
        }

        if (viewer == subject)
        {
            return [new(Relation.Self, viewer)];
        }

        if (await data.People.FindAsync([subject], ct) is not { } person)
        {
            return [];
        }

        var lines = await Lines(viewer, person, ct);
        return
        [
            .. ByLine(viewer, subject, lines),
            .. await ByDelegation(viewer, subject, lines, ct),
            .. from role in await Roles(viewer, ct)
            where role.Kind != RoleKind.Hr || role.Department is null || role.Department == person.Department
            select new Relationship(Of(role.Kind), viewer),
        ];
    }

    private async Task<Person?> WorksHere(Guid viewer, CancellationToken ct) =>
        await data.People.FindAsync([viewer], ct) is { } person && person.WorksOn(Today) ? person : null;

    /// <summary>The lines above the viewer, the subject and the subject's manager, which is all that a relation can rest on.</summary>
    private async Task<IReadOnlyList<ReportingLine>> Lines(Guid viewer, Person subject, CancellationToken ct)
    {
        var ended = subject.LastDay?.PlusDays(1);
        List<ReportingLine> lines =
        [
            .. (await Above([viewer, subject.Id], ct)).Select(line =>
                line.ReportId == subject.Id && ended is not null ? Until(line, ended) : line
            ),
        ];

        // Two short look-ups by key; one query for all three would walk the whole table.
        return Current(lines, subject.Id)?.ManagerId is { } manager && manager != viewer
            ? [.. lines, .. await Above([manager], ct)]
            : lines;
    }

    private static ReportingLine Until(ReportingLine line, LocalDate? ended) =>
        new()
        {
            Id = line.Id,
            ManagerId = line.ManagerId,
            ReportId = line.ReportId,
            From = line.From,
            Until = Earlier(line.Until, ended),
        };

    /// <summary>Reads at once what the relations of a viewer to several subjects rest on; each is then answered from what was read.</summary>
    public async Task Prepare(Guid viewer, IReadOnlyCollection<Guid> subjects, CancellationToken ct) =>
        await Above([viewer, .. subjects], ct);

    private async Task<List<ReportingLine>> Above(IReadOnlyCollection<Guid> reports, CancellationToken ct)
    {
        var missing = reports.Where(report => !above.ContainsKey(report)).Distinct().ToList();
        if (missing.Count > 0)
        {
            var lines = await data.ReportingLines.AsNoTracking().Where(line => missing.Contains(line.ReportId)).ToListAsync(ct);
            missing.ForEach(report => above[report] = lines.FindAll(line => line.ReportId == report));
        }

        return [.. reports.Distinct().SelectMany(report => above[report])];
    }

    private IEnumerable<Relationship> ByLine(Guid viewer, Guid subject, IReadOnlyList<ReportingLine> lines)
    {
        var today = Today;
        var manager = Current(lines, subject)?.ManagerId;
        foreach (
            var line in lines.Where(line =>
                line.ReportId == subject && line.ManagerId == viewer && (line.Until is null || line.From < line.Until)
            )
        )
        {
            yield return line switch
            {
                _ when line.HoldsOn(today) => new(Relation.Manager, viewer),
                _ when line.From > today => new(Relation.NextManager, viewer),
                _ => new(Relation.FormerManager, viewer, StartOf(line.From), StartOf(line.Until!.Value)),
            };
        }

        if (manager is { } above && Current(lines, above)?.ManagerId == viewer)
        {
            yield return new(Relation.SkipLevel, viewer);
        }

        if (manager is { } shared && Current(lines, viewer)?.ManagerId == shared)
        {
            yield return new(Relation.Peer, viewer);
        }
    }

    private async Task<IReadOnlyList<Relationship>> ByDelegation(
        Guid viewer,
        Guid subject,
        IReadOnlyList<ReportingLine> lines,
        CancellationToken ct
    )
    {
        if (Current(lines, subject)?.ManagerId is not { } manager || manager == viewer)
        {
            return [];
        }

        var today = Today;
        return await data.Set<Delegation>()
            .AnyAsync(row => row.DelegateId == viewer && row.ManagerId == manager && row.From <= today && row.Until > today, ct)
            ? [new(Relation.Delegate, manager)]
            : [];
    }

    private async Task<IReadOnlyList<PersonRole>> Roles(Guid viewer, CancellationToken ct) =>
        roles.TryGetValue(viewer, out var found)
            ? found
            : roles[viewer] = await data.PersonRoles.AsNoTracking().Where(role => role.PersonId == viewer).ToListAsync(ct);

    private ReportingLine? Current(IReadOnlyList<ReportingLine> lines, Guid report) =>
        lines.FirstOrDefault(line => line.ReportId == report && line.HoldsOn(Today));

    private Instant StartOf(LocalDate date) => date.AtStartOfDayInZone(zone).ToInstant();

    private static LocalDate? Earlier(LocalDate? one, LocalDate? other) => one is null || other < one ? other : one;

    private static Relation Of(RoleKind kind) =>
        kind switch
        {
            RoleKind.Hr => Relation.Hr,
            RoleKind.WorksCouncil => Relation.WorksCouncil,
            RoleKind.Executive => Relation.Executive,
            RoleKind.Admin => Relation.Admin,
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "unknown role"),
        };
}
