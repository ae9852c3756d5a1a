using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Cli;

/// <summary>Registers what imports and planning consist of.</summary>
public static class ImportSetup
{
    public static IServiceCollection AddImports(this IServiceCollection services) =>
        services
            .AddScoped<PeopleImport>()
            .AddScoped<CadencesImport>()
            .AddScoped<CalendarImport>()
            .AddScoped<PlanOccurrences>()
            .AddScoped<ExtendSeries>()
            .AddSingleton<ExpandSeries>(IcsReading.Expand);
}
