using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>Asks Teams who a member of a conversation is (https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context#fetch-the-roster-or-user-profile).</summary>
internal sealed class MemberLookup(Connector connector)
{
    /// <summary>Null where Teams does not say, or names another account than the activity did.</summary>
    public async Task<ChatIdentity?> Describe(Reference reference, CancellationToken ct)
    {
        var answer = await connector.Member(reference.ServiceUrl, reference.ConversationId, reference.MemberId, ct);
        if (answer is not ConnectorAnswer.Done { Body: { } member })
        {
            return null;
        }

        var user = LenientJson.Text(member, "aadObjectId") ?? LenientJson.Text(member, "objectId") ?? reference.UserId;
        if (string.IsNullOrEmpty(user) || !(reference.UserId ?? user).Equals(user, StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        string? Bounded(string name, int most) =>
            LenientJson.Text(member, name) is { Length: > 0 } text && text.Length <= most ? text : null;
        return new ChatIdentity(PlatformName.Teams, Bounded("tenantId", 64) ?? reference.TenantId, user)
        {
            // A guest may be called like a member: https://learn.microsoft.com/entra/external-id/user-properties.
            IsGuest = LenientJson.Text(member, "userRole") is { } role && IsOfOthers(role),
            Email = Bounded("email", 254),
            PrincipalName = Bounded("userPrincipalName", 254),
            Name = Bounded("name", 200),
            ConversationId = reference.ConversationId,
            ServiceUrl = reference.ServiceUrl,
            Address = reference.MemberId,
        };
    }

    private static bool IsOfOthers(string role) =>
        role.Equals("guest", StringComparison.OrdinalIgnoreCase) || role.Equals("anonymous", StringComparison.OrdinalIgnoreCase);
}
