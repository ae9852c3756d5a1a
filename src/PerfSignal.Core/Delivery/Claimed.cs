using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Delivery;

/// <summary>A platform on which somebody can be written to, and the workspace there.</summary>
internal sealed record Reach(PlatformName Platform, string Workspace)
{
    /// <summary>Which of several a message takes: the platform that it waits for, else the first.</summary>
    public static Reach? Of(IReadOnlyList<Reach> reached, PlatformName? waitsFor) =>
        reached.FirstOrDefault(way => way.Platform == waitsFor) ?? (reached.Count > 0 ? reached[0] : null);
}

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
            : Reach.Of(Reached, Row.Platform);

    /// <summary>The platform whose places it takes; who is nowhere costs no more than what is only stored for the web.</summary>
    public PlatformName Way => Aim?.Platform ?? PlatformName.Web;

    /// <summary>Whether the pilot takes the recipient in today.</summary>
    public bool IsInPilot { get; init; } = true;

    /// <summary>Whether the row's check was asked for the whole claim.</summary>
    public bool IsChecked { get; init; }

    /// <summary>What it said.</summary>
    public string? WhyNot { get; init; }
}
