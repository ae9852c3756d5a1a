using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>Lets only the Bot Framework in, by its token; a stand-in on this machine without one where that is switched on.</summary>
internal sealed class TeamsScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    TeamsSettings settings,
    TokenCheck tokens,
    Refusals refusals,
    IHostEnvironment environment
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Name = "Teams";
    private const string Bearer = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var header = Request.Headers.Authorization.ToString();
        if (header.Length == 0)
        {
            return IsOpenTo(Context) ? In(new Proof(null, null)) : AuthenticateResult.Fail(new RefusedException(Refusal.TokenMissing));
        }

        if (!header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.Fail(new RefusedException(Refusal.TokenMalformed));
        }

        try
        {
            var (proof, refusal) = await tokens.Check(header[Bearer.Length..].Trim(), Context.RequestAborted);
            return proof is null ? AuthenticateResult.Fail(new RefusedException(refusal)) : In(proof);
        }
        catch (KeysUnavailableException e)
        {
            return AuthenticateResult.Fail(e);
        }
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        switch ((await HandleAuthenticateOnceSafeAsync()).Failure)
        {
            case KeysUnavailableException:
                // Nothing was decided about the token: Teams is to send it again.
                Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                Response.Headers.RetryAfter = "10";
                break;
            case var failure:
                await refusals.Note((failure as RefusedException)?.Kind ?? Refusal.TokenMissing, Context.RequestAborted);
                Response.StatusCode = StatusCodes.Status401Unauthorized;
                Response.Headers.WWWAuthenticate = "Bearer";
                break;
        }
    }

    private bool IsOpenTo(HttpContext http) =>
        settings.AllowUnauthenticatedLoopback && !environment.IsProduction() && OwnMachine.Sent(http);

    private AuthenticateResult In(Proof proof)
    {
        Context.Features.Set(proof);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new ClaimsIdentity(Name)), Name));
    }

    private sealed class RefusedException(Refusal kind) : Exception(Refusals.Word(kind))
    {
        public Refusal Kind => kind;
    }
}
