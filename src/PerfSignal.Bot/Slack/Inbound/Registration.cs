namespace PerfSignal.Bot.Slack.Inbound;

internal static class Registration
{
    /// <summary>Registers what arrives from Slack.</summary>
    public static IServiceCollection AddSlackInbound(this IServiceCollection services, SlackSettings settings)
    {
        return services;
    }
}
