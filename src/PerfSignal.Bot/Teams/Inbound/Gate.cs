namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>What a token cannot say about an activity by itself: whether the two belong together, and whether it comes from the organisation.</summary>
internal sealed class Gate(TeamsSettings settings, ServiceHosts hosts)
{
    /// <summary>Null for an activity that may come in.</summary>
    public Refusal? Refuses(Activity activity, Proof proof)
    {
        if (proof.ServiceUrl is not null && proof.ServiceUrl != activity.ServiceUrl)
        {
            return Refusal.TokenServiceUrl;
        }

        if (proof.ServiceUrl is not null && activity.ChannelId != "msteams")
        {
            return Refusal.Channel;
        }

        if (proof.Endorsements is { } channels && !channels.Contains(activity.ChannelId ?? ""))
        {
            return Refusal.Endorsement;
        }

        if (
            activity.Tenants.Count == 0
            || activity.Tenants.Any(tenant => !tenant.Equals(settings.TenantId, StringComparison.OrdinalIgnoreCase))
        )
        {
            return Refusal.Tenant;
        }

        return hosts.Allows(activity.ServiceUrl) ? null : Refusal.ServiceHost;
    }

    /// <summary>Who is somebody else's organisation is told so; everybody else is told nothing but that they are not let in.</summary>
    public static int Status(Refusal refusal) =>
        refusal is Refusal.Tenant or Refusal.ServiceHost ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
}
