using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>Keeps the accounts of the chat platforms and finds the person whom each stands for.</summary>
public sealed class Accounts(PerfSignalData data, TimeProvider clock)
{
    private DbSet<ChatAccount> Rows => data.Set<ChatAccount>();

    public Task<ChatAccount?> Find(PlatformName platform, string workspace, string userId, CancellationToken ct)
    {
        var id = ChatIdentity.IdOf(platform, userId);
        return Rows.SingleOrDefaultAsync(row => row.Platform == platform && row.Workspace == workspace && row.UserId == id, ct);
    }

    /// <summary>As <see cref="Find"/>, with the person whom it stands for, and whether they were noted as unreachable there, in one query.</summary>
    /// <returns>Also whether there is a pilot wave at all: it costs nothing here, and saves every command a query of its own.</returns>
    public async Task<(ChatAccount? Account, bool IsUnreachable, bool HasPilot)> FindWithPerson(
        PlatformName platform,
        string workspace,
        string userId,
        CancellationToken ct
    )
    {
        var id = ChatIdentity.IdOf(platform, userId);
        var found = await Rows.Where(row => row.Platform == platform && row.Workspace == workspace && row.UserId == id)
            .LeftJoin(
                data.People,
                row => row.PersonId,
                person => person.Id,
                (row, person) =>
                    new
                    {
                        Account = row,
                        // Not used here: whoever asks the context for the person next finds them there.
                        Person = person,
                        IsUnreachable = data.Set<Unreachable>().Any(lost => lost.PersonId == row.PersonId && lost.Platform == platform),
                        HasPilot = data.Set<PilotWave>().Any(),
                    }
            )
            .SingleOrDefaultAsync(ct);
        return (found?.Account, found?.IsUnreachable ?? false, found?.HasPilot ?? true);
    }

    /// <summary>The account by which a person is reached on a platform; null where there is none.</summary>
    public Task<ChatAccount?> Of(Guid person, PlatformName platform, CancellationToken ct) =>
        Rows.Where(row => row.PersonId == person && row.Platform == platform && row.RemovedAt == null)
            .OrderByDescending(row => row.LastSeen)
            .FirstOrDefaultAsync(ct);

    /// <summary>
    /// As <see cref="Heard"/>, and saved. Of two requests that bring a new account at the same moment the second finds the unique key taken and then
    /// the row; what the caller had added and not saved is dropped with it, so this comes first.
    /// </summary>
    public async Task<ChatAccount> Keep(ChatIdentity identity, CancellationToken ct)
    {
        try
        {
            var row = await Heard(identity, ct);
            await data.SaveChangesAsync(ct);
            return row;
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            data.ChangeTracker.Clear();
            var row = await Heard(identity, ct);
            await data.SaveChangesAsync(ct);
            return row;
        }
    }

    /// <summary>Takes in what the platform says of an account that wrote or was looked up, and matches it; the caller saves.</summary>
    public async Task<ChatAccount> Heard(ChatIdentity identity, CancellationToken ct)
    {
        var now = clock.Now();
        var userId = ChatIdentity.IdOf(identity.Platform, identity.UserId);
        var row =
            await Find(identity.Platform, identity.Workspace, userId, ct)
            ?? data.Add(
                new ChatAccount
                {
                    Id = clock.NewId(),
                    Platform = identity.Platform,
                    Workspace = identity.Workspace,
                    UserId = userId,
                    FirstSeen = now,
                    LastSeen = now,
                    State = AccountState.NotInDirectory,
                }
            ).Entity;
        var (email, principal, removed) = (row.Email, row.PrincipalName, row.RemovedAt is not null);
        row.LastSeen = now;
        row.RemovedAt = null;
        row.Email = ChatIdentity.AddressOf(identity.Email) ?? row.Email;
        row.PrincipalName = ChatIdentity.AddressOf(identity.PrincipalName) ?? row.PrincipalName;
        row.Name = ChatIdentity.NameOf(identity.Name) ?? row.Name;
        row.ConversationId = identity.ConversationId ?? row.ConversationId;
        row.ServiceUrl = identity.ServiceUrl ?? row.ServiceUrl;
        row.Address = identity.Address ?? row.Address;
        // Who is matched and brings nothing new is not looked up again for each message; what changes in the directory comes by MatchOpen.
        if (row.State != AccountState.Matched || removed || email != row.Email || principal != row.PrincipalName)
        {
            await Match(row, ct);
        }

        if (row is { State: AccountState.Matched, GreetedAt: not null })
        {
            // The day is enough to know when to ask the platform again; at what hour somebody writes is nobody's business.
            row.LastSeen = now.InUtc().Date.AtStartOfDayInZone(DateTimeZone.Utc).ToInstant();
        }

        return row;
    }

    /// <summary>
    /// Tries again what is not matched, and takes back what the directory speaks against by now, as after an import of people; the caller saves.
    /// </summary>
    /// <returns>Those that are matched now and were not.</returns>
    public async Task<IReadOnlyList<ChatAccount>> MatchOpen(CancellationToken ct)
    {
        var named = await Rows.Where(row =>
                row.State == AccountState.Matched
                && !row.MatchedByHand
                && data.People.Any(person =>
                    person.Id == row.PersonId
                    && (
                        (
                            row.Platform == PlatformName.Teams
                            && person.TeamsUserId != null
                            && person.TeamsUserId != ""
                            && person.TeamsUserId != row.UserId
                        )
                        || (
                            row.Platform == PlatformName.Slack
                            && person.SlackUserId != null
                            && person.SlackUserId != ""
                            && person.SlackUserId != row.UserId
                        )
                    )
                )
            )
            .ToListAsync(ct);
        foreach (var row in named)
        {
            await Match(row, ct);
        }

        // Whose person has left, while the platform gives the account the address of somebody else by now.
        var yesterday = clock.Now().InUtc().Date.PlusDays(-1);
        var left = await Rows.Where(row =>
                row.State == AccountState.Matched
                && !row.MatchedByHand
                && data.People.Any(person => person.Id == row.PersonId && person.LastDay <= yesterday)
                && data.People.Any(person => person.Id != row.PersonId && (person.Email == row.Email || person.Email == row.PrincipalName))
            )
            .ToListAsync(ct);
        foreach (var row in left)
        {
            await Match(row, ct);
        }

        var open = await Rows.Where(row => row.State != AccountState.Matched && row.RemovedAt == null).ToListAsync(ct);
        foreach (var row in open)
        {
            await Match(row, ct);
        }

        return open.FindAll(row => row.State == AccountState.Matched);
    }

    /// <summary>Marks an account as gone: closed, or the bot removed there. Its person may have another from now on; the caller saves.</summary>
    public void Removed(ChatAccount account) => account.RemovedAt ??= clock.Now();

    /// <summary>Somebody of HR says who an account is; the caller has asked Access, writes the audit entry and saves.</summary>
    public static void Link(ChatAccount account, Person person)
    {
        account.PersonId = person.Id;
        account.State = AccountState.Matched;
        account.MatchedByHand = true;
    }

    /// <summary>Takes back what was linked by hand, and matches by the directory again; the caller has asked Access, writes the audit entry and saves.</summary>
    public async Task Unlink(ChatAccount account, CancellationToken ct)
    {
        (account.MatchedByHand, account.PersonId, account.State) = (false, null, AccountState.NotInDirectory);
        await Match(account, ct);
    }

    /// <summary>The person whom the directory names for an account, whoever has it; null for nobody.</summary>
    public async Task<Guid?> Named(ChatAccount row, CancellationToken ct) => await Person(row, ct);

    /// <summary>The account that stands for a person in the workspace, other than the given one; null where there is none.</summary>
    public async Task<ChatAccount?> Holder(ChatAccount row, Guid person, CancellationToken ct)
    {
        // Loaded first and asked in memory then: what was changed and not saved yet counts too.
        await Rows.Where(other => other.PersonId == person && other.Platform == row.Platform && other.Workspace == row.Workspace)
            .LoadAsync(ct);
        return Rows.Local.FirstOrDefault(other =>
            other.Id != row.Id
            && other.PersonId == person
            && other.Platform == row.Platform
            && other.Workspace == row.Workspace
            && other.RemovedAt is null
        );
    }

    private async Task Match(ChatAccount row, CancellationToken ct)
    {
        if (row.MatchedByHand)
        {
            return;
        }

        var person = await Person(row, ct) is { } today && !await StaysWithAnother(row, today, ct) ? today : await Kept(row, ct);
        if (person is { } found && await Holder(row, found, ct) is { } holder && !await GivesWay(holder, found, ct))
        {
            (row.PersonId, row.State) = (null, AccountState.AlreadyTaken);
        }
        else
        {
            (row.PersonId, row.State) = (person, person is null ? AccountState.NotInDirectory : AccountState.Matched);
        }
    }

    /// <summary>Whom a matched account stays with when only addresses change: its id is still the same one's. Unless the directory names another account.</summary>
    private async Task<Guid?> Kept(ChatAccount row, CancellationToken ct) =>
        row is { PersonId: { } before, State: AccountState.Matched }
        && await data.People.FindAsync([before], ct) is { } person
        && string.IsNullOrEmpty(row.Platform == PlatformName.Teams ? person.TeamsUserId : person.SlackUserId)
            ? before
            : null;

    /// <summary>
    /// Addresses are handed on, and some can be changed by those who have them; the id of an account is one human's for good. So an account of somebody
    /// who works here becomes somebody else's by the id that the directory gives, or by HR, and never by its address alone.
    /// </summary>
    private async Task<bool> StaysWithAnother(ChatAccount row, Guid person, CancellationToken ct) =>
        row is { PersonId: { } before, State: AccountState.Matched }
        && before != person
        && await data.People.FindAsync([before], ct) is { } had
        && had.WorksOn(clock.Today(had.Zone))
        && await data.People.FindAsync([person], ct) is { } named
        && ChatIdentity.IdOf(row.Platform, (row.Platform == PlatformName.Teams ? named.TeamsUserId : named.SlackUserId) ?? "")
            != row.UserId;

    /// <summary>An account that was taken for a person, and would not be by today's directory, leaves them to the one that is.</summary>
    private async Task<bool> GivesWay(ChatAccount holder, Guid person, CancellationToken ct)
    {
        if (holder.MatchedByHand || (await Person(holder, ct) ?? await Kept(holder, ct)) == person)
        {
            return false;
        }

        (holder.PersonId, holder.State) = (null, AccountState.NotInDirectory);
        return true;
    }

    /// <summary>The id that the directory gives for the platform, else the e-mail address, else the name to sign in with.</summary>
    private async Task<Guid?> Person(ChatAccount row, CancellationToken ct)
    {
        var ids = await data
            .People.Where(person =>
                row.Platform == PlatformName.Teams
                    ? person.TeamsUserId == row.UserId
                    : row.Platform == PlatformName.Slack && person.SlackUserId == row.UserId
            )
            .Select(person => person.Id)
            .OrderBy(id => id)
            .Take(2)
            .ToListAsync(ct);
        if (ids is [var named])
        {
            return named;
        }

        foreach (var address in new[] { row.Email, row.PrincipalName }.OfType<string>().Distinct(StringComparer.Ordinal))
        {
            // Whom the directory names by another id of the platform is somebody else, whatever the address says.
            var found = await data
                .People.Where(person =>
                    person.Email == address
                    && (
                        row.Platform == PlatformName.Teams
                            ? person.TeamsUserId == null || person.TeamsUserId == ""
                            : person.SlackUserId == null || person.SlackUserId == ""
                    )
                )
                .Select(person => (Guid?)person.Id)
                .SingleOrDefaultAsync(ct);
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
