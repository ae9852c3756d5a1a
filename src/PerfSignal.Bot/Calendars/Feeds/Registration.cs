using System.Net;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Feeds;

internal static class Registration
{
    public static IServiceCollection AddFeedsCalendar(this IServiceCollection services, IcsFeedSettings settings) =>
        services.AddSingleton<ICalendar>(provider =>
        {
            var clock = provider.GetRequiredService<TimeProvider>();
            return new FeedCalendar(
                settings,
                new FeedClient(new HttpClient(FeedConnection.Handler(Dns.GetHostAddressesAsync)), clock),
                clock
            );
        });
}
