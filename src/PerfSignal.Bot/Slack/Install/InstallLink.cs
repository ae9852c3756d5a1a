using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Install;

/// <summary>
/// The link by which the app is installed. Whoever installs binds a workspace to this organisation's data, so it is made only by somebody who
/// can run a command on the service's machine, is good for half an hour and ends with the first installation.
/// </summary>
internal sealed class InstallLink(IDataProtectionProvider protection, PerfSignalData data, TimeProvider clock)
{
    public const string Path = "/slack/install";

    private const string Purpose = "PerfSignal.Slack.InstallLink";

    public static Duration Lasts { get; } = Duration.FromMinutes(30);

    public string Make(string address)
    {
        var issued = clock.Now().ToUnixTimeTicks().ToString(CultureInfo.InvariantCulture);
        return $"{address.TrimEnd('/')}{Path}?code={Protector.Protect(issued)}";
    }

    /// <summary>When the code was made; null where it is none of ours, too old, or used.</summary>
    public async Task<Instant?> Issued(string? code, CancellationToken ct)
    {
        if (string.IsNullOrEmpty(code) || Read(code) is not { } issued)
        {
            return null;
        }

        return issued <= clock.Now() && clock.Now() - issued <= Lasts && !await Used(issued, ct) ? issued : null;
    }

    /// <summary>Whether something was installed since the link was made.</summary>
    public Task<bool> Used(Instant issued, CancellationToken ct) =>
        data.Set<Installation>().AnyAsync(row => row.Platform == PlatformName.Slack && row.InstalledAt >= issued, ct);

    private IDataProtector Protector => protection.CreateProtector(Purpose);

    private Instant? Read(string code)
    {
        try
        {
            return Instant.FromUnixTimeTicks(long.Parse(Protector.Unprotect(code), CultureInfo.InvariantCulture));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
