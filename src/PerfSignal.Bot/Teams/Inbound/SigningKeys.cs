using System.Net.Http.Headers;
using System.Security.Cryptography;
using Microsoft.IdentityModel.Tokens;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>One key that Microsoft signs bot tokens with.</summary>
/// <param name="Endorsements">The channels it may speak for; null where Microsoft does not say.</param>
internal sealed record BotKey(RsaSecurityKey Key, IReadOnlySet<string>? Endorsements);

/// <summary>The keys could not be asked for: nothing is known about a token, good or bad.</summary>
internal sealed class KeysUnavailableException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>Microsoft's keys for bot tokens, by the metadata that names them; kept, and asked for again when a token names one that is not known.</summary>
/// <remarks>
/// Read from the raw key set: the identity library's own reading drops `endorsements`
/// (https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication).
/// </remarks>
internal sealed class SigningKeys(TeamsSettings settings, IHttpClientFactory clients, TimeProvider clock) : IDisposable
{
    public const string Client = "teams-signing-keys";

    /// <summary>After this the keys are asked for again.</summary>
    private static readonly TimeSpan Fresh = TimeSpan.FromHours(24);

    /// <summary>How long they serve while Microsoft does not answer; its documentation allows five days.</summary>
    private static readonly TimeSpan Usable = TimeSpan.FromDays(5);

    /// <summary>Anybody can send a token with a key id of their own: it costs Microsoft one question a minute at most.</summary>
    private static readonly TimeSpan BetweenUnknown = TimeSpan.FromMinutes(1);

    /// <summary>Requests that come while Microsoft does not answer are told so without waiting for it each.</summary>
    private static readonly TimeSpan AfterFailure = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1);
    private volatile Known? known;
    private DateTimeOffset? failedAt;

    /// <summary>Null for a key that Microsoft does not have.</summary>
    /// <exception cref="KeysUnavailableException">It could not be asked.</exception>
    public async Task<BotKey?> Find(string keyId, CancellationToken ct)
    {
        if (known is { } now && now.At + Fresh > clock.GetUtcNow() && now.Keys.TryGetValue(keyId, out var found))
        {
            return found;
        }

        await turn.WaitAsync(ct);
        try
        {
            return await Ask(keyId, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<BotKey?> Ask(string keyId, CancellationToken ct)
    {
        var (before, now) = (known, clock.GetUtcNow());
        var have = before?.Keys.GetValueOrDefault(keyId);
        if (before is not null && before.At + (have is null ? BetweenUnknown : Fresh) > now)
        {
            return have;
        }

        if (failedAt is { } failed && failed + AfterFailure > now)
        {
            return Old(have, before, now) ?? throw new KeysUnavailableException("The keys could not be asked for a moment ago.");
        }

        try
        {
            known = new Known(now, await Fetch(ct));
            failedAt = null;
            return known.Keys.GetValueOrDefault(keyId);
        }
        catch (KeysUnavailableException)
        {
            failedAt = now;
            if (Old(have, before, now) is { } old)
            {
                return old;
            }

            throw;
        }
    }

    private static BotKey? Old(BotKey? have, Known? before, DateTimeOffset now) =>
        before is not null && before.At + Usable > now ? have : null;

    private async Task<Dictionary<string, BotKey>> Fetch(CancellationToken ct)
    {
        var metadata = new Uri(settings.OpenIdMetadataUrl);
        var address = (await Get(metadata, ct))["jwks_uri"].Text;
        if (
            !Uri.TryCreate(address, UriKind.Absolute, out var keys)
            || !(keys.Scheme == Uri.UriSchemeHttps || (keys.Scheme == Uri.UriSchemeHttp && keys.IsLoopback && metadata.IsLoopback))
        )
        {
            throw new KeysUnavailableException("The metadata names no https address of keys.");
        }

        var found = new Dictionary<string, BotKey>(StringComparer.Ordinal);
        foreach (var key in (await Get(keys, ct))["keys"].Items)
        {
            if (key["kid"].Id() is { } id && Read(key) is { } rsa)
            {
                found[id] = new BotKey(rsa, Endorsements(key["endorsements"]));
            }
        }

        return found.Count > 0 ? found : throw new KeysUnavailableException("The key set holds no RSA key.");
    }

    private async Task<Wire> Get(Uri address, CancellationToken ct)
    {
        try
        {
            using var client = clients.CreateClient(Client);
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var answer = await client.SendAsync(request, ct);
            answer.EnsureSuccessStatusCode();
            return Wire.Read(await answer.Content.ReadAsByteArrayAsync(ct))
                ?? throw new KeysUnavailableException($"{address.Host} answered with something that is no JSON object.");
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new KeysUnavailableException($"{address.Host} did not answer.", e);
        }
    }

    /// <summary>A list without a word, or what is no list, is said and endorses nothing.</summary>
    private static HashSet<string>? Endorsements(Wire said) =>
        said.Json.ValueKind is System.Text.Json.JsonValueKind.Undefined or System.Text.Json.JsonValueKind.Null
            ? null
            : said.Items.Select(item => item.Text).OfType<string>().ToHashSet(StringComparer.Ordinal);

    private static RsaSecurityKey? Read(Wire key)
    {
        if (key["kty"].Text != "RSA" || key["use"].Text is not (null or "sig") || key["n"].Text is not { } n || key["e"].Text is not { } e)
        {
            return null;
        }

        try
        {
            var rsa = new RsaSecurityKey(
                new RSAParameters { Modulus = Base64UrlEncoder.DecodeBytes(n), Exponent = Base64UrlEncoder.DecodeBytes(e) }
            );
            return rsa.KeySize >= 2048 ? rsa : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private sealed record Known(DateTimeOffset At, Dictionary<string, BotKey> Keys);
}
