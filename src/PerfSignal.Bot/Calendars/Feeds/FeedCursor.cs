using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace PerfSignal.Bot.Calendars.Feeds;

/// <summary>What makes the next request conditional (RFC 9110 13.1), bound to the address it was given for.</summary>
/// <param name="Of">A digest of the address, which may be a secret.</param>
/// <param name="Tag">The entity tag as the server wrote it.</param>
/// <param name="Modified">The Last-Modified time as the server wrote it.</param>
internal sealed record FeedCursor(string Of, string? Tag, string? Modified)
{
    private const int LongestPart = 1000;

    /// <summary>Null where the server gave nothing to continue from.</summary>
    public static string? Write(Uri address, HttpResponseMessage response)
    {
        var tag = Part(response.Headers.ETag?.ToString());
        var modified = Part(response.Content.Headers.LastModified?.ToString("R"));
        return tag is null && modified is null ? null : JsonSerializer.Serialize(new FeedCursor(Digest(address), tag, modified));
    }

    /// <summary>Null where it is of another address, or was not written by <see cref="Write"/>.</summary>
    public static FeedCursor? Read(string? text, Uri address)
    {
        try
        {
            return text is null || JsonSerializer.Deserialize<FeedCursor>(text) is not { } cursor || cursor.Of != Digest(address)
                ? null
                : cursor;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static string? Part(string? text) => text is { Length: > 0 and <= LongestPart } ? text : null;

    private static string Digest(Uri address) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(address.AbsoluteUri)).AsSpan(0, 8));
}
