using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;

namespace PerfSignal.Core.People;

/// <summary>What a platform says about one of its accounts; null where it said nothing this time.</summary>
/// <remarks>Only what the platform itself answers or signs may come in here: by it a person is known.</remarks>
public sealed record ChatIdentity(PlatformName Platform, string Workspace, string UserId)
{
    private const int MaxAddress = 254;
    private const int MaxName = 200;

    /// <summary>Of another organisation, by what the platform says of their role.</summary>
    public bool IsGuest { get; init; }
    public string? Email { get; init; }
    public string? PrincipalName { get; init; }
    public string? Name { get; init; }
    public string? ConversationId { get; init; }
    public string? ServiceUrl { get; init; }
    public string? Address { get; init; }

    /// <summary>Entra object ids are the same in capitals and small letters; they are kept in small ones. Slack's ids are taken as they are.</summary>
    public static string IdOf(PlatformName platform, string userId) =>
        platform == PlatformName.Teams ? userId.Trim().ToLowerInvariant() : userId.Trim();

    /// <summary>As it is kept and compared: lower-case; null for what is no address at all.</summary>
    internal static string? AddressOf(string? said) =>
        said is null ? null
        : StorableText.Of(said).Trim().ToLowerInvariant() is { Length: > 0 and <= MaxAddress } address ? address
        : null;

    /// <summary>A name as it can be kept, cut where the platform allows more.</summary>
    internal static string? NameOf(string? said) =>
        said is null ? null
        : StorableText.Of(said).Trim() is { Length: > 0 } name ? name[..Math.Min(name.Length, MaxName)]
        : null;
}
