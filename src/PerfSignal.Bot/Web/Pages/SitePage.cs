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
}
