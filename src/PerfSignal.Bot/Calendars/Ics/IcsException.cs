namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>One thing wrong with a calendar text: the 1-based line on which the property begins, and what is wrong and how to mend it.</summary>
public sealed record IcsProblem(int Line, string Message)
{
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Line {Line}: {Message}");
}

/// <summary>Says that a calendar text cannot be used, with every problem found (at least one, in order of lines).</summary>
public sealed class IcsException(IReadOnlyList<IcsProblem> problems)
    : Exception(string.Join(Environment.NewLine, problems.Select(problem => problem.ToString())))
{
    public IcsException(int line, string message)
        : this([new IcsProblem(line, message)]) { }

    public IReadOnlyList<IcsProblem> Problems { get; } = problems;

    /// <summary>The 1-based line of the first problem.</summary>
    public int Line => Problems[0].Line;
}
