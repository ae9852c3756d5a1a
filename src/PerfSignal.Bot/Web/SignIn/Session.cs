using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.SignIn;

/// <summary>The session of a signed-in person: a cookie that names it, asked against its row and the directory at every request.</summary>
/// <remarks>Its row says how it was begun: one that the demo gave away counts only while and where the demo is open.</remarks>
internal static class Session
{
    public const string Scheme = CookieAuthenticationDefaults.AuthenticationScheme;
    private const string SessionClaim = "session";

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

        // A path only: the host of a request is what its sender, or a proxy, says it is.
        cookie.Events.OnRedirectToLogin = context =>
        {
            context.Response.Redirect(new Uri(context.RedirectUri).PathAndQuery);
            return Task.CompletedTask;
        };
    }

    /// <summary>Begins the session, with an entry in the audit log; the one that this browser had ends.</summary>
    public static async Task Begin(HttpContext http, Person person, SignInWay how)
    {
        var (services, ct) = (http.RequestServices, http.RequestAborted);
        var (data, clock) = (services.GetRequiredService<PerfSignalData>(), services.GetRequiredService<TimeProvider>());
        var now = clock.Now();
        var session = new WebSession
        {
            // Not an id that tells its time: nothing of it may be guessed.
            Id = Guid.NewGuid(),
            PersonId = person.Id,
            EndsAt = now + Duration.FromTimeSpan(WebOptions.SessionLength),
            How = how,
        };
        data.Add(session);
        await services.GetRequiredService<Audit>().Add(person.Id, "signed_in", Word(how), person.Id, ct: ct);
        await data.SaveChangesAsync(ct);
        var before = Id(http.User);
        await data.Set<WebSession>().Where(row => row.EndsAt < now || row.Id == before).ExecuteDeleteAsync(ct);
        var identity = new ClaimsIdentity([new Claim(SessionClaim, session.Id.ToString())], Scheme, SessionClaim, roleType: null);
        await http.SignInAsync(Scheme, new ClaimsPrincipal(identity));
    }

    public static string Word(SignInWay how) => how.ToString().ToLowerInvariant();

    /// <summary>Ends the session here and for every copy of its cookie; a page of ours must have asked for it.</summary>
    public static Task<IResult> End(HttpContext http, IAntiforgery antiforgery) => End(http, antiforgery, everywhere: false);

    /// <summary>Ends every session of the person, on every device.</summary>
    public static Task<IResult> EndAll(HttpContext http, IAntiforgery antiforgery) => End(http, antiforgery, everywhere: true);

    private static async Task<IResult> End(HttpContext http, IAntiforgery antiforgery, bool everywhere)
    {
        if (!await antiforgery.IsRequestValidAsync(http))
        {
            return Results.StatusCode(StatusCodes.Status400BadRequest);
        }

        if (http.Visitor() is { } visitor && Id(http.User) is { } id)
        {
            var data = http.RequestServices.GetRequiredService<PerfSignalData>();
            var person = visitor.Person.Id;
            data.RemoveRange(
                await data.Set<WebSession>()
                    .Where(row => row.Id == id || (everywhere && row.PersonId == person))
                    .ToListAsync(http.RequestAborted)
            );
            await http
                .RequestServices.GetRequiredService<Audit>()
                .Add(person, "signed_out", everywhere ? "everywhere" : "web", person, ct: http.RequestAborted);
            await data.SaveChangesAsync(http.RequestAborted);
        }

        await http.SignOutAsync(Scheme);
        return Results.Redirect("/sign-in?out=true");
    }

    private static async Task Validate(CookieValidatePrincipalContext context, WebOptions options)
    {
        var http = context.HttpContext;
        var services = http.RequestServices;
        if (
            Id(context.Principal) is { } id
            && await Owner(services, id, http.RequestAborted) is var (person, how)
            && Counts(how, http, options)
            && person.WorksOn(services.GetRequiredService<TimeProvider>().Today(person.Zone))
        )
        {
            http.Features.Set(new Visitor(person, services.GetRequiredService<ReaderFactory>().For(person)));
            return;
        }

        context.RejectPrincipal();
        await http.SignOutAsync(Scheme);
    }

    private static Guid? Id(ClaimsPrincipal? principal) => Guid.TryParse(principal?.FindFirstValue(SessionClaim), out var id) ? id : null;

    /// <summary>A way in that was closed closes on those who came by it, too.</summary>
    private static bool Counts(SignInWay how, HttpContext http, WebOptions options) =>
        how switch
        {
            SignInWay.Demo => options.DemoSignIn && !DemoGuard.Refuses(http),
            SignInWay.Oidc => options.Oidc.Enabled,
            SignInWay.Link => options.HasLinks,
            _ => false,
        };

    private static async Task<(Person Person, SignInWay How)?> Owner(IServiceProvider services, Guid session, CancellationToken ct)
    {
        var (data, now) = (services.GetRequiredService<PerfSignalData>(), services.GetRequiredService<TimeProvider>().Now());
        var found = await data.Set<WebSession>()
            .Where(row => row.Id == session && row.EndsAt > now)
            .Join(data.People, row => row.PersonId, person => person.Id, (row, person) => new { Person = person, row.How })
            .AsNoTracking()
            .SingleOrDefaultAsync(ct);
        return found is null ? null : (found.Person, found.How);
    }
}
