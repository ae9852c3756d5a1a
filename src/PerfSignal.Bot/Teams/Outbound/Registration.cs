using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Teams.Outbound;

internal static class Registration
{
    /// <summary>Registers what leaves for Teams; the caller registers the settings of Teams, the cards, the accounts and the clock.</summary>
    public static IServiceCollection AddTeamsOutbound(this IServiceCollection services, TeamsSettings settings)
    {
        services.AddTeamsCalls(settings);
        services.TryAddSingleton(provider => new TeamsRenderer(
            Uri.TryCreate(provider.GetService<Settings>()?.Web.PublicUrl, UriKind.Absolute, out var site) ? site : null
        ));
        services.AddSingleton<Ways>();
        services.AddSingleton<Activities>();
        services.AddSingleton<IPlatform, TeamsPlatform>();
        services.AddSingleton<MemberLookup>();
        services.AddSingleton<DescribeMember>(provider => provider.GetRequiredService<MemberLookup>().Describe);
        services.AddSingleton<SayTo>(provider =>
        {
            var connector = provider.GetRequiredService<Connector>();
            return async (to, text, ct) =>
                await connector.Send(
                    to.ServiceUrl,
                    to.ConversationId,
                    new JsonObject
                    {
                        ["type"] = "message",
                        ["textFormat"] = "plain",
                        ["text"] = text,
                    },
                    ct
                ) is ConnectorAnswer.Done;
        });
        return services;
    }

    /// <summary>Registers only what it takes to call Entra and the connector.</summary>
    public static IServiceCollection AddTeamsCalls(this IServiceCollection services, TeamsSettings settings)
    {
        services.TryAddSingleton<ServiceHosts>();
        services
            .AddHttpClient(Exchange.Client, client => client.Timeout = Timeout.InfiniteTimeSpan)
            // Addresses hold the ids of people's conversations, and a redirect would carry the token to another host.
            .RemoveAllLoggers()
            .ConfigurePrimaryHttpMessageHandler(() =>
                new SocketsHttpHandler
                {
                    AllowAutoRedirect = false,
                    UseCookies = false,
                    ConnectTimeout = TimeSpan.FromSeconds(5),
                    PooledConnectionLifetime = TimeSpan.FromMinutes(5),
                    MaxResponseHeadersLength = 32,
                }
            );
        services.AddSingleton<Exchange>();
        services.AddPerfSignalPace();
        services.AddSingleton<Connector>();
        services.AddSingleton(provider => new BotToken(
            provider.GetRequiredService<AskForToken>(),
            provider.GetRequiredService<TimeProvider>()
        ));
        if (settings.UseManagedIdentity)
        {
            services.AddSingleton(provider => new ManagedIdentityToken(
                ManagedIdentityToken.Of(settings),
                provider.GetRequiredService<TimeProvider>()
            ));
            services.AddSingleton<AskForToken>(provider => provider.GetRequiredService<ManagedIdentityToken>().Ask);
        }
        else
        {
            services.AddSingleton<EntraToken>();
            services.AddSingleton<AskForToken>(provider => provider.GetRequiredService<EntraToken>().Ask);
        }

        return services;
    }
}
