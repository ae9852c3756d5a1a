using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Development;

/// <summary>Somebody's competencies, one a line.</summary>
/// <param name="Person">Whose they are, for the buttons; empty for the reader's own.</param>
/// <param name="MayWrite">Whether the reader may assess here.</param>
public sealed record CompetencyList(
    string Title,
    string Person,
    IReadOnlyList<CompetencyLine> Lines,
    string Empty,
    string Hint,
    bool MayWrite
);

/// <param name="Row">Person and competency, for the button.</param>
/// <param name="Self">The level in words, or that there is none yet.</param>
public sealed record CompetencyLine(string Row, [property: Written] string Name, string Self, string Manager);

/// <summary>The form in which one competency is assessed, with what can be observed at each level.</summary>
/// <param name="Level">`1` to `5`, or empty.</param>
public sealed record CompetencyForm(
    string Title,
    string Row,
    [property: Written] string Name,
    [property: Written] string Means,
    string Question,
    IReadOnlyList<LevelLine> Levels,
    string Level,
    [property: Written] string Note,
    string Seen
);

/// <param name="Title">`Level 3`.</param>
public sealed record LevelLine(string Value, string Title, [property: Written] string Text);

/// <summary>Tells a person at once which level their manager gave.</summary>
/// <param name="Contest">For the button by which the person contests it.</param>
public sealed record AssessmentCard(
    string Title,
    [property: Written] string Name,
    string Level,
    [property: Written] string Description,
    [property: Written] string Note,
    string Self,
    string Contest = ""
);

/// <summary>What the next step asks for, beside what was assessed; competency by competency, never added up.</summary>
/// <param name="Steps">The other steps, to compare with.</param>
public sealed record CareerCard(
    string Title,
    [property: Written] string Now,
    [property: Written] string Next,
    IReadOnlyList<CareerLine> Lines,
    string Notice,
    IReadOnlyList<CareerStep> Steps
);

public sealed record CareerLine([property: Written] string Name, string Required, string Assessed, string Gap, bool Reached);

public sealed record CareerStep(string Row, string Title);
