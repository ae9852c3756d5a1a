using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Feedback;

/// <summary>Model of the card `feedback_request`: somebody asks the reader for feedback about a colleague.</summary>
/// <param name="Row">Id of the request.</param>
/// <param name="Title">Who asks, and about whom.</param>
/// <param name="Due">Until when, or empty.</param>
/// <param name="Seen">Who will read the answer.</param>
public sealed record RequestCard(string Row, string Title, [property: Written] string Question, string Due, string Seen);

/// <summary>Model of the card `feedback_told`: a sentence about a request of the reader's.</summary>
public sealed record FeedbackTold([property: Written] string Text);

/// <summary>Model of the card `feedback_decline_form`.</summary>
public sealed record DeclineForm(string Title, string Row, [property: Written] string Reason);

/// <summary>Model of the card `feedback_request_form`.</summary>
/// <param name="Who">Names of those to ask, with commas between.</param>
/// <param name="Abouts">Whom the reader may ask about.</param>
/// <param name="Due">ISO date, or empty.</param>
/// <param name="Hint">What has to be asked about the date that was typed, or empty.</param>
public sealed record RequestForm(
    [property: Written] string Who,
    string About,
    IReadOnlyList<NoteClassChoice> Abouts,
    [property: Written] string Question,
    string Due,
    [property: Written] string Hint = ""
);

internal static class RequestCards
{
    public static RequestCard Asked(Reader reader, FeedbackRequest request, Person asker, Person subject) =>
        Card(reader, request, subject, "feedback_request", asker);

    public static RequestCard DueToday(Reader reader, FeedbackRequest request, Person asker, Person subject) =>
        Card(reader, request, subject, "feedback_request_due", asker);

    private static RequestCard Card(Reader reader, FeedbackRequest request, Person subject, string title, Person asker) =>
        new(
            request.Id.ToString("N"),
            asker.Id == subject.Id
                ? reader.Say(title + "_self", ("asker", asker.Name))
                : reader.Say(title + "_about", ("asker", asker.Name), ("name", subject.Name)),
            request.Question,
            request.DueOn is { } due ? reader.Say("feedback_request_until", ("date", reader.Date(due))) : "",
            reader.Say("feedback_seen_answer", ("name", subject.Name))
        );
}
