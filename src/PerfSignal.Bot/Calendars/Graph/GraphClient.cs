using System.Net.Http.Headers;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>An answer of Graph.</summary>
/// <param name="Value">Null where it failed, or where there is no such thing.</param>
/// <param name="Outdated">The link it was asked by no longer holds, or what it names is gone.</param>
internal sealed record GraphResult<T>(T? Value, CalendarSync.Failed? Failed = null, bool Outdated = false)
    where T : class;

/// <summary>Asks Graph in the app's name; the token goes nowhere but below <see cref="GraphSettings.BaseUrl"/>.</summary>
internal sealed class GraphClient(HttpClient http, GraphToken token, GraphSettings settings, TimeProvider clock)
{
    private readonly Uri root = new(settings.BaseUrl);

    /// <summary>Null where a link leads elsewhere.</summary>
    public Uri? Inside(string link) =>
        Uri.TryCreate(root, link, out var address) && root.IsBaseOf(address) && address.UserInfo.Length == 0 ? address : null;

    public async Task<GraphResult<T>> Get<T>(Uri address, CancellationToken ct)
        where T : class
    {
        var (value, failed) = await token.Get(refused: null, ct);
        if (value is null)
        {
            return new(null, failed);
        }

        var reply = await Ask(address, value, ct);
        if (reply.Status == 401)
        {
            // It may have been withdrawn before its time; whether another is given says whether we are still accepted.
            (value, failed) = await token.Get(refused: value, ct);
            if (value is null)
            {
                return new(null, failed);
            }

            reply = await Ask(address, value, ct);
        }

        if (reply.Failed is { } broken)
        {
            return new(null, broken);
        }

        if (reply.Status != 200)
        {
            return GraphRefusal.Of<T>(reply);
        }

        var (read, unread) = GraphWire.Read<T>(reply);
        return new(read, unread);
    }

    private async Task<GraphReply> Ask(Uri address, string bearer, CancellationToken ct)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        // Ids that stay when an event is put into another folder hold only where every request says so: https://learn.microsoft.com/graph/outlook-immutable-id.
        request.Headers.Add("Prefer", ["odata.maxpagesize=50", "outlook.timezone=\"UTC\"", "IdType=\"ImmutableId\""]);
        return await GraphWire.Send(http, request, clock, ct);
    }
}
