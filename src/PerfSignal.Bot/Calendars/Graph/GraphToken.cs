using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>
/// The app's token for Graph by its client secret
/// (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow#get-a-token): kept, renewed before it ends, asked for by one at a time.
/// </summary>
internal sealed partial class GraphToken(HttpClient http, GraphSettings settings, TimeProvider clock) : IDisposable
{
    private static readonly Duration Early = Duration.FromMinutes(5);
    private readonly SemaphoreSlim turn = new(1);
    private readonly Uri endpoint = new(
        settings.TokenEndpoint ?? $"https://login.microsoftonline.com/{Uri.EscapeDataString(settings.TenantId)}/oauth2/v2.0/token"
    );
    private Kept? kept;

    private sealed record Kept(string Value, Instant Until);

    private sealed record Answer(
        [property: JsonPropertyName("access_token")] string? AccessToken,
        [property: JsonPropertyName("expires_in")] double? ExpiresIn,
        string? Error,
        [property: JsonPropertyName("error_description")] string? Description
    );

    /// <param name="refused">A token that Graph no longer takes; another one is asked for.</param>
    public async Task<(string? Token, CalendarSync.Failed? Failed)> Get(string? refused, CancellationToken ct)
    {
        if (Usable(refused) is { } known)
        {
            return (known, null);
        }

        await turn.WaitAsync(ct);
        try
        {
            return Usable(refused) is { } meanwhile ? (meanwhile, null) : await Ask(ct);
        }
        finally
        {
            turn.Release();
        }
    }

    private string? Usable(string? refused) =>
        kept is { } token && token.Value != refused && clock.Now() < token.Until ? token.Value : null;

    private async Task<(string? Token, CalendarSync.Failed? Failed)> Ask(CancellationToken ct)
    {
        using var form = new FormUrlEncodedContent([
            KeyValuePair.Create("grant_type", "client_credentials"),
            KeyValuePair.Create("client_id", settings.ClientId),
            KeyValuePair.Create("client_secret", settings.ClientSecret),
            KeyValuePair.Create("scope", "https://graph.microsoft.com/.default"),
        ]);
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint) { Content = form };
        var reply = await GraphWire.Send(http, request, clock, ct);
        if (reply.Failed is { } failed)
        {
            return (null, failed);
        }

        var answer = GraphWire.Read<Answer>(reply).Value;
        if (reply.Status == 200 && answer is { AccessToken: { Length: > 0 } value, ExpiresIn: > 0 and < 1e6 and var seconds })
        {
            var life = Duration.FromSeconds(seconds);
            kept = new Kept(value, clock.Now() + Duration.Max(life - Early, life * 0.5));
            return (value, null);
        }

        // Whatever else Entra answers, it does not know this app, secret or directory.
        return (null, new CalendarSync.Failed(CalendarTrouble.Unauthorized, Word(reply.Status, answer)));
    }

    /// <summary>The OAuth error and Entra's number for it, such as `invalid_client AADSTS7000222`; never the description, which names ids.</summary>
    private static string Word(int status, Answer? answer) =>
        answer?.Error is not { } error ? $"HTTP {status} from the token endpoint"
        : Number().Match(answer.Description ?? "") is { Success: true, Value: var number } ? $"{GraphWire.Word(error)} {number}"
        : GraphWire.Word(error);

    [GeneratedRegex("AADSTS[0-9]{1,10}", RegexOptions.CultureInvariant, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Number();

    public void Dispose() => turn.Dispose();
}
