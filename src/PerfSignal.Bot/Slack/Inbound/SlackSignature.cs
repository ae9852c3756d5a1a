using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Inbound;

internal enum SignatureVerdict
{
    Good,

    /// <summary>A header is absent or there more than once.</summary>
    Missing,

    /// <summary>The timestamp is no number of seconds.</summary>
    Malformed,

    /// <summary>Made more than five minutes ago, or from now.</summary>
    OutOfTime,
    Wrong,
}

/// <summary>Tells whether Slack signed a request: HMAC-SHA256 over version, timestamp and the very bytes of the body.</summary>
/// <remarks>https://docs.slack.dev/authentication/verifying-requests-from-slack</remarks>
internal sealed class SlackSignature(SlackSettings settings, TimeProvider clock)
{
    public const string TimestampHeader = "X-Slack-Request-Timestamp";
    public const string Header = "X-Slack-Signature";

    public static Duration Tolerance { get; } = Duration.FromMinutes(5);

    public SignatureVerdict Check(StringValues timestamp, StringValues signature, ReadOnlySpan<byte> body)
    {
        if (timestamp is not [{ Length: > 0 } written] || signature is not [{ Length: > 0 } given])
        {
            return SignatureVerdict.Missing;
        }

        // More than ten digits are centuries away.
        if (written.Length > 10 || !long.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            return SignatureVerdict.Malformed;
        }

        var age = clock.Now() - Instant.FromUnixTimeSeconds(seconds);
        if (age > Tolerance || age < -Tolerance)
        {
            return SignatureVerdict.OutOfTime;
        }

        // Both are tried whatever the first says, so that the time taken tells nothing.
        var good = Matches(settings.SigningSecret, written, given, body);
        good |= Matches(settings.PreviousSigningSecret, written, given, body);
        return good ? SignatureVerdict.Good : SignatureVerdict.Wrong;
    }

    private static bool Matches(string? secret, string timestamp, string given, ReadOnlySpan<byte> body)
    {
        if (string.IsNullOrEmpty(secret))
        {
            return false;
        }

        using var hash = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hash.AppendData(Encoding.ASCII.GetBytes($"v0:{timestamp}:"));
        hash.AppendData(body);
        var expected = Encoding.ASCII.GetBytes("v0=" + Convert.ToHexStringLower(hash.GetHashAndReset()));
        return CryptographicOperations.FixedTimeEquals(expected, Encoding.UTF8.GetBytes(given));
    }
}
