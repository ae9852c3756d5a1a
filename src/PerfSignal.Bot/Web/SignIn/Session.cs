using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.SignIn;

/// <summary>The session of a signed-in person: a cookie that names them, asked against the directory at every request.</summary>
internal static class Session
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string PersonClaim = "person";

    public static void Configure(CookieAuthenticationOptions cookie, WebOptions options)
    {
        cookie.Cookie.Name = "perfsignal";
        cookie.Cookie.HttpOnly = true;

        // Lax: a link to a brief in chat arrives with the session; no form of another site does.
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.SecurePolicy = options.IsHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.ExpireTimeSpan = WebOptions.SessionLength;
        cookie.SlidingExpiration = false;
        cookie.LoginPath = "/sign-in";
        cookie.ReturnUrlParameter = "to";
        cookie.Events.OnValidatePrincipal = context => Validate(context, options);
    }

    /// <summary>Begins the session, with an entry in the audit log.</summary>
    public static async Task Begin(HttpContext http, Person person, string how)
    {
        var data = http.RequestServices.GetRequiredService<PerfSignalData>();
        await http.RequestServices.GetRequiredService<Audit>().Add(person.Id, "signed_in", how, person.Id, ct: http.RequestAborted);
        await data.SaveChangesAsync(http.RequestAborted);
        var identity = new ClaimsIdentity([new Claim(PersonClaim, person.Id.ToString())], Scheme, PersonClaim, roleType: null);
        await http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    /// <summary>Ends the session; a page of ours must have asked for it.</summary>
    public static async Task<IResult> End(HttpContext http, IAntiforgery antiforgery)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        await http.SignOutAsync(Scheme);
        return Results.Redirect("/sign-in");
    }

    private static async Task Validate(CookieValidatePrincipalContext context, WebOptions options)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        if (
            options.DemoSignIn
            && !DemoGuard.Refuses(http)
            && Guid.TryParse(context.Principal?.FindFirstValue(PersonClaim), out var id)
            && await services.GetRequiredService<PerfSignalData>().People.AsNoTracking().SingleOrDefaultAsync(row => row.Id == id)
                is { } person
            && person.WorksOn(services.GetRequiredService<TimeProvider>().Today(person.Zone))
        )
        {
            http.Features.Set(new Visitor(person, services.GetRequiredService<ReaderFactory>().For(person)));
            return;
        }

        context.RejectPrincipal();
        await http.SignOutAsync(Scheme);
    }
}
