using System.Buffers.Text;
using System.Net;
using System.Net.Sockets;

namespace PerfSignal.Bench;

/// <summary>
/// One connection that sends a prepared request and reads its answer. The machine is shared with what is measured, so it does no more than
/// that: HTTP/1.1 with a length or in chunks, nothing else (https://www.rfc-editor.org/rfc/rfc9112).
/// </summary>
internal sealed class Wire : IDisposable
{
    private readonly Socket socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly byte[] buffer = new byte[256 * 1024];

    public static async Task<Wire> Open(IPEndPoint to)
    {
        var wire = new Wire();
        await wire.socket.ConnectAsync(to);
        return wire;
    }

    /// <returns>The body as it came; chunked where the server sends it so. Good until the next request.</returns>
    /// <exception cref="IOException">The connection ended, or the answer is larger than a card can be.</exception>
    public async ValueTask<(int Status, ReadOnlyMemory<byte> Body)> Ask(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        var (read, body, length) = (0, -1, -1);
        while (true)
        {
            if (read == buffer.Length)
            {
                throw new IOException("An answer is larger than 256 KB.");
            }

            var count = await socket.ReceiveAsync(buffer.AsMemory(read));
            if (count == 0)
            {
                throw new IOException("The connection ended before the answer.");
            }

            read += count;
            if (body < 0 && buffer.AsSpan(0, read).IndexOf("\r\n\r\n"u8) is var end and >= 0)
            {
                (body, length) = (end + 4, Length(buffer.AsSpan(0, end + 2)));
            }

            if (body >= 0 && (length >= 0 ? read >= body + length : buffer.AsSpan(body, read - body).EndsWith("0\r\n\r\n"u8)))
            {
                var isNumber = Utf8Parser.TryParse(buffer.AsSpan("HTTP/1.1 ".Length), out int status, out _);
                return (isNumber ? status : 0, buffer.AsMemory(body, read - body));
            }
        }
    }

    public void Dispose() => socket.Dispose();

    /// <returns>-1 for an answer in chunks.</returns>
    private static int Length(ReadOnlySpan<byte> head)
    {
        var name = "\r\ncontent-length: "u8;
        for (var at = 0; at + name.Length < head.Length; at++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(head.Slice(at, name.Length), name))
            {
                return Utf8Parser.TryParse(head[(at + name.Length)..], out int length, out _) ? length : -1;
            }
        }

        return -1;
    }
}
