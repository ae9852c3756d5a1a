namespace PerfSignal.Bot.Slack.Outbound;

internal static class Registration
{
    /// <summary>Registers what leaves for Slack.</summary>
    public static IServiceCollection AddSlackOutbound(this IServiceCollection services, SlackSettings settings)
    {
        return services;
    }
}
