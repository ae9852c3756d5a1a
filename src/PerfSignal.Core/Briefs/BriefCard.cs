using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Briefs;

/// <summary>The card of a 1:1, for the manager (`brief`) and, with the very same evidence, for the employee (`mirror`).</summary>
public sealed record BriefCard
{
    /// <summary>Of the 1:1, for the buttons.</summary>
    public required string Row { get; init; }

    /// <summary>The other of the two, for the buttons that log and give.</summary>
    public required string Other { get; init; }
    public required string Title { get; init; }
    public required string When { get; init; }

    /// <summary>Moved, sent early, cancelled and so on; empty where there is nothing to say.</summary>
    public string Notice { get; init; } = "";

    /// <summary>False where the 1:1 no longer takes place: then the notice is all there is.</summary>
    public bool Open { get; init; } = true;
    public IReadOnlyList<CommitmentLine> Commitments { get; init; } = [];
    public string CommitmentsMore { get; init; } = "";
    public IReadOnlyList<FigureRow> Figures { get; init; } = [];
    public string FiguresMore { get; init; } = "";
    public IReadOnlyList<GoalLine> Goals { get; init; } = [];
    public string GoalsMore { get; init; } = "";
    public IReadOnlyList<FeedbackLine> Feedback { get; init; } = [];
    public string FeedbackMore { get; init; } = "";

    /// <summary>The first open actions of the development plan in one line; the card has no room for more. Empty where there are none.</summary>
    [Written]
    public string Plan { get; init; } = "";
    public IReadOnlyList<NoteLine> Notes { get; init; } = [];
    public string NotesMore { get; init; } = "";

    /// <summary>What may be missing, in one paragraph.</summary>
    public string Missing { get; init; } = "";
    public string Recency { get; init; } = "";
    public IReadOnlyList<QuestionLine> Questions { get; init; } = [];
    public IReadOnlyList<MetricChoice> Metrics { get; init; } = [];

    /// <summary>The path of the full page; empty where nothing is frozen yet.</summary>
    public string Link { get; init; } = "";

    /// <summary>When the evidence was taken.</summary>
    public string AsOf { get; init; } = "";
}

/// <param name="Mark">`overdue since …`, `due …`, `kept`; may be empty.</param>
public sealed record CommitmentLine([property: Written] string Owner, [property: Written] string Text, string Mark, bool Overdue);

/// <summary>One figure: everything but name and value may be empty.</summary>
/// <param name="Position">Against the target, with a sign before the words.</param>
/// <param name="Standing">`good`, `near` or `below`, for the colour of the position.</param>
/// <param name="Warning">Contested, out of date.</param>
/// <param name="Info">What else to know: a team's figure, a mean that few records pull.</param>
/// <param name="Note">The person's own note on it.</param>
public sealed record FigureRow(
    string Name,
    string Value,
    string Target,
    string Position,
    string Standing,
    string Spark,
    string Warning,
    string Info,
    [property: Written] string Note
);

public sealed record GoalLine([property: Written] string Title, string Progress, string Due);

public sealed record FeedbackLine([property: Written] string Author, [property: Written] string Text, string Mark);

public sealed record NoteLine([property: Written] string Text, string When);

public sealed record QuestionLine([property: Written] string Text);

public sealed record MetricChoice(string Title, string Value);
