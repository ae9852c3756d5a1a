using System.Net;
using System.Net.Sockets;

namespace PerfSignal.Bot.Calendars.Feeds;

/// <summary>
/// Whether an address belongs to a host of the public Internet; what is set aside by
/// https://www.iana.org/assignments/iana-ipv4-special-registry and https://www.iana.org/assignments/iana-ipv6-special-registry does not.
/// </summary>
internal static class PublicAddress
{
    private static readonly IPNetwork[] NotPublic4 =
    [
        .. new[]
        {
            "0.0.0.0/8",
            "10.0.0.0/8",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "169.254.0.0/16",
            "172.16.0.0/12",
            "192.0.0.0/24",
            "192.0.2.0/24",
            "192.88.99.0/24",
            "192.168.0.0/16",
            "198.18.0.0/15",
            "198.51.100.0/24",
            "203.0.113.0/24",
            "224.0.0.0/4",
            "240.0.0.0/4",
        }.Select(IPNetwork.Parse),
    ];

    /// <summary>The only part of IPv6 that is given to public hosts.</summary>
    private static readonly IPNetwork Public6 = IPNetwork.Parse("2000::/3");

    /// <summary>Protocol assignments with Teredo, documentation, and 6to4, behind which any IPv4 address may stand.</summary>
    private static readonly IPNetwork[] NotPublic6 =
    [
        .. new[] { "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20" }.Select(IPNetwork.Parse),
    ];

    /// <summary>Addresses of IPv4 written in IPv6 by a gateway (RFC 6052).</summary>
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    public static bool Is(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            return Is(address.MapToIPv4());
        }

        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !NotPublic4.Any(network => network.Contains(address));
        }

        return Translated.Contains(address)
            ? Is(new IPAddress(address.GetAddressBytes().AsSpan(12)))
            : Public6.Contains(address) && !NotPublic6.Any(network => network.Contains(address));
    }
}
