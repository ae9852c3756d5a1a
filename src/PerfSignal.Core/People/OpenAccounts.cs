using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.People;

/// <summary>An account that stands for nobody, with whom it is likely to be and which account that person has already.</summary>
public sealed record OpenAccount(ChatAccount Account, Person? Likely, ChatAccount? Holder);

/// <summary>An account that somebody of HR linked by hand.</summary>
public sealed record LinkedAccount(ChatAccount Account, Person Person);

/// <summary>How an attempt to link or unlink ended.</summary>
public enum Mended
{
    Done,

    /// <summary>No such account, or it is no longer in that state.</summary>
    NoAccount,

    /// <summary>Nobody who works here has that address.</summary>
    Nobody,

    /// <summary>The person is not of the viewer's population, or is the viewer.</summary>
    NotYours,
}

/// <summary>What HR mends by hand: accounts of the chat platforms that stand for nobody in the directory.</summary>
/// <remarks>
/// An account without a likely person belongs to no population: everyone of HR sees it, so that none is dropped. HR of a department links to its
/// own people only, and nobody links to themselves.
/// </remarks>
public sealed class OpenAccounts(PerfSignalData data, Access access, Accounts accounts, LikelyPeople likely, Audit audit)
{
    /// <summary>How many are listed; the next come up as these are mended.</summary>
    public const int Shown = 50;

    /// <summary>Accounts that somebody uses and that stand for nobody, or to which the platform gives the address of somebody else than they stand for.</summary>
    public static IQueryable<ChatAccount> In(PerfSignalData data) =>
        data.Set<ChatAccount>()
            .Where(row =>
                row.RemovedAt == null
                && (
                    row.State != AccountState.Matched
                    || (
                        !row.MatchedByHand
                        && !data.People.Any(person =>
                            person.Id == row.PersonId
                            && (
                                person.Email == row.Email
                                || person.Email == row.PrincipalName
                                || (row.Platform == PlatformName.Teams ? person.TeamsUserId : person.SlackUserId) == row.UserId
                            )
                        )
                        && data.People.Any(person => person.Email == row.Email || person.Email == row.PrincipalName)
                    )
                )
            );

    /// <summary>Those that the viewer may mend, the oldest first; empty for somebody who is not HR.</summary>
    public async Task<IReadOnlyList<OpenAccount>> List(Viewer viewer, CancellationToken ct)
    {
        var found = new List<OpenAccount>();
        if (!await IsHr(viewer, ct))
        {
            return found;
        }

        foreach (var account in await In(data).OrderBy(row => row.FirstSeen).ThenBy(row => row.Id).Take(10 * Shown).ToListAsync(ct))
        {
            var person = await likely.Of(account, ct);
            if (person is null || await May(viewer, person, Right.Read, ct))
            {
                found.Add(new OpenAccount(account, person, person is null ? null : await accounts.Holder(account, person.Id, ct)));
            }

            if (found.Count == Shown)
            {
                break;
            }
        }

        return found;
    }

    /// <summary>What was linked by hand to people of the viewer's population.</summary>
    public async Task<IReadOnlyList<LinkedAccount>> ByHand(Viewer viewer, CancellationToken ct)
    {
        var found = new List<LinkedAccount>();
        if (!await IsHr(viewer, ct))
        {
            return found;
        }

        var rows = await data.Set<ChatAccount>()
            .Where(row => row.MatchedByHand)
            .Join(data.People, row => row.PersonId, person => person.Id, (row, person) => new LinkedAccount(row, person))
            .ToListAsync(ct);
        foreach (var row in rows.OrderBy(row => row.Person.Name, StringComparer.Ordinal))
        {
            if (await May(viewer, row.Person, Right.Write, ct))
            {
                found.Add(row);
            }
        }

        return found;
    }

    /// <summary>Says who an account is. An account that stood for the person before no longer does.</summary>
    public async Task<Mended> Link(Viewer viewer, Guid accountId, string email, CancellationToken ct)
    {
        if (!await IsHr(viewer, ct) || await In(data).SingleOrDefaultAsync(row => row.Id == accountId, ct) is not { } account)
        {
            return Mended.NoAccount;
        }

        if (await likely.Of(account, ct) is { } other && !await May(viewer, other, Right.Read, ct))
        {
            return Mended.NoAccount;
        }

        if (await likely.Named(email, ct) is not { } person)
        {
            return Mended.Nobody;
        }

        if (!await May(viewer, person, Right.Write, ct))
        {
            return Mended.NotYours;
        }

        if (await accounts.Holder(account, person.Id, ct) is { } holder)
        {
            (holder.PersonId, holder.State, holder.MatchedByHand) = (null, AccountState.AlreadyTaken, false);
        }

        Accounts.Link(account, person);
        await audit.Add(viewer.PersonId, "changed", "account.link", person.Id, ct: ct);
        await data.SaveChangesAsync(ct);
        return Mended.Done;
    }

    /// <summary>Takes back what was linked by hand; the account is matched by the directory again.</summary>
    public async Task<Mended> Unlink(Viewer viewer, Guid accountId, CancellationToken ct)
    {
        if (
            !await IsHr(viewer, ct)
            || await data.Set<ChatAccount>().SingleOrDefaultAsync(row => row.Id == accountId && row.MatchedByHand, ct)
                is not { PersonId: { } id } account
            || await data.People.FindAsync([id], ct) is not { } person
            || !await May(viewer, person, Right.Write, ct)
        )
        {
            return Mended.NoAccount;
        }

        await accounts.Unlink(account, ct);
        await audit.Add(viewer.PersonId, "changed", "account.unlink", id, ct: ct);
        await data.SaveChangesAsync(ct);
        return Mended.Done;
    }

    /// <summary>Nobody else may write the register, which is about nobody in particular, as an account without a person is.</summary>
    private Task<bool> IsHr(Viewer viewer, CancellationToken ct) =>
        access.May(viewer, viewer.PersonId, DataClass.Register, Right.Write, ct);

    private Task<bool> May(Viewer viewer, Person person, Right right, CancellationToken ct) =>
        access.May(viewer, person.Id, DataClass.ChatAccounts, right, ct);
}
