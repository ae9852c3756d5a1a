using System.Net;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Google;

internal static class Registration
{
    private static readonly TimeSpan ConnectionLife = TimeSpan.FromMinutes(5);

    public static IServiceCollection AddGoogleCalendar(this IServiceCollection services, GoogleSettings settings)
    {
        // Without the factory of clients and its loggers, since addresses name people.
        services.AddSingleton(provider => Tokens(settings, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICalendar>(provider =>
            Calendar(settings, provider.GetRequiredService<GoogleTokens>(), provider.GetRequiredService<TimeProvider>())
        );
        services.AddSingleton<GoogleAccess>();
        services.AddSingleton(provider => new AccessCheck(GoogleCalendar.SourceName, provider.GetRequiredService<GoogleAccess>().Try));
        return services;
    }

    /// <exception cref="FormatException">The file is no service account's key.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    internal static GoogleTokens Tokens(GoogleSettings settings, TimeProvider clock)
    {
        var key = ServiceAccountKey.Read(settings.ServiceAccountFile!);
        return new GoogleTokens(key, settings.TokenEndpoint is { } endpoint ? new Uri(endpoint) : key.TokenUri, Handler(), clock);
    }

    internal static GoogleCalendar Calendar(GoogleSettings settings, GoogleTokens tokens, TimeProvider clock)
    {
        var http = new HttpClient(Handler());
        // Without the word gzip Google sends pages as they are (https://developers.google.com/workspace/calendar/api/guides/performance).
        http.DefaultRequestHeaders.UserAgent.ParseAdd("PerfSignalBot (gzip)");
        return new GoogleCalendar(tokens, http, new Uri(settings.BaseUrl), clock);
    }

    private static SocketsHttpHandler Handler() =>
        new()
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            AutomaticDecompression = DecompressionMethods.GZip,
            PooledConnectionLifetime = ConnectionLife,
            ConnectTimeout = TimeSpan.FromSeconds(10),
        };
}
