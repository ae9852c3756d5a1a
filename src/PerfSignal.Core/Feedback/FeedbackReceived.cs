using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback;

/// <summary>Model of the card `feedback_received`: what somebody wrote about the reader.</summary>
/// <param name="Row">Id of the note.</param>
/// <param name="Title">Who wrote it, and what it is.</param>
/// <param name="Seen">Who else reads it.</param>
public sealed record FeedbackReceived(string Row, string Title, [property: Written] string Text, string Seen);

/// <summary>Model of the card `feedback_recognition`: praise in a channel.</summary>
public sealed record RecognitionPost(string Title, [property: Written] string Text);
