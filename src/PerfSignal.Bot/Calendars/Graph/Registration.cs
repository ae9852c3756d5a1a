using System.Net;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Graph;

internal static class Registration
{
    public static IServiceCollection AddGraphCalendar(this IServiceCollection services, GraphSettings settings)
    {
        // One connection pool for all; without the factory's loggers, since addresses name people.
        services.AddSingleton(provider => new GraphAccess(settings, provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<ICalendar>(provider => provider.GetRequiredService<GraphAccess>().Calendar);
        services.AddSingleton(provider => new AccessCheck(
            GraphCalendar.SourceName,
            async ct => (await provider.GetRequiredService<GraphAccess>().Token.Get(refused: null, ct)).Failed
        ));
        return services;
    }

    private sealed class GraphAccess : IDisposable
    {
        private readonly HttpClient http = new(
            new SocketsHttpHandler
            {
                // A redirect would carry the token to another host.
                AllowAutoRedirect = false,
                UseCookies = false,
                AutomaticDecompression = DecompressionMethods.All,
                ConnectTimeout = TimeSpan.FromSeconds(10),
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            }
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

        public GraphAccess(GraphSettings settings, TimeProvider clock)
        {
            Token = new GraphToken(http, settings, clock);
            Calendar = new GraphCalendar(new GraphClient(http, Token, settings, clock));
        }

        public GraphToken Token { get; }
        public GraphCalendar Calendar { get; }

        public void Dispose()
        {
            Token.Dispose();
            http.Dispose();
        }
    }
}
