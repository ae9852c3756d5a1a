using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Core.Drafting;

public static class Registration
{
    /// <summary>Registers drafts with the plain writer, unless the caller has registered another <see cref="IDraftWriter"/> before.</summary>
    public static IServiceCollection AddPerfSignalDrafting(this IServiceCollection services)
    {
        services.AddSingleton<PlainWriter>();
        services.TryAddSingleton(new DraftBudget());
        services.TryAddSingleton(new DraftPrices());
        services.TryAddScoped<DraftSwitches>();
        services.TryAddSingleton<IDraftWriter>(provider => provider.GetRequiredService<PlainWriter>());
        return services
            .AddScoped<DraftSubjects>()
            .AddScoped<DraftEvidence>()
            .AddScoped<DraftDesk>()
            .AddScoped<OpenDrafts>()
            .AddScoped<DraftList>()
            .AddScoped<DraftSheets>()
            .AddScoped<DraftOversight>()
            .AddScoped<WriteDrafts>()
            .AddScoped<IDeliveryCheck, DraftCheck>()
            .AddScoped<IDeliveryCheck, SummaryCheck>();
    }
}
