using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Core.Preferences;

public static class Registration
{
    /// <summary>Registers what the verbs of preferences rest on.</summary>
    public static IServiceCollection AddPerfSignalPreferences(this IServiceCollection services)
    {
        services.TryAddScoped<PlanOccurrences>();
        services.TryAddScoped<DraftSwitches>();
        return services.AddScoped<SaveSettings>();
    }
}
