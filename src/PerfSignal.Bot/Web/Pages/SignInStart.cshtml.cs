using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using PerfSignal.Bot.Web.SignIn;
using PerfSignal.Bot.Web.SignIn.Oidc;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The way to the identity provider.</summary>
/// <remarks>A link leads here rather than a form: browsers hold the answer to a form to our own site (form-action), and it changes nothing.</remarks>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class SignInStartModel(
    IServiceProvider services,
    WebOptions options,
    PerfSignalData data,
    Audit audit,
    ILogger<SignInStartModel> log
) : ProviderPage(data, audit, log)
{
    private const int LongestPath = 500;

    public async Task<IActionResult> OnGetAsync(string? to, bool choose = false)
    {
        if (!options.Oidc.Enabled)
        {
            return NotFound();
        }

        try
        {
            var page = to is { Length: <= LongestPath } && Url.IsLocalUrl(to) ? to : "/";
            return Redirect(await services.GetRequiredService<ProviderSignIn>().Begin(HttpContext, page, choose));
        }
        catch (SignInRefusedException refused)
        {
            return await Refused(refused);
        }
    }
}
