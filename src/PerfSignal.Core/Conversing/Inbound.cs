namespace PerfSignal.Core.Conversing;

/// <summary>What arrived from a person on a platform: typed words, or a verb with the row and the form it came from.</summary>
public sealed record Inbound
{
    public required PlatformName Platform { get; init; }

    /// <summary>Identifies the event across repeats, at most 200 characters.</summary>
    public required string EventId { get; init; }

    /// <summary>Whom the platform's adapter authenticated.</summary>
    public required Guid PersonId { get; init; }

    /// <summary>What was typed; with <see cref="Verb"/> the words after it, such as a message that was handed over; null for a button or a form.</summary>
    public string? Text { get; init; }

    /// <summary>The verb of a button or a form; null for typed words.</summary>
    public string? Verb { get; init; }

    /// <summary>Opaque id of the row whose button was pressed.</summary>
    public string? Row { get; init; }

    /// <summary>Inputs of a form by id.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>The answer stands where words typed below it do not reach the bot, as after a slash command in a channel.</summary>
    public bool IsAside { get; init; }

    /// <summary>
    /// The words were handed over by somebody who may think better of it: until they are saved, nothing of them is kept. A form that was only
    /// opened, or could not be taken, is then not stored as an answer; since it changed nothing, a repeat makes it again.
    /// </summary>
    public bool IsFleeting { get; init; }

    /// <summary>
    /// The answer goes back with the request and nowhere else, so a repeat would not be shown beside it. A verb that only reads is then answered without
    /// a mark that it was handled (see <see cref="Verb.OnlyReadsAlone"/>).
    /// </summary>
    public bool IsAnsweredDirectly { get; init; }
}
