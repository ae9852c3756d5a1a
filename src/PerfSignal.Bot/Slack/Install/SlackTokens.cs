using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Slack.Install;

/// <summary>The token of a workspace, from the settings or from its installation, renewed in time.</summary>
internal sealed partial class SlackTokens(
    SlackSettings settings,
    SlackHttp http,
    OwnWorkspace own,
    IServiceScopeFactory scopes,
    IDataProtectionProvider protection,
    TimeProvider clock,
    ILogger<SlackTokens> log
) : IDisposable
{
    /// <summary>A token of twelve hours is renewed this long before its end, so that a while without Slack ends nothing.</summary>
    public static Duration Early { get; } = Duration.FromMinutes(45);

    /// <summary>Ends of a token that no waiting mends: the app was removed there (https://docs.slack.dev/reference/methods/auth.test).</summary>
    public static IReadOnlySet<string> Ended { get; } = new HashSet<string>(StringComparer.Ordinal) { "account_inactive", "token_revoked" };

    private readonly ConcurrentDictionary<string, SemaphoreSlim> renewals = new(StringComparer.Ordinal);

    /// <returns>The token, or what to answer instead of asking Slack.</returns>
    public async Task<(string? Token, SlackAnswer? Without)> Of(string workspace, CancellationToken ct)
    {
        if (settings.BotToken is { } token)
        {
            var (known, trouble) = await own.Id(ct);
            return known is null ? (null, trouble)
                : known == workspace ? (token, null)
                : (null, new SlackAnswer.Refused("no_installation"));
        }

        if (await Load(workspace, ct) is not { Row: var row, Secret: { } secret })
        {
            return (null, new SlackAnswer.Refused("no_installation"));
        }

        return row.TokenEndsAt is { } ends && ends - clock.Now() < Early && secret.Refresh is not null
            ? await Renewed(workspace, ct)
            : (secret.Token, null);
    }

    /// <summary>The workspaces to which a token is held; null while that of the settings has not said whose it is.</summary>
    public async Task<IReadOnlyList<string>?> Workspaces(CancellationToken ct)
    {
        if (settings.BotToken is not null)
        {
            var (id, trouble) = await own.Id(ct);
            return id is not null ? [id]
                : trouble is SlackAnswer.Refused refused && Ended.Contains(refused.Error) ? []
                : null;
        }

        await using var scope = scopes.CreateAsyncScope();
        return await Rows(scope).Where(row => row.RevokedAt == null && row.Secret != null).Select(row => row.Workspace).ToListAsync(ct);
    }

    /// <summary>Takes in a new installation, or a new one of a workspace that was there.</summary>
    public async Task Keep(SlackGrant grant, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        var now = clock.Now();
        var row =
            await data.Set<Installation>().FindAsync([PlatformName.Slack, grant.Workspace], ct)
            ?? data.Add(
                new Installation
                {
                    Platform = PlatformName.Slack,
                    Workspace = grant.Workspace,
                    InstalledAt = now,
                }
            ).Entity;
        (row.Name, row.WholeEnterprise, row.BotUserId) = (grant.Name, grant.WholeEnterprise, grant.BotUser);
        (row.InstalledAt, row.RevokedAt) = (now, null);
        (row.Secret, row.TokenEndsAt, row.Version) = (grant.Secret.Protect(protection), now + grant.Lasts, Guid.NewGuid());
        await data.SaveChangesAsync(ct);
    }

    /// <summary>
    /// An event says that the app was removed from a workspace. Slack is asked: an event may be late, and the app installed again meanwhile. While
    /// Slack cannot be asked nothing is done, since the next call with the token finds out too.
    /// </summary>
    public async Task Doubt(string workspace, CancellationToken ct)
    {
        own.Forget();
        if (
            settings.BotToken is null
            && await Load(workspace, ct) is { Secret: { } secret }
            && (await http.Call("auth.test", secret.Token, [], ct)).Answer is SlackAnswer.Refused refused
            && (Ended.Contains(refused.Error) || refused.Error == "invalid_auth")
        )
        {
            await Revoke(workspace, ct);
        }
    }

    /// <summary>Forgets the tokens of a workspace; nobody there is written to any more.</summary>
    private async Task Revoke(string workspace, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = clock.Now();
        var changed = await Rows(scope)
            .Where(row => row.Workspace == workspace && row.RevokedAt == null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(row => row.RevokedAt, now)
                        .SetProperty(row => row.Secret, (string?)null)
                        .SetProperty(row => row.TokenEndsAt, (Instant?)null)
                        .SetProperty(row => row.Version, Guid.NewGuid()),
                ct
            );
        if (changed > 0)
        {
            LogRevoked(workspace);
        }
    }

    /// <summary>Slack says that a token has ended for good; where a newer one is held by now, that one goes on.</summary>
    public async Task Refused(string workspace, string token, CancellationToken ct)
    {
        if (settings.BotToken is not null)
        {
            own.Forget();
        }
        else if (await Load(workspace, ct) is { Secret: { } secret } && secret.Token == token)
        {
            await Revoke(workspace, ct);
        }
    }

    /// <summary>One renewal at a time in this process; between processes the row's version decides whose token is kept.</summary>
    private async Task<(string? Token, SlackAnswer? Without)> Renewed(string workspace, CancellationToken ct)
    {
        var one = renewals.GetOrAdd(workspace, _ => new SemaphoreSlim(1, 1));
        await one.WaitAsync(ct);
        try
        {
            if (await Load(workspace, ct) is not { Row: var row, Secret: { Refresh: { } refresh } secret })
            {
                return (null, new SlackAnswer.Refused("no_installation"));
            }

            if (row.TokenEndsAt - clock.Now() >= Early)
            {
                return (secret.Token, null);
            }

            // What is spent must be stored: from here on nobody gives up because they no longer wait for it.
            var (answer, _) = await http.Call("oauth.v2.access", token: null, Renewal(refresh), CancellationToken.None);
            if (answer is SlackAnswer.Good good && SlackGrant.Read(good.Body) is { } grant)
            {
                return (await Store(row, grant, CancellationToken.None), null);
            }

            return await Otherwise(workspace, row, secret, answer, ct);
        }
        finally
        {
            one.Release();
        }
    }

    private JsonObject Renewal(string refresh) =>
        new()
        {
            ["grant_type"] = "refresh_token",
            ["refresh_token"] = refresh,
            ["client_id"] = settings.ClientId,
            ["client_secret"] = settings.ClientSecret,
        };

    /// <returns>The token that counts now: the one just got, or another node's where that was first.</returns>
    private async Task<string> Store(Installation row, SlackGrant grant, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (ends, secret) = (clock.Now() + grant.Lasts, grant.Secret.Protect(protection));
        var stored = await Rows(scope)
            .Where(other => other.Workspace == row.Workspace && other.Version == row.Version)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(other => other.Secret, secret)
                        .SetProperty(other => other.TokenEndsAt, ends)
                        .SetProperty(other => other.Version, Guid.NewGuid()),
                ct
            );
        return stored == 1 || (await Load(row.Workspace, ct))?.Secret is not { } theirs ? grant.Secret.Token : theirs.Token;
    }

    /// <summary>No new token came: another node may have one, and the old one may last yet.</summary>
    private async Task<(string? Token, SlackAnswer? Without)> Otherwise(
        string workspace,
        Installation row,
        SlackSecret secret,
        SlackAnswer answer,
        CancellationToken ct
    )
    {
        if (await Load(workspace, ct) is { Secret: { } theirs } && theirs.Token != secret.Token)
        {
            return (theirs.Token, null);
        }

        LogNotRenewed(workspace, answer is SlackAnswer.Refused refused ? refused.Error : answer.GetType().Name);
        return row.TokenEndsAt > clock.Now() ? (secret.Token, null)
            : answer is SlackAnswer.Refused or SlackAnswer.Good ? (null, new SlackAnswer.Refused("token_expired"))
            : (null, new SlackAnswer.NotReached("token_not_renewed"));
    }

    private async Task<Held?> Load(string workspace, CancellationToken ct)
    {
        await using var scope = scopes.CreateAsyncScope();
        var row = await Rows(scope).AsNoTracking().SingleOrDefaultAsync(row => row.Workspace == workspace && row.RevokedAt == null, ct);
        return row?.Secret is { } text && SlackSecret.Unprotect(protection, text) is { } secret ? new Held(row, secret) : null;
    }

    private static IQueryable<Installation> Rows(AsyncServiceScope scope) =>
        scope.ServiceProvider.GetRequiredService<PerfSignalData>().Set<Installation>().Where(row => row.Platform == PlatformName.Slack);

    public void Dispose()
    {
        foreach (var one in renewals.Values)
        {
            one.Dispose();
        }
    }

    private sealed record Held(Installation Row, SlackSecret Secret);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack's workspace {Workspace} no longer has the bot; its tokens were deleted")]
    private partial void LogRevoked(string workspace);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The token of Slack's workspace {Workspace} could not be renewed: {Word}")]
    private partial void LogNotRenewed(string workspace, string word);
}
