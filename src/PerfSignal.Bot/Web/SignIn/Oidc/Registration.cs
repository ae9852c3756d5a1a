using PerfSignal.Bot.Hosting;

namespace PerfSignal.Bot.Web.SignIn.Oidc;

internal static class Registration
{
    /// <summary>The longest that the identity provider may take for one answer, and the largest that is read.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    private const int MaxAnswer = 1024 * 1024;

    public static IServiceCollection AddOidc(this IServiceCollection services, OidcSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(provider => new IdentityProvider(settings, Http(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton(_ => new CodeExchange(settings, Http()));
        services.AddSingleton<IdTokens>();
        services.AddSingleton<RefusalPace>();
        services.AddScoped<Owner>();
        services.AddScoped<ProviderSignIn>();
        return services;
    }

    /// <summary>One connection pool per use for the life of the service; connections are renewed, so that a moved address is found.</summary>
    private static HttpClient Http() =>
        new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false })
        {
            Timeout = Patience,
            MaxResponseContentBufferSize = MaxAnswer,
        };
}
