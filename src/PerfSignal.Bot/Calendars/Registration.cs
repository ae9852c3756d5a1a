using PerfSignal.Bot.Calendars.Feeds;
using PerfSignal.Bot.Calendars.Google;
using PerfSignal.Bot.Calendars.Graph;

namespace PerfSignal.Bot.Calendars;

public static class Registration
{
    /// <summary>Registers the calendars that are read over the network, each where it is switched on.</summary>
    public static IServiceCollection AddPerfSignalCalendars(
        this IServiceCollection services,
        GraphSettings graph,
        GoogleSettings google,
        IcsFeedSettings feeds
    )
    {
        if (graph.Enabled)
        {
            services.AddGraphCalendar(graph);
        }

        if (google.Enabled)
        {
            services.AddGoogleCalendar(google);
        }

        return feeds.Feeds.Count > 0 ? services.AddFeedsCalendar(feeds) : services;
    }
}
