namespace PerfSignal.Bot.Calendars.Feeds;

internal static class Registration
{
    public static IServiceCollection AddFeedsCalendar(this IServiceCollection services, IcsFeedSettings settings)
    {
        return services;
    }
}
