namespace PerfSignal.Bot.Teams.Inbound;

internal static class Registration
{
    /// <summary>Registers what arrives from Teams.</summary>
    public static IServiceCollection AddTeamsInbound(this IServiceCollection services, TeamsSettings settings)
    {
        return services;
    }
}
