using NodaTime;

namespace PerfSignal.Core.Briefs;

/// <summary>Questions about feedback, recognition and the employee's own notes.</summary>
internal static class FeedbackQuestions
{
    private const string Topic = "feedback";

    public static IReadOnlyList<Question> All { get; } =
    [
        new("context_note", "context", 94, evidence => QuestionSubject.If(evidence.ContextNotes.Count > 0)),
        new("feedback_contested", Topic, 87, evidence => QuestionSubject.If(evidence.Feedback.Any(note => note.Contested))),
        new(
            "praise_from_others",
            Topic,
            71,
            evidence => QuestionSubject.If(evidence.Feedback.Any(note => note is { Praise: true, ByManager: false, Contested: false }))
        ),
        new(
            "feedback_from_others",
            Topic,
            69,
            evidence => QuestionSubject.If(evidence.Feedback.Any(note => note is { Praise: false, ByManager: false, Contested: false }))
        ),
        new(
            "praise_given",
            Topic,
            53,
            evidence => QuestionSubject.If(evidence.Feedback.Any(note => note is { Praise: true, ByManager: true, Contested: false }))
        ),
        new(
            "feedback_given",
            Topic,
            67,
            evidence => QuestionSubject.If(evidence.Feedback.Any(note => note is { Praise: false, ByManager: true, Contested: false }))
        ),
        new(
            "feedback_long_ago",
            Topic,
            65,
            evidence => QuestionSubject.If(evidence.LastFeedbackAt is { } at && evidence.FrozenAt - at >= Duration.FromDays(21))
        ),
        new("feedback_never", Topic, 61, evidence => QuestionSubject.If(evidence.LastFeedbackAt is null && evidence.Since is not null)),
    ];
}
