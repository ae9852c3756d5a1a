using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback;

/// <summary>An open request to the reader.</summary>
/// <param name="Title">Who asks, about whom and until when.</param>
public sealed record RequestToMe(string Row, string Title, [property: Written] string Question);

/// <summary>A request of the reader's, with who answered, declined and is still open.</summary>
/// <param name="Row">Id of the group.</param>
public sealed record RequestOfMine(
    string Row,
    string Title,
    [property: Written] string Question,
    [property: Written] string States,
    bool CanWithdraw
);

/// <summary>Model of the card `feedback_requests`.</summary>
public sealed record RequestList(
    string Title,
    IReadOnlyList<RequestToMe> ToMe,
    IReadOnlyList<RequestOfMine> Mine,
    string Empty,
    string More
);
