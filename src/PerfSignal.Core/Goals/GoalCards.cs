using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

/// <summary>One goal as a line: objectives first, their key results under them.</summary>
/// <param name="Bar">Progress as ten blocks, for the eye; the number stands in the facts.</param>
/// <param name="Facts">Progress, status, what the goals below make, due date.</param>
public sealed record GoalLine(
    string Row,
    string Key,
    [property: Written] string Title,
    string Bar,
    string Facts,
    bool IsKeyResult,
    bool CanUpdate,
    bool CanShow
);

/// <summary>The goals of one person.</summary>
public sealed record GoalList(string Title, IReadOnlyList<GoalLine> Lines, string Empty, string Hint, bool CanAdd);

public sealed record GoalChoice(string Title, string Value);

/// <summary>The form that reports progress on one goal.</summary>
/// <param name="Status">Chosen status, or empty to leave it as it is.</param>
public sealed record GoalForm(
    string Title,
    [property: Written] string Goal,
    string Row,
    [property: Written] string Progress,
    string Status,
    IReadOnlyList<GoalChoice> Statuses,
    [property: Written] string Comment
);

/// <summary>The form that writes a goal down, or changes one.</summary>
/// <param name="Version">What was read, so that a change made elsewhere meanwhile is not lost unseen.</param>
/// <param name="AskOpen">Whether something is missing that may be left open.</param>
public sealed record GoalSetForm(
    string Title,
    string Row,
    string Version,
    [property: Written] string Goal,
    [property: Written] string Metric,
    [property: Written] string Baseline,
    [property: Written] string Target,
    [property: Written] string Unit,
    string Due,
    string Parent,
    IReadOnlyList<GoalChoice> Parents,
    string Weight,
    string Visible,
    bool AskOpen
);

/// <summary>The form for a comment on a goal.</summary>
public sealed record GoalCommentForm(string Title, [property: Written] string Goal, string Row, [property: Written] string Text);

public sealed record GoalAboveLine(string Key, [property: Written] string Title);

public sealed record GoalHistoryLine(string Text);

public sealed record GoalCommentLine(string Who, [property: Written] string Text);

/// <summary>One goal with its history, comments, status and pace.</summary>
/// <param name="Lead">What was just done; empty where it was only asked for.</param>
/// <param name="Version">What the reader has before them, for an agreement.</param>
/// <param name="Above">The goals above, the highest first.</param>
public sealed record GoalCard(
    string Lead,
    string Heading,
    string Row,
    string Version,
    [property: Written] string Title,
    string Bar,
    string Facts,
    [property: Written] string Measure,
    string Pace,
    string Missing,
    string Agreed,
    IReadOnlyList<GoalAboveLine> Above,
    IReadOnlyList<GoalLine> Children,
    string MoreChildren,
    IReadOnlyList<GoalHistoryLine> History,
    IReadOnlyList<GoalCommentLine> Comments,
    bool CanUpdate,
    bool CanComment,
    bool CanAgree
);
