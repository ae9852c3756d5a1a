using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace PerfSignal.Core.Goals;

public static class Registration
{
    /// <summary>Registers what the verbs and pages of goals share; the verbs themselves come with the verb table.</summary>
    public static IServiceCollection AddPerfSignalGoals(this IServiceCollection services)
    {
        services.TryAddScoped<GoalFinder>();
        services.TryAddScoped<GoalKeys>();
        services.TryAddScoped<GoalAsking>();
        services.TryAddScoped<GoalForest>();
        return services;
    }
}
