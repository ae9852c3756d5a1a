using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Bot.Jobs;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;

namespace PerfSignal.Bot.Slack.Inbound;

internal static class Registration
{
    /// <summary>Registers what arrives from Slack.</summary>
    public static IServiceCollection AddSlackInbound(this IServiceCollection services, SlackSettings settings)
    {
        if (settings.SigningSecret.Length == 0)
        {
            throw new InvalidOperationException("Slack:SigningSecret is empty, and without it anybody could pose as Slack.");
        }

        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, SlackScheme>(SlackScheme.Name, null);
        services.AddAuthorization();
        services
            .AddSingleton<SlackSignature>()
            .AddSingleton<Refusals>()
            .AddSingleton<TurnedAway>()
            .AddSingleton<Endpoints>()
            .AddSingleton<Turn>();
        services.AddSingleton<Replies>().AddSingleton<Windows>().AddSingleton<SlackCards>();
        // The verbs need it, with the pages or without.
        services.TryAddScoped<AuditTrail>();
        services
            .AddScoped<SlackPeople>()
            .AddScoped<Answering>()
            .AddScoped<Inbox>()
            .AddScoped<HomeTab>()
            .AddScoped<Welcome>()
            .AddScoped<WorkInbox>();
        services.AddSingleton<Running>().AddSingleton<IHostedService>(provider => provider.GetRequiredService<Running>());
        services.AddKeyedSingleton<Wake>(WorkInbox.Name);
        // By its own type a second loop of jobs would count as the first one registered again.
        services.AddSingleton<IHostedService>(provider => new NodeJobs(
            provider.GetRequiredService<ActRunner>(),
            [Planned.Each<WorkInbox>(TimeSpan.FromSeconds(1), WorkInbox.Name, (act, ct) => act.Run(ct)) with { Wakes = true }],
            provider.GetRequiredKeyedService<Wake>(WorkInbox.Name),
            provider.GetRequiredService<TimeProvider>()
        ));
        return services;
    }
}
