using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.SignIn.Oidc;

/// <summary>What the identity provider says about itself: issuer, addresses and keys.</summary>
/// <remarks>
/// Not the library's ConfigurationManager: that one fetches new keys behind the scenes, so the sign-in that met an unknown key would fail.
/// Here it waits for them.
/// </remarks>
internal sealed class IdentityProvider(OidcSettings settings, HttpClient http, TimeProvider clock) : IDisposable
{
    private static readonly Duration Fresh = Duration.FromHours(12);

    /// <summary>A token with a made-up key id must not make us ask at every request, nor a provider that is down hold everyone up.</summary>
    private static readonly Duration AtMostEvery = Duration.FromMinutes(1);
    private static readonly Duration DownFor = Duration.FromSeconds(5);

    private readonly SemaphoreSlim turn = new(1, 1);
    private OpenIdConnectConfiguration? known;
    private Instant readAt;
    private Instant triedAt = Instant.MinValue;
    private Instant againAt = Instant.MinValue;

    /// <exception cref="SignInRefusedException">It does not answer, or what it answers cannot be used.</exception>
    public async Task<OpenIdConnectConfiguration> Read(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            var now = clock.Now();
            if (known is not null && now - readAt < Fresh)
            {
                return known;
            }

            return now - triedAt < DownFor ? known ?? throw Down("asked a moment ago") : await Fetch(now, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <summary>The same with its keys read again, for a token whose key is none of those known.</summary>
    public async Task<OpenIdConnectConfiguration> ReadAgain(CancellationToken ct)
    {
        await turn.WaitAsync(ct);
        try
        {
            var now = clock.Now();
            if (known is not null && now - againAt < AtMostEvery)
            {
                return known;
            }

            againAt = now;
            return await Fetch(now, ct);
        }
        finally
        {
            turn.Release();
        }
    }

    public void Dispose() => turn.Dispose();

    private async Task<OpenIdConnectConfiguration> Fetch(Instant now, CancellationToken ct)
    {
        triedAt = now;
        try
        {
            var read = await OpenIdConnectConfigurationRetriever.GetAsync(
                $"{settings.Authority}/.well-known/openid-configuration",
                new HttpDocumentRetriever(http) { RequireHttps = !IsHere(settings.Authority) },
                ct
            );
            Check(read);
            (known, readAt) = (read, now);
            return read;
        }
        catch (Exception e) when (e is not SignInRefusedException && !ct.IsCancellationRequested)
        {
            // The keys of yesterday are better than none: what they signed is still checked against them.
            return known ?? throw Down(e.GetType().Name);
        }
    }

    private static void Check(OpenIdConnectConfiguration read)
    {
        // Entra's address for every tenant says `…/{tenantid}/v2.0`: whoever took that as it stands would let other organisations in.
        if (string.IsNullOrEmpty(read.Issuer) || read.Issuer.Contains('{', StringComparison.Ordinal))
        {
            throw Down("its metadata names no single issuer; Web:Oidc:Authority must name your own tenant");
        }

        foreach (var address in new[] { read.AuthorizationEndpoint, read.TokenEndpoint })
        {
            if (!Uri.TryCreate(address, UriKind.Absolute, out var url) || (url.Scheme != Uri.UriSchemeHttps && !IsHere(address)))
            {
                throw Down("its metadata lacks an https address to sign in or to redeem codes");
            }
        }
    }

    private static bool IsHere(string? address) =>
        Uri.TryCreate(address, UriKind.Absolute, out var url) && url is { IsLoopback: true, Scheme: "http" or "https" };

    private static SignInRefusedException Down(string detail) => new("down", detail);
}
