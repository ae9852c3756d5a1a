using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

/// <summary>One goal as a line: objectives first, their key results under them.</summary>
/// <param name="Bar">Progress as ten blocks, for the eye; the number stands beside it.</param>
public sealed record GoalLine(
    string Row,
    string Key,
    [property: Written] string Title,
    string Progress,
    string Bar,
    string Due,
    bool IsKeyResult,
    bool CanUpdate
);

/// <summary>The goals of one person.</summary>
public sealed record GoalList(string Title, IReadOnlyList<GoalLine> Lines, string Empty, string Hint);

/// <summary>The form that reports progress on one goal.</summary>
public sealed record GoalForm(string Title, [property: Written] string Goal, string Row, string Progress);
