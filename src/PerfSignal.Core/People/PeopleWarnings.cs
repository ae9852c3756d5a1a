using NodaTime.Text;
using PerfSignal.Core.Imports;

namespace PerfSignal.Core.People;

/// <summary>Finds what is allowed in people.csv but rarely meant.</summary>
internal sealed class PeopleWarnings(IReadOnlyList<PersonRow> rows, StoredPeople stored, IReadOnlySet<string> profiled)
{
    public IReadOnlyList<ImportProblem> Find() => [.. FamiliesWithoutProfile(), .. ReportsOfDeparted()];

    private IEnumerable<ImportProblem> FamiliesWithoutProfile() =>
        rows.Where(row => !profiled.Contains(row.RoleFamily))
            .GroupBy(row => row.RoleFamily, StringComparer.Ordinal)
            .Select(same => new ImportProblem(
                same.First().Line,
                "role_family",
                $"There is no profile for '{CsvRow.Shown(same.Key)}', so {same.Count()} people get briefs without figures; import one with `import profiles`, or use sales, engineering, support or delivery."
            ));

    /// <summary>People who stay longer than their manager and have no other one named for the time after.</summary>
    private IEnumerable<ImportProblem> ReportsOfDeparted()
    {
        var inFile = rows.ToDictionary(row => row.Email, StringComparer.Ordinal);
        foreach (var report in stored.ById.Values.OrderBy(person => person.Email, StringComparer.Ordinal))
        {
            var row = inFile.GetValueOrDefault(report.Email);
            var email = row is null ? stored.ManagerOf(report) : row.ManagerEmail;
            if (email is not null && stored.ByEmail[email] is { LastDay: { } last } && (report.LastDay is null || report.LastDay > last))
            {
                yield return new ImportProblem(
                    row?.Line ?? inFile.GetValueOrDefault(email)?.Line ?? 0,
                    "manager_email",
                    $"{email} leaves on {LocalDatePattern.Iso.Format(last)} and {report.Email} has no manager afterwards; name the next one."
                );
            }
        }
    }
}
