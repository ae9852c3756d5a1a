using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Calendar;

public static class Registration
{
    /// <summary>Registers imports, planning and the reading of calendars; the caller registers the database, audit, organisation, clock and sources.</summary>
    public static IServiceCollection AddPerfSignalCalendar(this IServiceCollection services)
    {
        services.TryAddScoped<PilotGate>();
        return services
            .AddScoped<CalendarImport>()
            .AddScoped<PlanOccurrences>()
            .AddScoped<ExtendSeries>()
            .AddScoped<LinkCalendars>()
            .AddScoped<CalendarClaims>()
            .AddScoped<ReadCalendar>()
            .AddScoped<SyncCalendars>();
    }
}
