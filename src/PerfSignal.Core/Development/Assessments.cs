using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Development;

/// <summary>The assessments that count: the last one of each kind in each competency.</summary>
public sealed class Assessments
{
    private readonly Dictionary<(string Competency, AssessmentKind Kind), Assessment> latest;

    private readonly IReadOnlySet<Guid> contested;

    /// <param name="contested">Ids of those that are contested now.</param>
    public Assessments(IEnumerable<Assessment> rows, IReadOnlySet<Guid>? contested = null)
    {
        this.contested = contested ?? new HashSet<Guid>();
        latest = rows.OrderBy(row => row.At)
            .ThenBy(row => row.Id)
            .GroupBy(row => (row.CompetencyKey, row.Kind))
            .ToDictionary(group => group.Key, group => group.Last());
    }

    /// <summary>Those of a person that the viewer may read; the caller saves what was recorded about it.</summary>
    public static async Task<Assessments> Read(Access access, Viewer viewer, Guid person, Purpose purpose, CancellationToken ct) =>
        new(await (await access.Read<Assessment>(viewer, person, purpose, ct)).AsNoTracking().ToListAsync(ct));

    /// <summary>The same, knowing which of them are contested.</summary>
    public static async Task<Assessments> ReadMarked(
        Access access,
        ContestedNow marks,
        Viewer viewer,
        Guid person,
        Purpose purpose,
        CancellationToken ct
    ) =>
        new(
            await (await access.Read<Assessment>(viewer, person, purpose, ct)).AsNoTracking().ToListAsync(ct),
            (await marks.Of(person, ct)).Items
        );

    public bool IsContested(Assessment? given) => given is not null && contested.Contains(given.Id);

    /// <summary>Null where nobody has assessed it, which is not level 0.</summary>
    public Assessment? Of(string competency, AssessmentKind kind) => latest.GetValueOrDefault((competency, kind));

    public int? Level(string competency, AssessmentKind kind) => Of(competency, kind)?.Level;
}
