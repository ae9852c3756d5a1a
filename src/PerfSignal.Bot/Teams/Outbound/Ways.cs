using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>How somebody is reached in Teams.</summary>
/// <param name="ConversationId">Null where there is none yet.</param>
/// <param name="Member">What a conversation is created with: the account's id within conversations, or the Entra object id.</param>
/// <param name="PersonId">Whose account it is; null while nobody's.</param>
internal sealed record Way(string ServiceUrl, string? ConversationId, string Member, string UserId, Guid? PersonId);

/// <summary>Finds and keeps the way to people; each call with a database context of its own, since the outbox sends many messages at once.</summary>
internal sealed class Ways(IServiceScopeFactory scopes, TeamsSettings settings, ServiceHosts hosts)
{
    /// <summary>Where Teams is reached for somebody who never wrote (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/conversations/send-proactive-messages).</summary>
    public const string PublicServiceUrl = "https://smba.trafficmanager.net/teams/";

    /// <summary>The way to a person; null where there is none that the settings allow.</summary>
    public async Task<Way?> To(Person person, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var way = await accounts.Of(person.Id, PlatformName.Teams, ct) is { } account
            ? account.Workspace.Equals(settings.TenantId, StringComparison.OrdinalIgnoreCase)
                ? Of(account)
                : null
            : await ToUnheard(person, accounts, ct);
        return hosts.Allows(way?.ServiceUrl) ? way : null;
    }

    /// <summary>Those of several people to whom there is a way, as <see cref="To"/> says, each with the tenant.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Reached(IReadOnlyCollection<Person> people, CancellationToken ct)
    {
        var ids = people.Select(person => (Guid?)person.Id).ToArray();
        await using var scope = scopes.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<PerfSignalData>().Set<ChatAccount>().AsNoTracking();
        var heard = (
            await accounts
                .Where(row => EF.Parameter(ids).Contains(row.PersonId) && row.Platform == PlatformName.Teams && row.RemovedAt == null)
                .OrderByDescending(row => row.LastSeen)
                .Select(row => new { row.PersonId, row.Workspace, row.ServiceUrl })
                .ToListAsync(ct)
        )
            .GroupBy(row => row.PersonId!.Value)
            .ToDictionary(own => own.Key, own => own.First());
        var named = people
            .Where(person => !heard.ContainsKey(person.Id) && person.TeamsUserId is { Length: > 0 })
            .ToDictionary(person => person.Id, person => ChatIdentity.IdOf(PlatformName.Teams, person.TeamsUserId!));
        var users = named.Values.ToArray();
        var taken = users.Length == 0
            ? []
            : await accounts
                .Where(row =>
                    row.Platform == PlatformName.Teams && row.Workspace == settings.TenantId && EF.Parameter(users).Contains(row.UserId)
                )
                .Select(row => row.UserId)
                .ToHashSetAsync(StringComparer.Ordinal, ct);
        return heard
            .Where(own => own.Value.Workspace.Equals(settings.TenantId, StringComparison.OrdinalIgnoreCase))
            .Select(own => (Person: own.Key, Url: own.Value.ServiceUrl ?? PublicServiceUrl))
            .Concat(named.Where(one => !taken.Contains(one.Value)).Select(one => (Person: one.Key, Url: PublicServiceUrl)))
            .Where(way => hosts.Allows(way.Url))
            .ToDictionary(way => way.Person, _ => settings.TenantId);
    }

    /// <summary>Where a channel of the tenant is reached: as the settings say, else where its people were heard from last.</summary>
    public async Task<string> ToChannel(CancellationToken ct)
    {
        if (settings.ChannelServiceUrl is { } told)
        {
            return told;
        }

        await using var scope = scopes.CreateAsyncScope();
        var heard = await scope
            .ServiceProvider.GetRequiredService<PerfSignalData>()
            .Set<ChatAccount>()
            .AsNoTracking()
            .Where(row => row.Platform == PlatformName.Teams && row.Workspace == settings.TenantId && row.ServiceUrl != null)
            .OrderByDescending(row => row.LastSeen)
            .Select(row => row.ServiceUrl)
            .FirstOrDefaultAsync(ct);
        return heard ?? PublicServiceUrl;
    }

    /// <summary>The way of a conversation that a message was sent to; null where it is forgotten.</summary>
    public async Task<Way?> OfConversation(string conversation, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        var account = await data.Set<ChatAccount>()
            .AsNoTracking()
            .OrderByDescending(row => row.LastSeen)
            .FirstOrDefaultAsync(row => row.Platform == PlatformName.Teams && row.ConversationId == conversation, ct);
        return account is null ? null : Of(account);
    }

    /// <summary>Stores the conversation that was created.</summary>
    public async Task Keep(Way way, string conversation, CancellationToken ct)
    {
        try
        {
            await TryKeep(way, conversation, ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // The account was heard from for the first time in between; it is there now.
            await TryKeep(way, conversation, ct);
        }
    }

    /// <summary>A conversation that Teams does not know any more is not written to again.</summary>
    public async Task Forget(string conversation, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        await data.Set<ChatAccount>()
            .Where(row => row.Platform == PlatformName.Teams && row.ConversationId == conversation)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ConversationId, (string?)null), ct);
    }

    private static Way Of(ChatAccount account) =>
        new(
            account.ServiceUrl ?? PublicServiceUrl,
            account.ConversationId,
            account.Address ?? account.UserId,
            account.UserId,
            account.PersonId
        );

    /// <summary>Somebody whom the directory names and Teams has said nothing of; an account that is somebody else's, or was removed, is no way.</summary>
    private async Task<Way?> ToUnheard(Person person, Accounts accounts, CancellationToken ct) =>
        person.TeamsUserId is { Length: > 0 } user && await accounts.Find(PlatformName.Teams, settings.TenantId, user, ct) is null
            ? new Way(PublicServiceUrl, null, user, user, person.Id)
            : null;

    private async Task TryKeep(Way way, string conversation, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        var account =
            await accounts.Find(PlatformName.Teams, settings.TenantId, way.UserId, ct)
            ?? await accounts.Heard(new ChatIdentity(PlatformName.Teams, settings.TenantId, way.UserId), ct);
        account.ConversationId = conversation;
        await data.SaveChangesAsync(ct);
    }
}
