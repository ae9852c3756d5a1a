using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Core.Development;

public static class Registration
{
    /// <summary>Registers what the verbs of development, their messages and the import consist of.</summary>
    public static IServiceCollection AddPerfSignalDevelopment(this IServiceCollection services)
    {
        services.TryAddScoped<Outbox>();
        return services
            .AddScoped<WhoseDevelopment>()
            .AddScoped<PlanFinder>()
            .AddScoped<AssessmentNews>()
            .AddScoped<PlanNews>()
            .AddScoped<RemindReviews>()
            .AddScoped<CompetenciesImport>()
            .AddScoped<IDeliveryCheck>(provider => provider.GetRequiredService<AssessmentNews>())
            .AddScoped<IDeliveryCheck>(provider => provider.GetRequiredService<PlanNews>());
    }
}
