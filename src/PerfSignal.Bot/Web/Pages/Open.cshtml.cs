using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Web.SignIn;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>Where a link asked for in chat leads: looking changes nothing, so that a preview of the link by a chat's server does not use it up.</summary>
[AllowAnonymous]
[EnableRateLimiting(SignInLimit.Policy)]
public sealed class OpenModel(PerfSignalData data, WebOptions options, Audit audit, TimeProvider clock) : PageModel
{
    private const int SecretLength = 43;
    private Guid? departed;

    public string Secret { get; private set; } = "";

    /// <summary>Whom the link is for; null where it does not open anything, for whatever reason.</summary>
    public Person? For { get; private set; }

    /// <summary>Somebody else who is signed in in this browser.</summary>
    public Person? Other => HttpContext.Visitor()?.Person is { } visitor && visitor.Id != For?.Id ? visitor : null;

    private CancellationToken Aborted => HttpContext.RequestAborted;

    public async Task<IActionResult> OnGetAsync(string secret)
    {
        await Find(secret);
        return Shown();
    }

    public async Task<IActionResult> OnPostAsync(string secret)
    {
        if (await Find(secret) is not { } link || Other is not null)
        {
            if (departed is { } person)
            {
                await audit.Add(person, "sign_in_refused", "link:departed", person, ct: Aborted);
                await data.SaveChangesAsync(Aborted);
            }

            return Shown();
        }

        await using var transaction = await data.Database.BeginTransactionAsync(Aborted);
        var now = clock.Now();
        var used = await Open(now)
            .Where(row => row.Id == link.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.UsedAt, (Instant?)now), Aborted);
        if (used == 0)
        {
            For = null;
            return Shown();
        }

        await Session.Begin(HttpContext, For!, SignInWay.Link);
        await transaction.CommitAsync(Aborted);
        return Redirect(link.Page);
    }

    private async Task<WebLink?> Find(string secret)
    {
        Response.Headers["X-Robots-Tag"] = "noindex, nofollow";
        if (!options.HasLinks || secret.Length != SecretLength)
        {
            return null;
        }

        var digest = WebLink.DigestOf(secret);
        var link = await Open(clock.Now()).AsNoTracking().SingleOrDefaultAsync(row => row.Digest == digest, Aborted);
        if (link is null)
        {
            return null;
        }

        var person = await data.People.SingleAsync(row => row.Id == link.PersonId, Aborted);
        if (!person.WorksOn(clock.Today(person.Zone)))
        {
            departed = person.Id;
            return null;
        }

        (Secret, For) = (secret, person);
        return link;
    }

    private IQueryable<WebLink> Open(Instant now) => data.Set<WebLink>().Where(row => row.UsedAt == null && row.EndsAt > now);

    private PageResult Shown()
    {
        Response.StatusCode =
            For is null ? StatusCodes.Status404NotFound
            : Other is not null ? StatusCodes.Status409Conflict
            : StatusCodes.Status200OK;
        return Page();
    }
}
