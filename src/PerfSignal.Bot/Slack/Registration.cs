using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Bot.Slack.Outbound;

namespace PerfSignal.Bot.Slack;

public static class Registration
{
    /// <summary>Registers the platform Slack where it is switched on; the caller registers the product, the cards and the outbox.</summary>
    public static IServiceCollection AddPerfSignalSlack(this IServiceCollection services, SlackSettings settings) =>
        settings.Enabled ? services.AddSingleton(settings).AddSlackInbound(settings).AddSlackOutbound(settings) : services;

    /// <summary>Puts the addresses of Slack into the pipeline where it is switched on.</summary>
    public static WebApplication MapPerfSignalSlack(this WebApplication app)
    {
        if (app.Services.GetService<SlackSettings>() is not null)
        {
            Endpoints.Map(app);
        }

        return app;
    }
}
