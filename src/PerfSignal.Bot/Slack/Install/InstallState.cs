using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Install;

/// <summary>Ties what comes back from Slack to the browser that went there, and to one time (RFC 6749, 10.12).</summary>
internal sealed class InstallState(IDataProtectionProvider protection, PerfSignalData data, TimeProvider clock)
{
    public const string Cookie = "perfsignal-slack-install";

    private const string Purpose = "PerfSignal.Slack.InstallState";

    /// <summary>Time enough to sign in to Slack and read what is asked for.</summary>
    public static Duration Lasts { get; } = Duration.FromMinutes(10);

    /// <param name="issued">When the link was made that was followed.</param>
    /// <returns>What goes to Slack, and what stays with the browser.</returns>
    public (string State, string Cookie) Begin(Instant issued)
    {
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));
        var text = string.Create(CultureInfo.InvariantCulture, $"{secret} {issued.ToUnixTimeTicks()} {clock.Now().ToUnixTimeTicks()}");
        return (protection.CreateProtector(Purpose).Protect(text), secret);
    }

    /// <summary>Uses up the state.</summary>
    /// <returns>When the link was made; null where the state is none of ours, of another browser, too old, or was used.</returns>
    public async Task<Instant?> Use(string? state, string? cookie, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(state) || string.IsNullOrEmpty(cookie) || Read(state) is not [var secret, var issued, var begun])
        {
            return null;
        }

        var age = clock.Now() - Ticks(begun);
        var same = CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(secret), Encoding.UTF8.GetBytes(cookie));
        return same && age >= Duration.Zero && age <= Lasts && await IsFirst(secret, ct) ? Ticks(issued) : null;
    }

    /// <summary>Of two nodes that get the same state at once, the database lets one in.</summary>
    private async Task<bool> IsFirst(string secret, CancellationToken ct)
    {
        data.Add(
            new InboundRow
            {
                Platform = PlatformName.Slack,
                EventId = "install " + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(secret)))[..32],
                PersonId = Guid.Empty,
                ReceivedAt = clock.Now(),
                Answer = "{}",
            }
        );
        try
        {
            await data.SaveChangesAsync(ct);
            return true;
        }
        catch (DbUpdateException)
        {
            data.ChangeTracker.Clear();
            return false;
        }
    }

    private string[] Read(string state)
    {
        try
        {
            return protection.CreateProtector(Purpose).Unprotect(state).Split(' ');
        }
        catch (CryptographicException)
        {
            return [];
        }
    }

    private static Instant Ticks(string text) => Instant.FromUnixTimeTicks(long.Parse(text, CultureInfo.InvariantCulture));
}
