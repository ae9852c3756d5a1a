namespace PerfSignal.Bot.Hosting;

public enum Grade
{
    Good,

    /// <summary>Worth knowing; nothing is broken.</summary>
    Note,
    Bad,

    /// <summary>Something outside the program is missing.</summary>
    Outside,
}

/// <summary>One thing the doctor looked at, with what to do where it is not good.</summary>
public sealed record Finding(string Area, Grade Grade, string What, string? Mend = null)
{
    public static Finding Good(string area, string what) => new(area, Grade.Good, what);

    /// <summary>0 where nothing is bad, 3 where something outside the program is missing, else 1.</summary>
    public static int ExitCode(IReadOnlyCollection<Finding> findings) =>
        findings.Any(finding => finding.Grade == Grade.Outside) ? 3
        : findings.Any(finding => finding.Grade == Grade.Bad) ? 1
        : 0;
}
