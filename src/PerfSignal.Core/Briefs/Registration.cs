using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Briefs;

public static class Registration
{
    /// <summary>Registers evidence, cards, scheduled acts and the check before a send; the caller registers <see cref="ReadFigures"/>.</summary>
    public static IServiceCollection AddPerfSignalBriefs(this IServiceCollection services)
    {
        services.TryAddScoped<PilotGate>();
        return services
            .AddSingleton<BriefCards>()
            .AddScoped<EvidenceReader>()
            .AddScoped<EvidenceBuilder>()
            .AddScoped<LatestBriefs>()
            .AddScoped<BriefMarksReader>()
            .AddScoped<BriefFreezer>()
            .AddScoped<BriefRows>()
            .AddScoped<BriefablePairs>()
            .AddScoped<BriefChanges>()
            .AddScoped<BriefFinder>()
            .AddScoped<OwnFigures>()
            .AddScoped<BriefPrinter>()
            .AddScoped<SendDueBriefs>()
            .AddScoped<RefreshBriefs>()
            .AddScoped<TellMoves>()
            .AddScoped<IDeliveryCheck, BriefCheck>();
    }
}
