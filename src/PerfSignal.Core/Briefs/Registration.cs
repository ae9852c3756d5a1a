using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Core.Briefs;

public static class Registration
{
    /// <summary>Registers evidence, cards, scheduled acts and the check before a send; the caller registers <see cref="ReadFigures"/>.</summary>
    public static IServiceCollection AddPerfSignalBriefs(this IServiceCollection services) =>
        services
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
