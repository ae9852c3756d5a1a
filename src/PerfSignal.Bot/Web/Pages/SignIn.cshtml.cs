using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Web.SignIn;
using PerfSignal.Bot.Web.SignIn.Oidc;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>One group of people on the demo sign-in page.</summary>
public sealed record DemoGroup(string Key, IReadOnlyList<Person> People);

/// <summary>Where a session begins; without a way to sign in it says what an administrator must set.</summary>
[AllowAnonymous]
public sealed class SignInModel(PerfSignalData data, WebOptions options, TimeProvider clock, IServiceProvider services) : PageModel
{
    private const int GroupSize = 12;

    public bool IsDemo => options.DemoSignIn;

    public bool HasProvider => options.Oidc.Enabled;

    /// <summary>The chats in which one may ask for a link.</summary>
    public IReadOnlyList<string> Chats => options.HasLinks ? options.Chats : [];

    /// <summary>The person has just signed out.</summary>
    public bool IsOut { get; private set; }

    /// <summary>Where to sign out of the work account, too; a link, since a browser lets our form lead to no other site (form-action).</summary>
    public string? ProviderOut { get; private set; }

    /// <summary>The demo sign-in is on, and closed to this request.</summary>
    public bool IsRefused => IsDemo && DemoGuard.Refuses(HttpContext);

    public IReadOnlyList<DemoGroup> Groups { get; private set; } = [];

    public string Search { get; private set; } = "";

    public string To { get; private set; } = "/";

    public async Task<IActionResult> OnGetAsync(string? to, string? q, bool @out = false)
    {
        if (HttpContext.Visitor() is not null)
        {
            return Redirect("/");
        }

        To = Url.IsLocalUrl(to) ? to : "/";
        IsOut = @out;
        if (IsOut && HasProvider)
        {
            ProviderOut = await services.GetRequiredService<ProviderSignIn>().EndSession(HttpContext.RequestAborted);
        }

        Search = q?.Trim() is { Length: <= 100 } search ? search : "";
        if (IsRefused)
        {
            Response.StatusCode = StatusCodes.Status403Forbidden;
        }
        else if (IsDemo)
        {
            Groups = await Find();
        }

        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid person, string? to)
    {
        if (!IsDemo || DemoGuard.Refuses(HttpContext))
        {
            return NotFound();
        }

        var found = await data.People.SingleOrDefaultAsync(row => row.Id == person, HttpContext.RequestAborted);
        if (found is null || !found.WorksOn(clock.Today(found.Zone)))
        {
            return NotFound();
        }

        await Session.Begin(HttpContext, found, SignInWay.Demo);
        return Redirect(Url.IsLocalUrl(to) ? to : "/");
    }

    private async Task<IReadOnlyList<DemoGroup>> Find()
    {
        var ct = HttpContext.RequestAborted;
        var today = clock.GetUtcNow();
        var day = NodaTime.LocalDate.FromDateTime(today.UtcDateTime);
        var working = data.People.Where(row => row.HireDate <= day && (row.LastDay == null || row.LastDay >= day));
        if (Search.Length > 0)
        {
            var lower = Search.ToLowerInvariant();
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // Translated to SQL, where neither culture nor comparison exists.
            working = working.Where(row => row.Name.ToLower().Contains(lower) || row.Email.Contains(lower));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        }

        var personas = options.DemoPersonas.ToList();
        var groups = new List<DemoGroup>();
        var shown = new HashSet<Guid>();
        async Task Add(string key, IQueryable<Person> people)
        {
            var rows = await people.OrderBy(row => row.Name).Take(GroupSize + shown.Count).ToListAsync(ct);
            var fresh = rows.Where(row => shown.Add(row.Id)).Take(GroupSize).ToList();
            if (fresh.Count > 0)
            {
                groups.Add(new DemoGroup(key, fresh));
            }
        }

        if (personas.Count > 0)
        {
            await Add("web_sign_in_personas", working.Where(row => personas.Contains(row.Email)));
        }

        await Add("web_sign_in_hr", working.Where(row => data.PersonRoles.Any(role => role.PersonId == row.Id)));
        await Add(
            "web_sign_in_managers",
            working.Where(row => data.ReportingLines.Any(line => line.ManagerId == row.Id && (line.Until == null || line.Until > day)))
        );
        await Add("web_sign_in_employees", working);
        return groups;
    }
}
