using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;

namespace PerfSignal.Bot.Web.SignIn.Oidc;

/// <summary>What a code was redeemed for; used at once and kept nowhere.</summary>
internal sealed record Redeemed(string IdToken, string? AccessToken);

/// <summary>Redeems the code at the identity provider (RFC 6749 4.1.3).</summary>
internal sealed class CodeExchange(OidcSettings settings, HttpClient http)
{
    /// <exception cref="SignInRefusedException">It does not answer, or refuses the code.</exception>
    public async Task<Redeemed> Redeem(
        OpenIdConnectConfiguration provider,
        string code,
        string verifier,
        string redirectUri,
        CancellationToken ct
    )
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "authorization_code",
            ["code"] = code,
            ["redirect_uri"] = redirectUri,
            ["code_verifier"] = verifier,
            ["client_id"] = settings.ClientId,
        };
        using var request = new HttpRequestMessage(HttpMethod.Post, provider.TokenEndpoint);
        if (provider.TokenEndpointAuthMethodsSupported.Contains("client_secret_post"))
        {
            fields["client_secret"] = settings.ClientSecret;
        }
        else
        {
            // The default of RFC 8414 2; both parts are form-encoded first (RFC 6749 2.3.1).
            var pair = $"{Uri.EscapeDataString(settings.ClientId)}:{Uri.EscapeDataString(settings.ClientSecret)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(pair)));
        }

        request.Content = new FormUrlEncodedContent(fields);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        try
        {
            using var response = await http.SendAsync(request, ct);
            var body = await response.Content.ReadAsStringAsync(ct);
            if ((int)response.StatusCode >= 500)
            {
                throw new SignInRefusedException("down", $"the token address answered {(int)response.StatusCode}");
            }

            using var json = JsonDocument.Parse(body);
            return response.IsSuccessStatusCode && Text(json, "id_token") is { } token
                ? new Redeemed(token, Text(json, "access_token"))
                : throw new SignInRefusedException("provider", $"the code was not redeemed: {ErrorWord.Of(Text(json, "error"))}");
        }
        catch (Exception e)
            when (e is HttpRequestException or JsonException || (e is OperationCanceledException && !ct.IsCancellationRequested))
        {
            throw new SignInRefusedException("down", e.GetType().Name);
        }
    }

    private static string? Text(JsonDocument json, string name) =>
        json.RootElement.ValueKind == JsonValueKind.Object
        && json.RootElement.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;
}
