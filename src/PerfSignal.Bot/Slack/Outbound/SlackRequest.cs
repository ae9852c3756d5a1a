using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>The body of one request; knows whether any of it was handed to a connection.</summary>
/// <remarks>
/// A request is written only once there is a connection, and .NET never repeats one whose body it began to write: where the body was not
/// asked for, Slack surely got nothing.
/// </remarks>
internal sealed class SlackRequest : HttpContent
{
    private readonly byte[] bytes;

    private SlackRequest(byte[] bytes, string mediaType)
    {
        this.bytes = bytes;
        Headers.ContentType = new MediaTypeHeaderValue(mediaType) { CharSet = "utf-8" };
    }

    public bool Began { get; private set; }

    /// <summary>Called when the whole request was handed to the network.</summary>
    public Action? Written { get; set; }

    /// <summary>Without the charset Slack warns `missing_charset` in every answer (https://docs.slack.dev/apis/web-api/).</summary>
    public static SlackRequest Json(JsonObject arguments) =>
        new(Encoding.UTF8.GetBytes(arguments.ToJsonString(CardJson.Options)), "application/json");

    /// <summary>Texts and numbers as they are; objects and lists as JSON, as Slack reads them in forms.</summary>
    public static SlackRequest Form(JsonObject arguments)
    {
        var fields = arguments
            .Where(pair => pair.Value is not null)
            .Select(pair => $"{Uri.EscapeDataString(pair.Key)}={Uri.EscapeDataString(pair.Value!.ToString())}");
        return new(Encoding.UTF8.GetBytes(string.Join('&', fields)), "application/x-www-form-urlencoded");
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) =>
        SerializeToStreamAsync(stream, context, CancellationToken.None);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        Began = true;
        await stream.WriteAsync(bytes, cancellationToken);
        // Until then a short request stands in a buffer of the connection.
        await stream.FlushAsync(cancellationToken);
        Written?.Invoke();
    }

    protected override bool TryComputeLength(out long length)
    {
        length = bytes.Length;
        return true;
    }
}
