using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Slack.Outbound;

internal static class Registration
{
    /// <summary>Registers what leaves for Slack.</summary>
    public static IServiceCollection AddSlackOutbound(this IServiceCollection services, SlackSettings settings)
    {
        services.AddSingleton<SlackHttp>();
        services.AddSingleton<OwnWorkspace>();
        services.AddSingleton<SlackTokens>();
        services.AddSingleton<Throttles>();
        services.AddPerfSignalPace();
        services.AddSingleton<SlackApi>();
        services.AddSingleton<CallSlack>(provider => provider.GetRequiredService<SlackApi>().Call);
        services.AddSingleton<RespondAt>(provider => provider.GetRequiredService<SlackApi>().Respond);
        services.AddSingleton<SlackRevoked>(provider =>
        {
            var tokens = provider.GetRequiredService<SlackTokens>();
            return (workspace, _, ct) => tokens.Doubt(workspace, ct);
        });
        services.AddSingleton<Recipients>();
        services.AddSingleton<Lookout>();
        services.AddSingleton<ChannelPosts>();
        services.TryAddSingleton(provider => new BlockKitRenderer(
            provider.GetService<Settings>()?.Web.PublicUrl is { } url ? new Uri(url) : null
        ));
        services.AddSingleton<SlackMessages>();
        services.AddSingleton<IPlatform, SlackPlatform>();
        services.AddSingleton<SlackTried>();
        services.AddScoped<MatchSlack>();
        return services;
    }
}
