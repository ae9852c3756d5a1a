using PerfSignal.Core.Imports;

namespace PerfSignal.Core.People;

/// <summary>Reads the roles column: `hr`, `hr:DEPARTMENT`, `works_council`, `executive`, `admin`, separated by semicolons.</summary>
internal static class RoleWords
{
    public static IReadOnlyList<RoleWord> Read(CsvRow row)
    {
        var roles = new List<RoleWord>();
        foreach (var word in row.Text("roles", 1000).Split(';', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (One(word) is { } role)
            {
                roles.Add(role);
            }
            else
            {
                row.Report(
                    "roles",
                    $"'{CsvRow.Shown(word)}' is no role; write hr, hr:DEPARTMENT, works_council, executive or admin, separated by semicolons."
                );
            }
        }

        return [.. roles.Distinct()];
    }

    private static RoleWord? One(string word)
    {
        var (name, department) = word.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? (word[..colon].TrimEnd(), word[(colon + 1)..].TrimStart())
            : (word, null);
        return (name.ToLowerInvariant(), department) switch
        {
            ("hr", null) => new RoleWord(RoleKind.Hr, null),
            ("hr", { Length: > 0 }) => new RoleWord(RoleKind.Hr, department),
            ("works_council", null) => new RoleWord(RoleKind.WorksCouncil, null),
            ("executive", null) => new RoleWord(RoleKind.Executive, null),
            ("admin", null) => new RoleWord(RoleKind.Admin, null),
            _ => null,
        };
    }
}
