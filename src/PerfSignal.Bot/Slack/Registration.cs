using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Bot.Slack.Outbound;

namespace PerfSignal.Bot.Slack;

public static class Registration
{
    /// <summary>Registers the platform Slack where it is switched on; the caller registers the product, the cards and the outbox.</summary>
    public static IServiceCollection AddPerfSignalSlack(this IServiceCollection services, SlackSettings settings) =>
        settings.Enabled
            ? services.AddSingleton(settings).AddSlackInbound(settings).AddSlackOutbound(settings).AddSlackInstall(settings)
            : services;

    /// <summary>Registers what the doctor asks about Slack; the caller registers the database and Data Protection.</summary>
    internal static IServiceCollection AddSlackCheckup(this IServiceCollection services, SlackSettings settings) =>
        services.AddSingleton(settings).AddSingleton<SlackHttp>().AddScoped<SlackCheckup>();

    /// <summary>Puts the addresses of Slack into the pipeline where it is switched on.</summary>
    public static WebApplication MapPerfSignalSlack(this WebApplication app)
    {
        app.MapSlackInstall();
        if (app.Services.GetService<SlackSettings>() is not null)
        {
            Endpoints.Map(app);
        }

        return app;
    }
}
