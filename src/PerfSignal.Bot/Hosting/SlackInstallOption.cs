using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Bot.Web.Protection;

namespace PerfSignal.Bot.Hosting;

/// <summary>`doctor --slack-install`: the link by which Slack is installed, for whoever can run commands beside the service.</summary>
internal static class SlackInstallOption
{
    public static async Task<int> Run(IConfiguration configuration, TextWriter output, TextWriter error, CancellationToken ct)
    {
        var settings = Settings.Read(configuration);
        if (settings.Slack is not { Enabled: true, ClientId: not null })
        {
            await error.WriteLineAsync(
                "There is nothing to install: set Slack:Enabled, Slack:ClientId and Slack:ClientSecret first, without Slack:BotToken."
            );
            return ExitCode.WrongInput;
        }

        await using var services = new ServiceCollection()
            .AddLogging()
            .AddPerfSignal(settings)
            .AddPerfSignalProtection(settings.DataProtection.KeyFile)
            .AddSlackInstall(settings.Slack)
            .BuildServiceProvider();
        await App.Prepare(services, ct);
        await using var scope = services.CreateAsyncScope();
        if (settings.Web.PublicUrl is null)
        {
            await error.WriteLineAsync(
                "Web:PublicUrl is not set, so this link works in a browser on this machine only. Set it to the https address at which Slack reaches the service."
            );
        }

        var address = settings.Web.PublicUrl ?? App.Addresses(configuration)[0];
        await output.WriteLineAsync(scope.ServiceProvider.GetRequiredService<InstallLink>().Make(address));
        await error.WriteLineAsync($"Good for {InstallLink.Lasts.TotalMinutes:0} minutes and one installation.");
        return 0;
    }
}
