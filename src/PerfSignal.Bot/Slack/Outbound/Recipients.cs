using Microsoft.EntityFrameworkCore;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>The Slack accounts of people, and the conversations with them.</summary>
internal sealed class Recipients(IServiceScopeFactory scopes, SlackTokens tokens)
{
    /// <summary>The person's accounts, the one heard from last first, and whether the app is installed where each is, as far as is known.</summary>
    public async Task<IReadOnlyList<(ChatAccount Account, bool Alive)>> Of(Guid person, CancellationToken ct)
    {
        List<ChatAccount> accounts;
        await using (var scope = scopes.CreateAsyncScope())
        {
            accounts = await scope
                .ServiceProvider.GetRequiredService<PerfSignalData>()
                .Set<ChatAccount>()
                .AsNoTracking()
                .Where(row => row.PersonId == person && row.Platform == PlatformName.Slack && row.RemovedAt == null)
                .OrderByDescending(row => row.LastSeen)
                .ToListAsync(ct);
        }

        if (accounts.Count == 0)
        {
            return [];
        }

        var workspaces = await tokens.Workspaces(ct);
        return [.. accounts.Select(account => (account, workspaces?.Contains(account.Workspace) != false))];
    }

    /// <summary>Those of several people who have an account where the app is installed, each with the workspace that <see cref="Of"/> names first.</summary>
    public async Task<IReadOnlyDictionary<Guid, string>> Reached(IReadOnlyCollection<Person> people, CancellationToken ct)
    {
        var ids = people.Select(person => (Guid?)person.Id).ToArray();
        await using var scope = scopes.CreateAsyncScope();
        var accounts = await scope
            .ServiceProvider.GetRequiredService<PerfSignalData>()
            .Set<ChatAccount>()
            .Where(row => EF.Parameter(ids).Contains(row.PersonId) && row.Platform == PlatformName.Slack && row.RemovedAt == null)
            .OrderByDescending(row => row.LastSeen)
            .Select(row => new { row.PersonId, row.Workspace })
            .ToListAsync(ct);
        if (accounts.Count == 0)
        {
            return new Dictionary<Guid, string>();
        }

        var workspaces = await tokens.Workspaces(ct);
        return accounts
            .Where(account => workspaces?.Contains(account.Workspace) != false)
            .GroupBy(account => account.PersonId!.Value)
            .ToDictionary(own => own.Key, own => own.First().Workspace);
    }

    public async Task Keep(ChatAccount account, string? conversation, CancellationToken ct)
    {
        account.ConversationId = conversation;
        await using var scope = scopes.CreateAsyncScope();
        await scope
            .ServiceProvider.GetRequiredService<PerfSignalData>()
            .Set<ChatAccount>()
            .Where(row => row.Id == account.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(row => row.ConversationId, conversation), ct);
    }
}
