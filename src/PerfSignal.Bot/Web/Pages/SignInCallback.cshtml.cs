using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PerfSignal.Bot.Web.SignIn;
using PerfSignal.Bot.Web.SignIn.Oidc;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The way back from the identity provider; this address is registered there as the redirect URI.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SignInCallbackModel(
    IServiceProvider services,
    WebOptions options,
    PerfSignalData data,
    Audit audit,
    ILogger<SignInCallbackModel> log
) : ProviderPage(data, audit, log)
{
    public async Task<IActionResult> OnGetAsync()
    {
        if (!options.Oidc.Enabled)
        {
            return NotFound();
        }

        try
        {
            var (person, to) = await services.GetRequiredService<ProviderSignIn>().Finish(HttpContext);
            await Session.Begin(HttpContext, person, SignInWay.Oidc);
            return Redirect(to);
        }
        catch (SignInRefusedException refused)
        {
            return await Refused(refused);
        }
    }
}
