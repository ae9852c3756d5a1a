using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>Finds who sent an activity, and keeps the way back to them as the activity says it now.</summary>
internal sealed class Callers(
    PerfSignalData data,
    Accounts accounts,
    Outbox outbox,
    DescribeMember describe,
    TeamsSettings settings,
    TimeProvider clock
)
{
    /// <summary>Names and addresses change, seldom: Teams is asked again after this.</summary>
    private static readonly Duration Fresh = Duration.FromDays(1);

    /// <summary>An invoke has five seconds in all; who Teams does not describe in time is described the next time.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public async Task<Caller> Of(Activity activity, CancellationToken ct)
    {
        if (WayBack(activity) is not { } reference)
        {
            return new Caller.Nobody();
        }

        try
        {
            return await Find(activity, reference, ct);
        }
        catch (DbUpdateException) when (!ct.IsCancellationRequested)
        {
            // Two first activities of one account side by side: the second finds what the first stored.
            data.ChangeTracker.Clear();
            return await Find(activity, reference, ct);
        }
    }

    /// <summary>Null where the activity does not say enough to answer it.</summary>
    public Reference? WayBack(Activity activity) =>
        activity is { ServiceUrl: { } url, ConversationId: { } conversation, FromId: { } member }
            ? new Reference(url, conversation, member, activity.FromUser, settings.TenantId)
            : null;

    /// <summary>The bot was taken away: until the account is heard from again, nothing is sent to it.</summary>
    public async Task Remove(Activity activity, CancellationToken ct)
    {
        if (
            activity.FromUser is { } user
            && await accounts.Find(PlatformName.Teams, settings.TenantId, user, ct) is { RemovedAt: null } account
        )
        {
            account.RemovedAt = clock.Now();
            await data.SaveChangesAsync(ct);
        }
    }

    private async Task<Caller> Find(Activity activity, Reference reference, CancellationToken ct)
    {
        var before = reference.UserId is { } user ? await accounts.Find(PlatformName.Teams, settings.TenantId, user, ct) : null;
        var said = IsStale(before) ? await Describe(reference, ct) : null;
        if (said is not null && reference.UserId is { } told && !told.Equals(said.UserId, StringComparison.OrdinalIgnoreCase))
        {
            // An answer about somebody else is no answer.
            said = null;
        }

        if (await IsGuest(reference, before, said, ct))
        {
            return new Caller.Guest();
        }

        if ((reference.UserId ?? said?.UserId) is not { } id)
        {
            return new Caller.Nobody();
        }

        var identity = (said ?? new ChatIdentity(PlatformName.Teams, settings.TenantId, id)) with
        {
            UserId = id,
            Workspace = settings.TenantId,
            ConversationId = activity.IsPersonal ? reference.ConversationId : null,
            ServiceUrl = reference.ServiceUrl,
            Address = reference.MemberId,
        };
        var account = before;
        if (account is null || said is not null || !IsAsKept(account, identity))
        {
            account = await accounts.Heard(identity with { Name = said?.Name ?? before?.Name ?? activity.All["from"]["name"].Id(200) }, ct);
            await data.SaveChangesAsync(ct);
        }

        var person = account.PersonId is { } known ? await data.People.FindAsync([known], ct) : null;
        if (person is null || !person.WorksOn(clock.Today(person.Zone)))
        {
            return new Caller.Unmatched(account);
        }

        if (await data.Set<Unreachable>().AnyAsync(row => row.PersonId == person.Id && row.Platform == PlatformName.Teams, ct))
        {
            await outbox.HeardFrom(person.Id, PlatformName.Teams, ct);
        }

        return new Caller.Known(account, person);
    }

    private async Task<ChatIdentity?> Describe(Reference reference, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await describe(reference, either.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return null;
        }
    }

    private bool IsStale(ChatAccount? account) =>
        account is null || account is { PersonId: null, Email: null, PrincipalName: null } || account.LastSeen + Fresh <= clock.Now();

    /// <summary>An account that nobody was found for is tried again each time: the directory may know them by now.</summary>
    private static bool IsAsKept(ChatAccount account, ChatIdentity identity) =>
        account is { PersonId: not null, RemovedAt: null }
        && (identity.ConversationId is null || account.ConversationId == identity.ConversationId)
        && account.ServiceUrl == identity.ServiceUrl
        && account.Address == identity.Address;

    /// <summary>
    /// Teams calls somebody of another organisation by a name with `#EXT#`, or says no address of theirs at all
    /// (https://learn.microsoft.com/entra/external-id/user-properties).
    /// </summary>
    private async Task<bool> IsGuest(Reference reference, ChatAccount? before, ChatIdentity? said, CancellationToken ct)
    {
        if (said is not null && (said.IsGuest || !said.Workspace.Equals(settings.TenantId, StringComparison.OrdinalIgnoreCase)))
        {
            return true;
        }

        if ((said?.PrincipalName ?? before?.PrincipalName)?.Contains("#EXT#", StringComparison.OrdinalIgnoreCase) == true)
        {
            return true;
        }

        // Whom the directory names by this very account needs no address.
        return said is { Email: null, PrincipalName: null }
            && before?.PersonId is null
            && !await data.People.AnyAsync(person => person.TeamsUserId == (reference.UserId ?? said.UserId), ct);
    }
}
