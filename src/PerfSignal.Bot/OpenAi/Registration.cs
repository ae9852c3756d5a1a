using PerfSignal.Core.Drafting;

namespace PerfSignal.Bot.OpenAi;

internal static class Registration
{
    /// <summary>Registers the budget and, where a provider is set, its model as the writer of drafts; before the plain writer takes the place.</summary>
    public static IServiceCollection AddOpenAi(this IServiceCollection services, DraftingSettings settings)
    {
        services.AddSingleton(settings.Budget);
        services.AddSingleton(settings.Prices);
        if (settings.Provider != DraftingProvider.None)
        {
            services.AddSingleton(_ => new ModelConnection(settings));
            services.AddSingleton<IDraftWriter>(provider => provider.GetRequiredService<ModelConnection>().Writer);
        }

        return services;
    }
}
