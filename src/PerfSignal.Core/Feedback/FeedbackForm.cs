using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback.Wording;

namespace PerfSignal.Core.Feedback;

/// <summary>The form for feedback, praise, private notes and answers to a request; says beside the choice who will see it.</summary>
/// <param name="Row">Id of the person it is about, or of the request it answers; empty while nobody is chosen.</param>
/// <param name="Question">What was asked, for an answer; else empty.</param>
/// <param name="Class">`shared`, `mine` or `record`.</param>
/// <param name="Classes">What may be chosen; empty where there is nothing to choose.</param>
/// <param name="Seen">Who will see it, where there is nothing to choose.</param>
/// <param name="Kind">`feedback`, `praise` or `answer`.</param>
/// <param name="Hint">What is missing, asked once; else empty.</param>
/// <param name="Asked">`yes` once it was asked back: then it is taken as it is.</param>
/// <param name="CanPost">Whether praise may be posted in a channel.</param>
/// <param name="Post">`true` where it is to be posted.</param>
public sealed record FeedbackForm(
    string Title,
    [property: Written] string Name,
    string Row,
    [property: Written] string Question,
    [property: Written] string Text,
    string Class,
    IReadOnlyList<NoteClassChoice> Classes,
    string Seen,
    string Kind,
    string Hint,
    string Asked,
    bool CanPost,
    string Post
)
{
    public static FeedbackForm Feedback(Reader reader, string name, string about, string text, NoteClass? noteClass, bool record) =>
        new(
            name.Length == 0 ? reader.Say("feedback_form_title_open") : reader.Say("feedback_form_title", ("name", name)),
            name,
            about,
            "",
            text,
            NoteClasses.Word(noteClass ?? NoteClass.Shared),
            NoteClasses.Choices(reader, record),
            "",
            "feedback",
            "",
            "",
            false,
            "false"
        );

    public static FeedbackForm Praise(Reader reader, string name, string about, string text, bool canPost, bool post) =>
        new(
            name.Length == 0 ? reader.Say("feedback_form_title_praise_open") : reader.Say("feedback_form_title_praise", ("name", name)),
            name,
            about,
            "",
            text,
            "shared",
            [],
            reader.Say("feedback_seen_praise"),
            "praise",
            "",
            "",
            canPost,
            post ? "true" : "false"
        );

    public static FeedbackForm Answer(Reader reader, string name, Guid request, string question, string text) =>
        new(
            reader.Say("feedback_form_title", ("name", name)),
            name,
            request.ToString("N"),
            question,
            text,
            "shared",
            [],
            reader.Say("feedback_seen_answer", ("name", name)),
            "answer",
            "",
            "",
            false,
            "false"
        );

    /// <summary>The form as it is, with the question for what is missing.</summary>
    public FeedbackForm AskingFor(Reader reader, Missing missing) =>
        this with
        {
            Hint = AskBack.Question(reader, Name, missing),
            Asked = "yes",
        };
}
