using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Core.Broadcasts;

public static class Registration
{
    /// <summary>Registers broadcasts; the caller registers the outbox, access, texts and the size above which a second person is asked.</summary>
    public static IServiceCollection AddPerfSignalBroadcasts(this IServiceCollection services)
    {
        services.TryAddScoped<Outbox>();
        services.TryAddScoped<Sends>();
        services.TryAddSingleton(new BroadcastSettings());
        services.TryAddScoped<PilotGate>();
        services.TryAddScoped<OpenSteps>();
        return services
            .AddSingleton<BroadcastTemplates>()
            .AddSingleton<BroadcastCards>()
            .AddScoped<AudienceFinder>()
            .AddScoped<BroadcastFinder>()
            .AddScoped<BroadcastChange>()
            .AddScoped<BroadcastWriting>()
            .AddScoped<RefusalNews>()
            .AddScoped<BroadcastApproval>()
            .AddScoped<BroadcastSteering>()
            .AddScoped<BroadcastActs>()
            .AddScoped<Exclusions>()
            .AddScoped<Reachable>()
            .AddScoped<DryRun>()
            .AddScoped<BroadcastProgress>()
            .AddScoped<BroadcastReport>()
            .AddScoped<BroadcastList>()
            .AddScoped<RowMaker>()
            .AddScoped<EditSpread>()
            .AddScoped<BroadcastTurn>()
            .AddScoped<BroadcastPhrases>()
            .AddScoped<BroadcastClocks>()
            .AddScoped<BroadcastViews>()
            .AddScoped<BroadcastAccounts>()
            .AddScoped<BroadcastAuthors>()
            .AddScoped<BroadcastPreviews>()
            .AddScoped<AudienceChoices>()
            .AddScoped<UnknownAddresses>()
            .AddScoped<FollowBroadcasts>()
            .AddScoped<SendBroadcasts>()
            .AddScoped<IDeliveryCheck, BroadcastCheck>();
    }
}
