namespace PerfSignal.Bot.Calendars.Google;

internal static class Registration
{
    public static IServiceCollection AddGoogleCalendar(this IServiceCollection services, GoogleSettings settings)
    {
        return services;
    }
}
