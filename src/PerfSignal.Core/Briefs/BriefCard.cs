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
    public IReadOnlyList<NoteLine> Notes { get; init; } = [];
    public string NotesMore { get; init; } = "";

    /// <summary>What may be missing, in one paragraph.</summary>
    public string Missing { get; init; } = "";
    public string Recency { get; init; } = "";
    public IReadOnlyList<QuestionLine> Questions { get; init; } = [];
    public IReadOnlyList<MetricChoice> Metrics { get; init; } = [];

    /// <summary>When the evidence was taken.</summary>
    public string AsOf { get; init; } = "";
}

/// <param name="Mark">`overdue since …`, `due …`, `kept`; may be empty.</param>
public sealed record CommitmentLine(string Owner, string Text, string Mark, bool Overdue);

/// <param name="Against">Target and position in words.</param>
/// <param name="Detail">Flags and the person's own note; may be empty.</param>
public sealed record FigureRow(string Name, string Value, string Against, string Spark, string Detail, bool Contested);

public sealed record GoalLine(string Title, string Progress);

public sealed record FeedbackLine(string Author, string Text, string Mark);

public sealed record NoteLine(string Text, string When);

public sealed record QuestionLine(string Text);

public sealed record MetricChoice(string Title, string Value);
