using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Delivery;

/// <summary>Why an attempt failed; decides retry, and nothing else does.</summary>
public enum FailureCategory
{
    /// <summary>The platform asks to wait; no attempt, the workspace is held.</summary>
    Throttled,

    /// <summary>May work later: back off and try again.</summary>
    Transient,

    /// <summary>The request was written and no answer came: it may have arrived.</summary>
    Uncertain,

    /// <summary>The workspace no longer accepts our token.</summary>
    Unauthorized,

    /// <summary>The recipient cannot be reached until heard from.</summary>
    RecipientGone,

    /// <summary>The platform refused the message itself: a bug, never retried.</summary>
    Invalid,
}

/// <summary>How an attempt ended.</summary>
public abstract record DeliveryResult
{
    private DeliveryResult() { }

    /// <summary>
    /// The message may have arrived before, the platform could not look whether it had (<see cref="Message.MayHaveArrived"/>), and it was sent
    /// all the same.
    /// </summary>
    public bool PossiblyDoubled { get; init; }

    /// <summary>The workspace that was asked, where the platform has several; a wait or a refused token holds only that one.</summary>
    public string? Workspace { get; init; }

    public sealed record Delivered(string ConversationId, string MessageId) : DeliveryResult;

    /// <param name="Category">Decides what happens next.</param>
    /// <param name="Word">The platform's error word or status, for the operator.</param>
    /// <param name="RetryAfter">How long the platform asks to wait.</param>
    public sealed record Failed(FailureCategory Category, string Word, Duration? RetryAfter = null) : DeliveryResult
    {
        /// <summary>A throttling that concerns what this message alone needs, such as a look for it; others may leave.</summary>
        public bool OnlyThis { get; init; }
    }
}

/// <summary>A message ready for a platform.</summary>
/// <param name="DeliveryId">Identifies the message across retries; a platform that already has it does not show it twice.</param>
public sealed record Message(
    Guid DeliveryId,
    Person Recipient,
    string Card,
    JsonObject Model,
    string Language,
    string? ConversationId,
    string? MessageId
)
{
    /// <summary>
    /// An earlier attempt ended without an answer. A platform that can find its own messages (Slack, by the delivery id in the message's
    /// metadata) looks there first and answers with what it finds; one that shows a delivery id only once just sends.
    /// </summary>
    public bool MayHaveArrived { get; init; }

    /// <summary>The channel that it is posted to; null for the recipient's own conversation with the bot.</summary>
    public string? Channel { get; init; }

    /// <summary>It was sent once more already without such a look; it is not a third time.</summary>
    public bool PossiblyDoubled { get; init; }

    /// <summary>Before this nothing of it was sent.</summary>
    public Instant Since { get; init; }
}

/// <summary>A chat platform as the outbox sees it; implementations never throw for what the platform answers.</summary>
public interface IPlatform
{
    PlatformName Name { get; }

    /// <summary>Whether this platform is set up and knows a way to the person.</summary>
    Task<bool> Reaches(Person person, CancellationToken ct);

    /// <summary>Those of several people whom <see cref="Reaches"/>, each with the workspace in which; asked at once for all where that is cheaper.</summary>
    async Task<IReadOnlyDictionary<Guid, string>> Reached(IReadOnlyCollection<Person> people, CancellationToken ct)
    {
        var reached = new Dictionary<Guid, string>();
        foreach (var person in people)
        {
            if (await Reaches(person, ct))
            {
                reached[person.Id] = PlatformHold.Everywhere;
            }
        }

        return reached;
    }

    Task<DeliveryResult> Send(Message message, CancellationToken ct);

    Task<DeliveryResult> Update(Message message, CancellationToken ct);

    Task<DeliveryResult> Retract(Message message, CancellationToken ct);
}
