namespace PerfSignal.Core.Governance;

/// <summary>How far a right goes.</summary>
public enum Reach
{
    /// <summary>Every row about the subject.</summary>
    All,

    /// <summary>Rows about the viewer and rows the viewer is otherwise one of the pair of.</summary>
    OwnAndPair,

    /// <summary>Frozen rows about the subject, from the instant on at which they were frozen.</summary>
    Mirror,

    /// <summary>Rows of the subject's pair with the viewer, or with the manager for whom the viewer stands in.</summary>
    Pair,

    /// <summary>Rows the viewer wrote, whomever the viewer stands in for.</summary>
    Authored,

    /// <summary>Rows of the time in which the viewer was the subject's manager.</summary>
    OwnPeriod,

    /// <summary>Rows of the pair, of the time in which the viewer was the subject's manager.</summary>
    PairInOwnPeriod,

    /// <summary>Rows that <see cref="IMarked{TSelf}"/> opens: goals made visible, ratings shared, reviews among summaries.</summary>
    Marked,

    /// <summary>Only the part of a row that <see cref="IInPart{TSelf,TPart}"/> names, through <see cref="Access.ReadPart{T,TPart}"/>.</summary>
    TitlesAndProgress,

    /// <summary>Every row, for a written reason, through <see cref="Access.BreakGlass{T}"/>.</summary>
    BreakGlass,

    /// <summary>Nothing before the day on which the viewer becomes the subject's manager.</summary>
    FromStart,

    /// <summary>No rows; totals over groups that are large enough.</summary>
    Aggregates,

    /// <summary>No rows; how many entries of which kind.</summary>
    Counts,

    /// <summary>No rows; what is collected and why stands in the register.</summary>
    RegisterOnly,

    /// <summary>No rows; the settings of the installation.</summary>
    SettingsOnly,

    /// <summary>The act needs an approval on record, which the act itself asks for.</summary>
    WithApproval,

    /// <summary>Nothing until the governed capability is switched on by an approval.</summary>
    Governed,
}

/// <summary>One right with its reach.</summary>
public sealed record Grant(Right Right, Reach Reach);
