using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

/// <summary>What a platform says about one of its accounts; null where it said nothing this time.</summary>
/// <remarks>Only what the platform itself answers or signs may come in here: by it a person is known.</remarks>
public sealed record ChatIdentity(PlatformName Platform, string Workspace, string UserId)
{
    public string? Email { get; init; }
    public string? PrincipalName { get; init; }
    public string? Name { get; init; }
    public string? ConversationId { get; init; }
    public string? ServiceUrl { get; init; }
    public string? Address { get; init; }
}

/// <summary>Keeps the accounts of the chat platforms and finds the person whom each stands for.</summary>
public sealed class Accounts(PerfSignalData data, TimeProvider clock)
{
    private DbSet<ChatAccount> Rows => data.Set<ChatAccount>();

    public Task<ChatAccount?> Find(PlatformName platform, string workspace, string userId, CancellationToken ct) =>
        Rows.SingleOrDefaultAsync(row => row.Platform == platform && row.Workspace == workspace && row.UserId == userId, ct);

    /// <summary>The account by which a person is reached on a platform; null where there is none.</summary>
    public Task<ChatAccount?> Of(Guid person, PlatformName platform, CancellationToken ct) =>
        Rows.Where(row => row.PersonId == person && row.Platform == platform && row.RemovedAt == null)
            .OrderByDescending(row => row.LastSeen)
            .FirstOrDefaultAsync(ct);

    /// <summary>Takes in what the platform says of an account that wrote or was looked up, and matches it; the caller saves.</summary>
    public async Task<ChatAccount> Heard(ChatIdentity identity, CancellationToken ct)
    {
        var now = clock.Now();
        var row =
            await Find(identity.Platform, identity.Workspace, identity.UserId, ct)
            ?? data.Add(
                new ChatAccount
                {
                    Id = clock.NewId(),
                    Platform = identity.Platform,
                    Workspace = identity.Workspace,
                    UserId = identity.UserId,
                    FirstSeen = now,
                    LastSeen = now,
                    State = AccountState.NotInDirectory,
                }
            ).Entity;
        row.LastSeen = now;
        row.RemovedAt = null;
        row.Email = identity.Email?.Trim().ToLowerInvariant() ?? row.Email;
        row.PrincipalName = identity.PrincipalName?.Trim().ToLowerInvariant() ?? row.PrincipalName;
        row.Name = identity.Name ?? row.Name;
        row.ConversationId = identity.ConversationId ?? row.ConversationId;
        row.ServiceUrl = identity.ServiceUrl ?? row.ServiceUrl;
        row.Address = identity.Address ?? row.Address;
        await Match(row, ct);
        return row;
    }

    /// <summary>Tries again what is not matched, as after an import of people; the caller saves.</summary>
    /// <returns>How many are matched now that were not.</returns>
    public async Task<int> MatchOpen(CancellationToken ct)
    {
        var open = await Rows.Where(row => row.State != AccountState.Matched).ToListAsync(ct);
        foreach (var row in open)
        {
            await Match(row, ct);
        }

        return open.Count(row => row.State == AccountState.Matched);
    }

    /// <summary>Somebody of HR says who an account is; the caller has asked Access, writes the audit entry and saves.</summary>
    public static void Link(ChatAccount account, Person person)
    {
        account.PersonId = person.Id;
        account.State = AccountState.Matched;
        account.MatchedByHand = true;
    }

    private async Task Match(ChatAccount row, CancellationToken ct)
    {
        if (row.MatchedByHand)
        {
            return;
        }

        var person = await Person(row, ct);
        if (person is null)
        {
            (row.PersonId, row.State) = (null, AccountState.NotInDirectory);
        }
        else if (await Taken(row, person.Value, ct))
        {
            (row.PersonId, row.State) = (null, AccountState.AlreadyTaken);
        }
        else
        {
            (row.PersonId, row.State) = (person, AccountState.Matched);
        }
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

    private async Task<bool> Taken(ChatAccount row, Guid person, CancellationToken ct) =>
        Rows.Local.Any(other => other.Id != row.Id && other.PersonId == person && other.Platform == row.Platform && other.RemovedAt == null)
        || await Rows.AnyAsync(
            other =>
                other.Id != row.Id
                && other.PersonId == person
                && other.Platform == row.Platform
                && other.Workspace == row.Workspace
                && other.RemovedAt == null,
            ct
        );
}
