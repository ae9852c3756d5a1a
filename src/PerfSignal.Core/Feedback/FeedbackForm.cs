using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback;

/// <summary>The form for feedback, praise and private notes; says beside the choice who will see it.</summary>
/// <param name="About">Id of the person it is about, or empty while nobody is chosen.</param>
/// <param name="Class">`shared` or `mine`.</param>
public sealed record FeedbackForm(
    string Title,
    [property: Written] string Name,
    string About,
    [property: Written] string Text,
    string Class,
    string Kind
)
{
    public static FeedbackForm For(Reader reader, FeedbackKind kind, string name, string about, string text, string noteClass) =>
        new(
            name.Length == 0 ? reader.Say(kind == FeedbackKind.Praise ? "feedback_form_title_praise_open" : "feedback_form_title_open")
                : kind == FeedbackKind.Praise ? reader.Say("feedback_form_title_praise", ("name", name))
                : reader.Say("feedback_form_title", ("name", name)),
            name,
            about,
            text,
            noteClass,
            kind == FeedbackKind.Praise ? "praise" : "feedback"
        );
}
