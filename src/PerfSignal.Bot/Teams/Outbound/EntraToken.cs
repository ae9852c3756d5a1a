using System.Globalization;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;
using NodaTime;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>Asks Entra for the bot's token, by its secret or by its certificate (https://learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).</summary>
internal sealed class EntraToken(TeamsSettings settings, Exchange exchange, TimeProvider clock)
{
    private Uri Endpoint => new(settings.TokenEndpoint ?? $"https://login.microsoftonline.com/{settings.TenantId}/oauth2/v2.0/token");

    public async Task<TokenAnswer> Ask(CancellationToken ct)
    {
        var form = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["grant_type"] = "client_credentials",
            ["client_id"] = settings.AppId,
            ["scope"] = BotScope.At(Endpoint),
        };
        if (settings.CertificateFile is not { } file)
        {
            form["client_secret"] = settings.ClientSecret ?? "";
        }
        else if (Assertion(file) is { } assertion)
        {
            form["client_assertion_type"] = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
            form["client_assertion"] = assertion;
        }
        else
        {
            return new TokenAnswer.Refused(FailureCategory.Unauthorized, "token_certificate_unreadable");
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new FormUrlEncodedContent(form) };
        return await exchange.Run(request, ct) switch
        {
            Outcome.Broken broken => new TokenAnswer.Refused(FailureCategory.Transient, "token_" + broken.Word),
            Outcome.Answered answered => Read(answered),
            _ => throw new NotSupportedException(),
        };
    }

    /// <summary>Read anew each time, so that a renewed certificate needs no restart.</summary>
    private string? Assertion(string file)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPemFile(file);
            return ClientAssertion.Write(certificate, settings.AppId, Endpoint, clock.Now());
        }
        catch (Exception e) when (e is CryptographicException or IOException or UnauthorizedAccessException or NotSupportedException)
        {
            return null;
        }
    }

    private TokenAnswer Read(Outcome.Answered answered)
    {
        var word = Word(answered.Body);
        return answered.Status switch
        {
            200 => Issued(answered.Body) is { } issued
                ? issued
                : new TokenAnswer.Refused(FailureCategory.Transient, "token_answer_unreadable"),
            429 => new TokenAnswer.Refused(FailureCategory.Throttled, "token_http_429", answered.RetryAfter),
            408 or >= 500 => new TokenAnswer.Refused(FailureCategory.Transient, $"token_http_{answered.Status}"),
            _ when word?.StartsWith("temporarily_unavailable", StringComparison.Ordinal) == true => new TokenAnswer.Refused(
                FailureCategory.Transient,
                "token_" + word
            ),
            _ => new TokenAnswer.Refused(FailureCategory.Unauthorized, "token_" + (word ?? $"http_{answered.Status}")),
        };
    }

    private TokenAnswer.Issued? Issued(JsonElement? body)
    {
        var token = LenientJson.Text(body, "access_token");
        // Some issuers write the number of seconds as a text.
        var seconds =
            LenientJson.Part(body, "expires_in") is { ValueKind: JsonValueKind.Number } value && value.TryGetInt64(out var number) ? number
            : long.TryParse(LenientJson.Text(body, "expires_in"), NumberStyles.None, CultureInfo.InvariantCulture, out var text) ? text
            : 0;
        return token is { Length: > 0 } && token.All(letter => letter is > ' ' and < '\x7f') && seconds is > 0 and < 10_000_000
            ? new TokenAnswer.Issued(token, clock.Now() + Duration.FromSeconds(seconds))
            : null;
    }

    /// <summary>OAuth's word and the first of Entra's numbers, which says what is wrong (https://learn.microsoft.com/entra/identity-platform/reference-error-codes).</summary>
    private static string? Word(JsonElement? body)
    {
        var error = LenientJson.Text(body, "error") is { } text ? ErrorWord.Clean(text) : null;
        return
            error is not null
            && LenientJson.Part(body, "error_codes") is { ValueKind: JsonValueKind.Array } codes
            && codes.EnumerateArray().FirstOrDefault() is { ValueKind: JsonValueKind.Number } code
            && code.TryGetInt32(out var number)
            ? $"{error}_AADSTS{number}"
            : error;
    }
}
