using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Core.Commitments;

public static class Registration
{
    /// <summary>Registers what the verbs of commitments need and the scheduled acts.</summary>
    public static IServiceCollection AddPerfSignalCommitments(this IServiceCollection services)
    {
        services.TryAddScoped<Outbox>();
        return services
            .AddScoped<CommitmentLog>()
            .AddScoped<CommitmentFinder>()
            .AddScoped<RemindOwners>()
            .AddScoped<AskAfterOneOnOne>()
            .AddScoped<IDeliveryCheck, CommitmentCheck>()
            .AddScoped<IDeliveryCheck, AfterOneOnOneCheck>();
    }
}
