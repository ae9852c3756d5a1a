using System.Net;

namespace PerfSignal.Bot.Hosting;

/// <summary>Tells the requests of somebody at this machine from all others, for doors that ask for no proof.</summary>
internal static class OwnMachine
{
    /// <summary>
    /// Whether a request was made on this machine, and for it: not one that came through a proxy, over the network, or by another name than this
    /// machine's own, as from a page elsewhere whose name was pointed here (DNS rebinding).
    /// </summary>
    public static bool Sent(HttpContext http) =>
        !http.Request.Headers.Keys.Any(IsOfProxy)
        && IsNamedBy(http.Request.Host.Host)
        && IsHere(http.Connection.LocalIpAddress)
        && IsHere(http.Connection.RemoteIpAddress);

    /// <summary>Whether a host is a name or an address of this machine only.</summary>
    public static bool IsNamedBy(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip));

    private static bool IsOfProxy(string header) =>
        header.Equals("Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Forwarded", StringComparison.OrdinalIgnoreCase)
        || header.StartsWith("X-Original-", StringComparison.OrdinalIgnoreCase)
        || header.Equals("Via", StringComparison.OrdinalIgnoreCase)
        || header.Equals("X-Real-IP", StringComparison.OrdinalIgnoreCase);

    // No address: a server inside the process, such as a test's.
    private static bool IsHere(IPAddress? address) => address is null || IPAddress.IsLoopback(address);
}
