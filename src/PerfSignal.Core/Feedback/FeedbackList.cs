using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback;

/// <summary>One note as a line of the list.</summary>
/// <param name="Row">Id of the note.</param>
/// <param name="Title">From whom or about whom, what it is, and when; and whether it is contested, was posted or answers a request.</param>
public sealed record FeedbackLine(string Row, string Title, [property: Written] string Text);

/// <summary>Model of the card `feedback_list`: what the reader got and gave, the newest first.</summary>
/// <param name="Newer">Row of the button to the page before; empty where there is none.</param>
/// <param name="Older">Row of the button to the next page; empty where there is none.</param>
public sealed record FeedbackList(
    string Title,
    string ReceivedTitle,
    IReadOnlyList<FeedbackLine> Received,
    string NoneReceived,
    string GivenTitle,
    IReadOnlyList<FeedbackLine> Given,
    string NoneGiven,
    string Newer,
    string Older
);
