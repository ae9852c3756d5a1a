namespace PerfSignal.Bot.Slack.Install;

internal static class Registration
{
    /// <summary>Registers the way to install by OAuth, where the settings name no token.</summary>
    public static IServiceCollection AddSlackInstall(this IServiceCollection services, SlackSettings settings)
    {
        if (settings.ClientId is null)
        {
            return services;
        }

        services.AddScoped<InstallLink>();
        services.AddScoped<InstallState>();
        services.AddScoped<InstallPage>();
        services.AddScoped<Installer>();
        return services;
    }

    public static WebApplication MapSlackInstall(this WebApplication app)
    {
        if (app.Services.GetService<SlackSettings>() is { ClientId: not null })
        {
            app.MapGet(InstallLink.Path, (HttpContext http, Installer installer) => installer.Begin(http));
            app.MapGet(Installer.Callback, (HttpContext http, Installer installer) => installer.End(http));
        }

        return app;
    }
}
