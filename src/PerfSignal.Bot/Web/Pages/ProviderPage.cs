using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Web.SignIn;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>Why somebody is not signed in.</summary>
/// <param name="Word">A word of the texts: `signin_problem_…`.</param>
public sealed record SignInProblem(string Word, string Reference);

/// <summary>A page on the way to the identity provider or back; where the way ends it says so, in the log too.</summary>
public abstract partial class ProviderPage(PerfSignalData data, Audit audit, ILogger log) : PageModel
{
    public SignInProblem Problem { get; private set; } = new("state", "");

    private protected async Task<IActionResult> Refused(SignInRefusedException refused)
    {
        Problem = new SignInProblem(refused.Word, Reference.New());
        LogRefused(log, refused.Word, refused.Detail, Problem.Reference);
        if (
            refused.WasBegun
            && refused.Word != "down"
            && (
                refused.Person is not null || HttpContext.RequestServices.GetRequiredService<RefusalPace>().IsFirstOfItsMinute(refused.Word)
            )
        )
        {
            await audit.Add(refused.Person, "sign_in_refused", $"oidc:{refused.Word}", refused.Person, ct: HttpContext.RequestAborted);
            await data.SaveChangesAsync(HttpContext.RequestAborted);
        }

        ViewData["Title"] = HttpContext.Reader().Say("signin_problem_title");
        ViewData["Body"] = "plain";
        Response.StatusCode = refused.Word == "down" ? StatusCodes.Status503ServiceUnavailable : StatusCodes.Status403Forbidden;
        return Page();
    }

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "A sign-in by the identity provider ended as {Word} ({Detail}), reference {Reference}"
    )]
    private static partial void LogRefused(ILogger log, string word, string detail, string reference);
}
