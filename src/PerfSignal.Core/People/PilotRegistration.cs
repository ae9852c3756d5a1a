using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Core.People;

public static class PilotRegistration
{
    /// <summary>Registers what the verbs and the page of pilot waves rest on, and the scheduled welcome.</summary>
    public static IServiceCollection AddPerfSignalPilot(this IServiceCollection services)
    {
        services.TryAddScoped<PilotGate>();
        return services
            .AddScoped<PilotDesk>()
            .AddScoped<PilotNews>()
            .AddScoped<IDeliveryCheck>(provider => provider.GetRequiredService<PilotNews>())
            .AddScoped<GreetPilot>();
    }
}
