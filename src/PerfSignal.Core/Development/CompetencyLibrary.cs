using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Development;

/// <summary>A text in both languages of the product.</summary>
public sealed record Wording(string En, string De)
{
    public string In(Reader reader) => reader.Language == "de" ? De : En;
}

/// <summary>What a competency means and what can be observed at each of its levels.</summary>
/// <param name="Levels">Five, from level 1 on.</param>
public sealed record CompetencyEntry(string Key, Wording Name, Wording Means, IReadOnlyList<Wording> Levels)
{
    public const int Highest = 5;
}

/// <param name="Level">1 to 5.</param>
public sealed record Requirement(string Competency, int Level);

/// <summary>One step of a career path.</summary>
/// <param name="Level">The level of the people file whose people stand on this step; several steps may share one.</param>
public sealed record PathStep(string Key, Level Level, Wording Name, IReadOnlyList<Requirement> Requires)
{
    public int? Wants(string competency) => Requires.FirstOrDefault(one => one.Competency == competency)?.Level;
}

/// <summary>The steps of a role family, in order.</summary>
public sealed record PathEntry(string RoleFamily, IReadOnlyList<PathStep> Steps);

/// <summary>The competencies and career paths in force: the organisation's, or the shipped ones where it imported none.</summary>
public sealed class CompetencyLibrary
{
    private readonly Dictionary<string, CompetencyEntry> competencies;
    private readonly Dictionary<string, PathEntry> paths;

    public CompetencyLibrary(IEnumerable<CompetencyEntry> competencies, IEnumerable<PathEntry> paths)
    {
        this.competencies = competencies.ToDictionary(one => one.Key, StringComparer.Ordinal);
        this.paths = paths.ToDictionary(one => one.RoleFamily, StringComparer.Ordinal);
    }

    public IEnumerable<CompetencyEntry> Competencies => competencies.Values;
    public IEnumerable<PathEntry> Paths => paths.Values;

    public static async Task<CompetencyLibrary> Load(PerfSignalData data, CancellationToken ct)
    {
        var rows = await data.Set<Competency>().AsNoTracking().Select(row => row.Definition).ToListAsync(ct);
        var stored = await data.Set<CareerPath>().AsNoTracking().Select(row => row.Definition).ToListAsync(ct);
        return rows.Count == 0
            ? ShippedCompetencies.Library
            : new CompetencyLibrary(rows.Select(CardJson.Read<CompetencyEntry>), stored.Select(CardJson.Read<PathEntry>));
    }

    public CompetencyEntry? Find(string? key) => key is null ? null : competencies.GetValueOrDefault(key);

    public PathEntry? PathOf(Person person) => paths.GetValueOrDefault(person.RoleFamily);

    /// <summary>What matters for the person, in the order of the path; without one, what every path asks for.</summary>
    public IReadOnlyList<CompetencyEntry> For(Person person) =>
        [
            .. (PathOf(person) is { } path ? KeysOf(path) : paths.Values.Select(KeysOf).DefaultIfEmpty([]).Aggregate(Enumerable.Intersect))
                .Select(Find)
                .OfType<CompetencyEntry>(),
        ];

    private static IEnumerable<string> KeysOf(PathEntry path) =>
        path.Steps.SelectMany(step => step.Requires).Select(one => one.Competency).Distinct(StringComparer.Ordinal);
}
