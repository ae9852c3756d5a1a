using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Core.Delivery.Queue;

namespace PerfSignal.Core.Delivery;

public static class Registration
{
    /// <summary>Registers the outbox; the caller registers the database, audit, organisation, clock, platforms and checks.</summary>
    public static IServiceCollection AddPerfSignalDelivery(this IServiceCollection services)
    {
        services.TryAddSingleton(new DispatchSettings());
        services.TryAddSingleton<Wake>();
        services.TryAddSingleton(Conversing.Seal.None);
        services.TryAddScoped<People.PilotGate>();
        services.AddScoped<Outbox>();
        services.AddScoped<Answers>();
        services.AddScoped<Ends>();
        services.AddScoped<Due>();
        services.AddSingleton<Turns>();
        services.AddScoped<Claims>();
        services.AddScoped<Reaches>();
        services.AddScoped<Leases>();
        services.AddScoped<Expiry>();
        services.AddScoped<Tidy>();
        services.AddScoped<FollowUps>();
        services.AddScoped<Sends>();
        services.AddScoped<SendWork>();
        services.AddScoped<Attempt>();
        services.AddPerfSignalPace();
        services.AddSingleton<DispatchLog>();
        services.AddScoped<Dispatch>();
        services.AddScoped<QueueView>();
        services.AddScoped<MeasureQueue>();
        return services;
    }

    /// <summary>Registers what calls to a platform wait for; without <see cref="PaceSettings"/> of its own nothing waits.</summary>
    public static IServiceCollection AddPerfSignalPace(this IServiceCollection services)
    {
        services.TryAddSingleton(PaceSettings.None);
        services.TryAddSingleton<Pace>();
        services.TryAddScoped<Permits>();
        return services;
    }
}
