using System.Net;

namespace PerfSignal.Bot.Calendars.Feeds;

/// <summary>Where a feed may be read from: https, or the very loopback address that the settings name; each redirect is checked again.</summary>
internal sealed class FeedAddress(Uri named)
{
    /// <summary>The next address of a redirect; null where it may not be followed.</summary>
    public Uri? Redirected(Uri from, Uri? location)
    {
        // What the server wrote may be no address at all.
        return location is not null && Uri.TryCreate(from, location, out var next) && MayRead(next) ? next : null;
    }

    public bool MayRead(Uri address) => IsNamedLoopback(address) || (address.Scheme == Uri.UriSchemeHttps && !IsRefused(address));

    /// <summary>Whether it is the scheme, host and port that the settings name, on this machine.</summary>
    public bool IsNamedLoopback(Uri address) =>
        named.IsLoopback
        && address.Scheme == named.Scheme
        && address.Port == named.Port
        && address.IdnHost.Equals(named.IdnHost, StringComparison.OrdinalIgnoreCase);

    /// <summary>What needs no resolving to be refused (`localhost` with all below it: RFC 6761 6.3); names are checked when they are connected to.</summary>
    private static bool IsRefused(Uri address)
    {
        var host = address.IdnHost.TrimEnd('.');
        return address.IsLoopback
            || host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
            || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase)
            || (IPAddress.TryParse(host, out var literal) && !PublicAddress.Is(literal));
    }
}
