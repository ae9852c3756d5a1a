using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Web.SignIn;

/// <summary>Keeps the demo sign-in, which asks for no proof, on the machine of the one who tries the product.</summary>
internal sealed class DemoGuard(WebOptions options, IHostEnvironment environment, IConfiguration configuration, IServer server)
    : IHostedLifecycleService
{
    /// <summary>Whether the demo sign-in is closed to a request.</summary>
    public static bool Refuses(HttpContext http) => !OwnMachine.Sent(http);

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (!options.DemoSignIn)
        {
            return Task.CompletedTask;
        }

        if (environment.IsProduction())
        {
            throw Refused("the environment is Production", "set ASPNETCORE_ENVIRONMENT to Development to try the product");
        }

        foreach (var platform in new[] { "Teams", "Slack" })
        {
            if (configuration.GetValue<bool>($"{platform}:Enabled"))
            {
                throw Refused($"{platform}:Enabled is set", $"set {platform}:Enabled or Web:DemoSignIn to false");
            }
        }

        Check(configuration["urls"]?.Split(';', StringSplitOptions.RemoveEmptyEntries) ?? []);
        return Task.CompletedTask;
    }

    /// <summary>Asked again when the server listens: whatever way it was told its addresses, these are the true ones.</summary>
    public Task StartedAsync(CancellationToken cancellationToken)
    {
        if (options.DemoSignIn)
        {
            Check(server.Features.Get<IServerAddressesFeature>()?.Addresses ?? []);
        }

        return Task.CompletedTask;
    }

    private static void Check(IEnumerable<string> addresses)
    {
        foreach (var address in addresses)
        {
            if (!OwnMachine.IsNamedBy(BindingAddress.Parse(address.Trim()).Host))
            {
                throw Refused($"the service listens on {address}", "listen on http://localhost:5080, or set Web:DemoSignIn to false");
            }
        }
    }

    private static InvalidOperationException Refused(string why, string mend) =>
        new($"Web:DemoSignIn lets anybody be anybody and is refused because {why}; {mend}.");

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
