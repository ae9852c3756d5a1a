namespace PerfSignal.Core.Imports;

/// <summary>What is wrong with one place of a file and what to do about it.</summary>
/// <param name="Line">1-based line of the file on which the row or value starts; 0 where the file as a whole is meant.</param>
/// <param name="Column">The column of a CSV file or the path in a JSON file; empty where the whole line is meant.</param>
/// <param name="Message">A sentence that says what to do.</param>
public sealed record ImportProblem(int Line, string Column, string Message)
{
    /// <summary>`line 3, due: …`, as printed by the command line.</summary>
    public override string ToString() =>
        (Line, Column) switch
        {
            (0, "") => Message,
            (0, _) => $"{Column}: {Message}",
            (_, "") => $"line {Line}: {Message}",
            _ => $"line {Line}, {Column}: {Message}",
        };
}

/// <summary>The end of one import: everything was written, or nothing was and the problems say why.</summary>
/// <param name="MissingRows">What the database holds and the file does not name any more; reported, never deleted.</param>
public sealed record ImportResult(
    bool Ok,
    IReadOnlyList<ImportProblem> Problems,
    int Added,
    int Changed,
    int Unchanged,
    IReadOnlyList<string> MissingRows
)
{
    /// <summary>What was taken and deserves a look.</summary>
    public IReadOnlyList<ImportProblem> Warnings { get; init; } = [];

    /// <summary>Rows about people whom no pilot wave takes in yet: nothing of them was kept, and the same file brings them once it does.</summary>
    public int NotInPilot { get; init; }

    public static ImportResult Refused(IEnumerable<ImportProblem> problems) =>
        new(false, [.. problems.OrderBy(problem => problem.Line)], 0, 0, 0, []);

    public static ImportResult Written(int added, int changed, int unchanged, IReadOnlyList<string>? missing = null) =>
        new(true, [], added, changed, unchanged, missing ?? []);
}
