namespace PerfSignal.Core.Briefs;

/// <summary>Questions that always fit; they come after those that the evidence gives occasion for.</summary>
internal static class OpenQuestions
{
    /// <summary>In their order, each a topic of its own.</summary>
    private static readonly string[] Keys =
    [
        "open_obstacle",
        "open_priority",
        "open_support",
        "open_learning",
        "open_decision",
        "open_proud",
        "open_collaboration",
        "open_stop",
        "open_feedback_for_me",
        "open_growth",
        "open_clarity",
        "open_load",
        "open_idea",
        "open_topic",
    ];

    public static IReadOnlyList<Question> All { get; } =
    [.. Keys.Select((key, place) => new Question(key, key, 24 - place, _ => QuestionSubject.Whole))];
}
