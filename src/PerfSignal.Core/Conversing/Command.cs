using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Conversing;

public enum PlatformName
{
    Web,
    Slack,
    Teams,
}

/// <summary>What a person asked for, on whichever platform: a verb with the words or the form that came with it.</summary>
public sealed record Command
{
    /// <summary>Name in the verb table, such as `commitment.log`.</summary>
    public required string Verb { get; init; }
    public required Person By { get; init; }
    public required Reader Reader { get; init; }
    public required PlatformName Platform { get; init; }

    /// <summary>The words after the verb, trimmed; empty for a button.</summary>
    public string Text { get; init; } = "";

    /// <summary>Opaque id of the row whose button was pressed; never authority by itself.</summary>
    public string? Row { get; init; }

    /// <summary>Inputs of a form by id; missing inputs are absent.</summary>
    public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();

    /// <summary>Whether the fields were answered one by one in words, after <see cref="Dialogues.Ask"/>; then the answer is asked for in words too.</summary>
    public bool InDialogue { get; init; }

    /// <summary>The words were handed over by somebody who may think better of it: nothing of them is kept before they are saved.</summary>
    public bool IsFleeting { get; init; }

    /// <summary>As in <see cref="Inbound.IsAside"/>.</summary>
    public bool IsAside { get; init; }

    public Viewer Viewer => new(By.Id);

    /// <summary>A field's trimmed value, or an empty string.</summary>
    public string Field(string id) => Fields.TryGetValue(id, out var value) ? value.Trim() : "";
}
