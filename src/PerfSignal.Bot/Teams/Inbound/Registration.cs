using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Teams.Inbound;

internal static class Registration
{
    public const string Address = "/api/messages";

    /// <summary>Registers what arrives from Teams; the caller registers <see cref="DescribeMember"/> and <see cref="SayTo"/>.</summary>
    public static IServiceCollection AddTeamsInbound(this IServiceCollection services, TeamsSettings settings)
    {
        services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TeamsScheme>(TeamsScheme.Name, null);
        services.AddAuthorization();
        services
            .AddHttpClient(
                SigningKeys.Client,
                client =>
                {
                    client.Timeout = TimeSpan.FromSeconds(5);
                    client.MaxResponseContentBufferSize = 1024 * 1024;
                }
            )
            // A redirect could lead where the check of the address does not.
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler { AllowAutoRedirect = false });
        services
            .AddSingleton<SigningKeys>()
            .AddSingleton<TokenCheck>()
            .AddSingleton<Refusals>()
            .AddSingleton<Gate>()
            .AddSingleton<Messages>();
        services.TryAddSingleton<ServiceHosts>();
        services.TryAddSingleton(provider => new TeamsRenderer(
            Uri.TryCreate(provider.GetRequiredService<Settings>().Web.PublicUrl, UriKind.Absolute, out var url) ? url : null
        ));
        services.AddScoped<Callers>().AddScoped<Strangers>().AddScoped<Welcome>().AddScoped<Presence>();
        services.AddScoped<ShownCards>().AddScoped<CardInvoke>().AddScoped<DialogInvoke>().AddScoped<HandedOver>();
        services.AddScoped<MessageTurn>().AddScoped<Turns>();
        return services;
    }

    public static void MapTeamsInbound(this IEndpointRouteBuilder routes) =>
        routes
            .MapPost(Address, Messages.Receive)
            .RequireAuthorization(new AuthorizationPolicyBuilder(TeamsScheme.Name).RequireAuthenticatedUser().Build());
}
