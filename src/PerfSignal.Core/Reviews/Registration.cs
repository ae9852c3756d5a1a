using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Reviews;

public static class Registration
{
    /// <summary>Registers what the verbs of review cycles need, the scheduled act and the check before a send.</summary>
    public static IServiceCollection AddPerfSignalReviews(this IServiceCollection services)
    {
        services.TryAddScoped<PilotGate>();
        services.TryAddScoped<Outbox>();
        return services
            .AddScoped<OpenSteps>()
            .AddScoped<MySteps>()
            .AddScoped<StepCards>()
            .AddScoped<StepActs>()
            .AddScoped<HrPopulations>()
            .AddScoped<CycleViewers>()
            .AddScoped<CycleFinder>()
            .AddScoped<CycleActs>()
            .AddScoped<DueNudges>()
            .AddScoped<NudgeOpenSteps>()
            .AddScoped<StepCheck>()
            .AddScoped<IDeliveryCheck>(provider => provider.GetRequiredService<StepCheck>())
            .AddScoped<IDeliveryCheck, StepOfficeCheck>();
    }
}
