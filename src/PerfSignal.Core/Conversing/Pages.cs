namespace PerfSignal.Core.Conversing;

/// <summary>Where the web pages are, for links that are given in chat.</summary>
/// <param name="PublicUrl">The address that people type; null where there are no pages, or nobody said where they are.</param>
public sealed record Pages(string? PublicUrl)
{
    public string? PublicUrl { get; init; } = string.IsNullOrWhiteSpace(PublicUrl) ? null : PublicUrl.TrimEnd('/');
}
