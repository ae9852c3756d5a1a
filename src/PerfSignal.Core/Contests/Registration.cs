using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Core.Contests;

public static class Registration
{
    /// <summary>Registers what the verbs of contests rest on, the scheduled act and the check before a send; the caller registers briefs and figures.</summary>
    public static IServiceCollection AddPerfSignalContests(this IServiceCollection services)
    {
        services.TryAddScoped<Outbox>();
        services.TryAddScoped<ContestedDrafts>();
        return services
            .AddScoped<ContestFinder>()
            .AddScoped<ContestsOverview>()
            .AddScoped<ContestedItems>()
            .AddScoped<ContestedNow>()
            .AddScoped<ContestCards>()
            .AddScoped<ContestMessages>()
            .AddScoped<ContestActs>()
            .AddScoped<Deciders>()
            .AddScoped<SentCards>()
            .AddScoped<FollowContests>()
            .AddScoped<IDeliveryCheck, ContestCheck>();
    }
}
