using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Goals;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Cli;

/// <summary>Registers what imports and planning consist of.</summary>
public static class ImportSetup
{
    public static IServiceCollection AddImports(this IServiceCollection services) =>
        services
            .AddScoped<Accounts>()
            .AddScoped<PeopleImport>()
            .AddScoped<FactsImport>()
            .AddScoped<GoalsImport>()
            .AddScoped<ProfilesImport>()
            .AddScoped<CadencesImport>()
            .AddPerfSignalCalendar()
            .AddSingleton<ExpandSeries>(IcsReading.Expand);
}
