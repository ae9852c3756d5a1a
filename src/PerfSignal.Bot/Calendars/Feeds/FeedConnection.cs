using System.Net;
using System.Net.Sockets;

namespace PerfSignal.Bot.Calendars.Feeds;

/// <summary>Says that an address is not one that a feed may be read from.</summary>
internal sealed class AddressRefused() : IOException("The address is not a public one.");

/// <summary>Resolves a name to addresses.</summary>
internal delegate Task<IPAddress[]> ResolveName(string host, CancellationToken ct);

/// <summary>
/// Connects to public hosts only. The check is on the address that is connected to, so that a name which resolves differently the next time is of no use.
/// </summary>
internal static class FeedConnection
{
    /// <summary>On a request to the very loopback address that the settings name.</summary>
    public static HttpRequestOptionsKey<bool> LoopbackNamed { get; } = new("PerfSignal.LoopbackNamed");

    public static SocketsHttpHandler Handler(ResolveName resolve) =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            // A proxy would resolve the name itself.
            UseProxy = false,
            AutomaticDecompression = DecompressionMethods.All,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            // Each request is a connection of its own, which was checked for it.
            PooledConnectionLifetime = TimeSpan.Zero,
            // The address is a secret and must not appear in traces.
            ActivityHeadersPropagator = null,
            ConnectCallback = (context, ct) => Connect(context, resolve, ct),
        };

    private static async ValueTask<Stream> Connect(SocketsHttpConnectionContext context, ResolveName resolve, CancellationToken ct)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var addresses = IPAddress.TryParse(host, out var literal) ? [literal] : await resolve(host, ct);
        var loopbackNamed = context.InitialRequestMessage.Options.TryGetValue(LoopbackNamed, out var named) && named;
        if (addresses.Length == 0 || !addresses.All(address => loopbackNamed ? IPAddress.IsLoopback(address) : PublicAddress.Is(address)))
        {
            throw new AddressRefused();
        }

        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, port, ct);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}
