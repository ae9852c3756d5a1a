using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Delivery;

/// <summary>A platform on which somebody can be written to, and the workspace there.</summary>
internal sealed record Reach(PlatformName Platform, string Workspace);

/// <summary>A row that this node may work on, with what was read for it together with the others of its claim.</summary>
/// <param name="Send">The send that the row changes; the row itself where it is one.</param>
/// <param name="Reached">Where the recipient can be written to, a chat before the web.</param>
internal sealed record Claimed(DeliveryRow Row, Person Recipient, DeliveryRow Send, IReadOnlyList<Reach> Reached)
{
    /// <summary>
    /// Where it goes: a chat where the person is before the web; what may have arrived, or follows a send, stays on its platform, and a channel belongs to the one
    /// platform that the row names. Null where the person is nowhere.
    /// </summary>
    public Reach? Aim =>
        Row.OfId is not null || Send.Channel is not null || (Row.Platform is not null && Row.MayHaveArrived)
            ? Send.Platform is { } kept
                ? new Reach(kept, Send.Workspace ?? PlatformHold.Everywhere)
                : null
            : Reached.FirstOrDefault(way => way.Platform == Row.Platform) ?? (Reached.Count > 0 ? Reached[0] : null);

    /// <summary>Whether the pilot takes the recipient in today.</summary>
    public bool IsInPilot { get; init; } = true;

    /// <summary>Whether the row's check was asked for the whole claim.</summary>
    public bool IsChecked { get; init; }

    /// <summary>What it said.</summary>
    public string? WhyNot { get; init; }
}
