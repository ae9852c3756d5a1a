namespace PerfSignal.Bot.Calendars.Graph;

internal static class Registration
{
    public static IServiceCollection AddGraphCalendar(this IServiceCollection services, GraphSettings settings)
    {
        return services;
    }
}
