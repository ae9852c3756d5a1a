namespace PerfSignal.Bot.Teams.Outbound;

internal static class Registration
{
    /// <summary>Registers what leaves for Teams.</summary>
    public static IServiceCollection AddTeamsOutbound(this IServiceCollection services, TeamsSettings settings)
    {
        return services;
    }
}
