using Microsoft.EntityFrameworkCore;
using Microsoft.IdentityModel.JsonWebTokens;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Web.SignIn.Oidc;

/// <summary>Finds the person of the directory whom a verified token is about.</summary>
internal sealed class Owner(PerfSignalData data, TimeProvider clock)
{
    /// <exception cref="SignInRefusedException">Nobody, somebody who does not work here, or a guest.</exception>
    public async Task<Person> Of(JsonWebToken token, CancellationToken ct)
    {
        var person = Entra(token) is { } entra ? await OfEntra(token, entra.Tenant, entra.User, ct) : await OfOthers(token, ct);
        if (person is null)
        {
            throw new SignInRefusedException("unknown_person", "nobody in the directory has this account or address");
        }

        return person.WorksOn(clock.Today(person.Zone))
            ? person
            : throw new SignInRefusedException("unknown_person", "does not work here today", person.Id);
    }

    /// <summary>Entra's tokens name tenant and user (https://learn.microsoft.com/entra/identity-platform/id-token-claims-reference).</summary>
    private static (string Tenant, string User)? Entra(JsonWebToken token) =>
        token.ClaimOf("tid") is { } tenant && token.ClaimOf("oid") is { } user
            ? (tenant, ChatIdentity.IdOf(PlatformName.Teams, user))
            : null;

    private async Task<Person?> OfEntra(JsonWebToken token, string tenant, string user, CancellationToken ct)
    {
        var names = new[] { "preferred_username", "upn", "email" }.Select(name => Address(token.ClaimOf(name))).OfType<string>().ToList();
        if (
            token.ClaimOf("acct") == "1"
            || (token.ClaimOf("idp") is { } home && home != token.Issuer)
            || names.Exists(name => name.Contains("#ext#", StringComparison.Ordinal))
        )
        {
            throw new SignInRefusedException("guest", "a guest of the tenant");
        }

        if (await ByAccount(tenant, user, ct) is { } known)
        {
            return known;
        }

        // Names and addresses say something only within the one tenant that the issuer stands for: elsewhere anybody can have any.
        if (!token.Issuer.Split('/').Contains(tenant, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        foreach (var name in names)
        {
            // Whom the directory names by another account is somebody else, whatever the address says.
            if (await ByAddress(name, ct) is { } person && string.IsNullOrEmpty(person.TeamsUserId) && !await HasAnother(person, user, ct))
            {
                return person;
            }
        }

        return null;
    }

    private async Task<Person?> ByAccount(string tenant, string user, CancellationToken ct)
    {
        if (await data.People.Where(person => person.TeamsUserId == user).Take(2).ToListAsync(ct) is [var named])
        {
            return named;
        }

        var matched = await data.Set<ChatAccount>()
            .Where(row =>
                row.Platform == PlatformName.Teams && row.Workspace == tenant && row.UserId == user && row.State == AccountState.Matched
            )
            .Select(row => row.PersonId)
            .SingleOrDefaultAsync(ct);
        return matched is { } id ? await data.People.SingleOrDefaultAsync(person => person.Id == id, ct) : null;
    }

    /// <summary>As in Teams: of two accounts with the address of one person, the second is nobody's until HR says so.</summary>
    private Task<bool> HasAnother(Person person, string user, CancellationToken ct) =>
        data.Set<ChatAccount>()
            .AnyAsync(
                row =>
                    row.PersonId == person.Id
                    && row.Platform == PlatformName.Teams
                    && row.State == AccountState.Matched
                    && row.RemovedAt == null
                    && row.UserId != user,
                ct
            );

    private async Task<Person?> OfOthers(JsonWebToken token, CancellationToken ct)
    {
        if (Address(token.ClaimOf("email")) is not { } email)
        {
            throw new SignInRefusedException("not_verified", "the token has no e-mail address; the scope email must be granted");
        }

        return string.Equals(token.ClaimOf("email_verified"), "false", StringComparison.OrdinalIgnoreCase)
            ? throw new SignInRefusedException("not_verified", "the e-mail address is not verified")
            : await ByAddress(email, ct);
    }

    private Task<Person?> ByAddress(string address, CancellationToken ct) =>
        data.People.SingleOrDefaultAsync(person => person.Email == address, ct);

    private static string? Address(string? written) =>
        written is { Length: <= EmailAddress.MaxLength } ? written.Trim().ToLowerInvariant() : null;
}
