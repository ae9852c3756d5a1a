using PerfSignal.Bot.Teams.Inbound;
using PerfSignal.Bot.Teams.Outbound;

namespace PerfSignal.Bot.Teams;

public static class Registration
{
    /// <summary>Registers the platform Teams where it is switched on; the caller registers the product, the cards and the outbox.</summary>
    public static IServiceCollection AddPerfSignalTeams(this IServiceCollection services, TeamsSettings settings) =>
        settings.Enabled ? services.AddSingleton(settings).AddTeamsInbound(settings).AddTeamsOutbound(settings) : services;

    /// <summary>Puts the addresses of Teams into the pipeline where it is switched on.</summary>
    public static WebApplication MapPerfSignalTeams(this WebApplication app)
    {
        if (app.Services.GetService<TeamsSettings>() is not null)
        {
            app.MapTeamsInbound();
        }

        return app;
    }
}
