using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Broadcasts;

/// <summary>One line of a card about a broadcast: what it is about, and how it is.</summary>
public sealed record BroadcastFact(string Name, string Value);

/// <summary>The broadcasts that the reader may see.</summary>
/// <param name="Row">Always empty: its button writes a new one.</param>
public sealed record BroadcastListCard(
    string Heading,
    string Empty,
    string Row,
    IReadOnlyList<BroadcastListRow> Lines,
    string More,
    string Link
);

public sealed record BroadcastListRow(string Row, [property: Written] string Title, string State);

/// <summary>A broadcast before it is sent: everything that is to be checked, by its author or by a second person.</summary>
/// <param name="Notice">What was just done; may be empty.</param>
/// <param name="Seen">As <see cref="BroadcastSureCard.Seen"/>.</param>
/// <param name="Problem">Why it cannot be sent as it is; may be empty.</param>
public sealed record BroadcastCheckCard(
    string Row,
    string Heading,
    string Notice,
    [property: Written] string Title,
    [property: Written] string TextEn,
    [property: Written] string TextDe,
    IReadOnlyList<BroadcastFact> Facts,
    string Problem,
    bool CanSend,
    bool CanApprove,
    bool CanEdit,
    bool CanPause,
    bool CanResume,
    bool CanCancel,
    bool CanCopy,
    string Link,
    string Seen = ""
);

/// <summary>How far a broadcast has got; the same card is updated while it is sent.</summary>
/// <param name="Numbers">The account: its parts add up to the audience.</param>
/// <param name="Proposed">Other words for what was sent, which wait for a second person; empty for none.</param>
/// <param name="Seen">As <see cref="BroadcastSureCard.Seen"/>.</param>
/// <param name="Reasons">Why some got nothing, the most frequent first.</param>
public sealed record BroadcastProgressCard(
    string Row,
    string Heading,
    string Notice,
    [property: Written] string Title,
    [property: Written] string Proposed,
    IReadOnlyList<BroadcastFact> Numbers,
    string Pace,
    IReadOnlyList<BroadcastFact> Reasons,
    string Link,
    bool CanPause,
    bool CanResume,
    bool CanCancel,
    bool CanRetract,
    bool CanRetry,
    bool CanEdit,
    bool CanApprove,
    string Seen = ""
);

/// <summary>Asks once before something that reaches many or cannot be undone.</summary>
/// <param name="Act">`send`, `schedule` or `ask` (for an approval), `approve`, `cancel` or `retract`.</param>
/// <param name="Count">How many the question named; where it has grown by the answer, it is asked again.</param>
/// <param name="Seen">What the reader saw, as <see cref="SendBroadcast.SeenOf"/>; an approval of anything else is not taken.</param>
public sealed record BroadcastSureCard(
    string Row,
    string Question,
    [property: Written] string Title,
    string Hint,
    string Act,
    string Count,
    string Seen = ""
);

/// <summary>Asks why a broadcast is refused.</summary>
public sealed record BroadcastRefuseForm(string Row, string Heading, [property: Written] string Title, [property: Written] string Reason);

/// <summary>Asks for another text of what was sent.</summary>
public sealed record BroadcastEditForm(
    string Row,
    string Heading,
    [property: Written] string Title,
    string Hint,
    [property: Written] string TextEn,
    [property: Written] string TextDe
);

/// <summary>Asks whose card is to be shown.</summary>
public sealed record BroadcastPreviewForm(string Row, string Heading, [property: Written] string Title, [property: Written] string Who);

/// <summary>Who would get a broadcast now, who not, and why: the first few.</summary>
public sealed record BroadcastDryRunCard(
    string Row,
    string Heading,
    [property: Written] string Title,
    IReadOnlyList<BroadcastFact> Facts,
    IReadOnlyList<BroadcastWho> Lines,
    string More,
    string Link
);

/// <param name="Who">Name and department.</param>
/// <param name="What">When it leaves and on which platform, or why not.</param>
public sealed record BroadcastWho(string Who, string What);
