using PerfSignal.Core.Imports;

namespace PerfSignal.Core.People;

/// <summary>Judges the lines of people.csv against each other and against the directory.</summary>
internal sealed class PeopleChecks(IReadOnlyList<PersonRow> rows, StoredPeople stored)
{
    private readonly List<ImportProblem> problems = [];
    private readonly HashSet<string> inFile = rows.Select(row => row.Email).ToHashSet(StringComparer.Ordinal);

    public IReadOnlyList<ImportProblem> Run()
    {
        Twice("email", row => row.Email);
        CheckManagers();
        CheckCycles();
        CheckPlatformIds("slack_user_id", row => row.SlackUserId, person => person.SlackUserId);
        CheckPlatformIds("teams_user_id", row => row.TeamsUserId, person => person.TeamsUserId);
        CheckPopulations();
        return problems;
    }

    private void Twice(string column, Func<PersonRow, string?> value)
    {
        foreach (var same in rows.Where(row => value(row) is not null).GroupBy(value, StringComparer.OrdinalIgnoreCase))
        {
            foreach (var again in same.Skip(1))
            {
                Report(again.Line, column, $"'{CsvRow.Shown(same.Key!)}' already stands in line {same.First().Line}; keep one of the two.");
            }
        }
    }

    private void CheckManagers()
    {
        foreach (var row in rows)
        {
            if (row.ManagerEmail is { } manager && !inFile.Contains(manager) && !stored.ByEmail.ContainsKey(manager))
            {
                Report(
                    row.Line,
                    "manager_email",
                    $"'{CsvRow.Shown(manager)}' is neither in this file nor in the directory; add a line for this person or correct the address."
                );
            }
        }
    }

    /// <summary>The file lies over the directory: people who are not in the file keep their managers.</summary>
    private void CheckCycles()
    {
        var managerOf = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var person in stored.ById.Values.Where(person => !inFile.Contains(person.Email)))
        {
            Put(person.Email, stored.ManagerOf(person));
        }

        foreach (var row in rows)
        {
            Put(row.Email, row.ManagerEmail);
        }

        var lines = rows.GroupBy(row => row.Email, StringComparer.Ordinal)
            .ToDictionary(same => same.Key, same => same.First().Line, StringComparer.Ordinal);
        foreach (var cycle in ReportingCycles.Find(managerOf).Where(cycle => cycle.Count > 1))
        {
            var line = cycle.Where(lines.ContainsKey).Select(email => lines[email]).DefaultIfEmpty(0).Min();
            Report(
                line,
                "manager_email",
                $"These people report to each other in a circle: {string.Join(" → ", cycle)} → {cycle[0]}; correct one of their managers."
            );
        }

        void Put(string email, string? manager)
        {
            if (manager is not null)
            {
                managerOf[email] = manager;
            }
        }
    }

    /// <summary>Two people with one account would read each other's briefs.</summary>
    private void CheckPlatformIds(string column, Func<PersonRow, Given<string?>> ofRow, Func<Person, string?> ofPerson)
    {
        Twice(column, row => ofRow(row).Value);
        var taken = stored
            .ById.Values.Where(person => ofPerson(person) is not null && !inFile.Contains(person.Email))
            .ToLookup(person => ofPerson(person)!, StringComparer.Ordinal);
        foreach (var row in rows)
        {
            if (ofRow(row).Value is { } id && taken[id].FirstOrDefault() is { } other)
            {
                Report(row.Line, column, $"'{CsvRow.Shown(id)}' already belongs to {other.Email}; correct the id.");
            }
        }
    }

    private void CheckPopulations()
    {
        var departments = rows.Select(row => row.Department)
            .Concat(stored.ById.Values.Select(person => person.Department))
            .ToHashSet(StringComparer.Ordinal);
        foreach (var row in rows)
        {
            foreach (
                var role in (row.Roles.Value ?? []).Where(role => role.Department is not null && !departments.Contains(role.Department))
            )
            {
                Report(
                    row.Line,
                    "roles",
                    $"No one is in the department '{CsvRow.Shown(role.Department!)}'; known are {Known(departments)}."
                );
            }
        }
    }

    private static string Known(HashSet<string> departments) =>
        string.Join(", ", departments.Order(StringComparer.Ordinal).Take(10)) + (departments.Count > 10 ? ", …" : "");

    private void Report(int line, string column, string message) => problems.Add(new ImportProblem(line, column, message));
}
