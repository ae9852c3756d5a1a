using System.Net;

namespace PerfSignal.Bot.Hosting;

/// <summary>Refuses at the start what is only meant for trying the product on one's own machine; each request is asked again by the platform.</summary>
public static class StartGuard
{
    /// <summary>Settings that let somebody in without proof.</summary>
    private static readonly string[] Doors = ["Web:DemoSignIn", "Teams:AllowUnauthenticatedLoopback"];

    private static readonly string[] RealPlatforms = ["Teams", "Slack"];

    /// <param name="addresses">Where the service is to listen.</param>
    public static IReadOnlyList<SettingsProblem> Refusals(IConfiguration configuration, string environment, IEnumerable<string> addresses)
    {
        var open = Doors.Where(door => On(configuration, door)).ToList();
        var reasons = new List<(string Why, string Mend)>();
        if (environment.Equals(Environments.Production, StringComparison.OrdinalIgnoreCase))
        {
            reasons.Add(("the environment is Production", "Write false, or set ASPNETCORE_ENVIRONMENT to Development to try the product."));
        }

        foreach (var address in addresses.Where(address => !IsLoopback(address)))
        {
            reasons.Add(
                ($"the service would listen on {address}, which others can reach", "Write false, or listen on http://localhost:5080.")
            );
        }

        return
        [
            .. open.SelectMany(door =>
                reasons
                    .Concat(Real(configuration, door))
                    .Select(reason => new SettingsProblem(
                        door,
                        $"is true, which lets people in without proof and is refused because {reason.Why}",
                        reason.Mend
                    ))
            ),
        ];
    }

    /// <summary>The unauthenticated door of Teams stands for Teams itself being on, with a stand-in for the real one.</summary>
    private static IEnumerable<(string Why, string Mend)> Real(IConfiguration configuration, string door) =>
        RealPlatforms
            .Where(platform => On(configuration, $"{platform}:Enabled") && !door.StartsWith(platform, StringComparison.Ordinal))
            .Select(platform => ($"{platform}:Enabled is true", $"Write false, or set {platform}:Enabled to false."));

    private static bool On(IConfiguration configuration, string key) => bool.TryParse(configuration[key], out var on) && on;

    /// <summary>Only names and addresses of this machine; `+`, `*` and 0.0.0.0 mean every network.</summary>
    public static bool IsLoopback(string address)
    {
        if (
            !Uri.TryCreate(
                address.Replace("://+", "://0.0.0.0", StringComparison.Ordinal).Replace("://*", "://0.0.0.0", StringComparison.Ordinal),
                UriKind.Absolute,
                out var url
            )
        )
        {
            return false;
        }

        return url.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(url.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));
    }
}
