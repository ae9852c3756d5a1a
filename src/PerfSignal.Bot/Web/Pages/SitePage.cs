using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>A page for a signed-in person.</summary>
public abstract class SitePage : PageModel
{
    public Visitor Visitor =>
        HttpContext.Visitor() ?? throw new InvalidOperationException("This page asks for a session and there is none.");

    public Person Me => Visitor.Person;

    public Reader Reader => Visitor.Reader;

    public Viewer Viewer => Visitor.Viewer;

    protected CancellationToken Aborted => HttpContext.RequestAborted;

    /// <summary>Set where the page is the first that this person sees: then it says what is held about them and why.</summary>
    public const string Welcome = "Welcome";

    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        var executed = await next();
        if (executed.Result is PageResult && HttpMethods.IsGet(Request.Method))
        {
            ViewData[Welcome] = await HttpContext.RequestServices.GetRequiredService<FirstView>().Of(Me, Aborted);
        }
    }
}
