using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Conversing;

public static class Registration
{
    /// <summary>Registers the verb table, its handlers and the conversation; the caller registers the database, texts, organisation and clock.</summary>
    /// <exception cref="InvalidOperationException">A verb or alias is given twice.</exception>
    public static IServiceCollection AddPerfSignalConversing(this IServiceCollection services, IEnumerable<Verb> verbs)
    {
        var table = new VerbTable(verbs);
        services.AddSingleton(table);
        services.AddSingleton<ReaderFactory>();
        services.TryAddSingleton(new Pages(null));
        services.TryAddSingleton(Seal.None);
        services.AddScoped<Conversation>();
        services.AddScoped<Dialogues>();
        services.AddScoped<OpenQuestion>();
        services.AddScoped<ClearCommand>();
        services.AddScoped<PurgeDialogues>();
        services.AddScoped<People.Directory>();
        services.AddScoped<PilotDoor>();
        services.AddPerfSignalPilot();
        foreach (var handler in table.All.Select(verb => verb.Handler).Distinct())
        {
            services.TryAddScoped(handler);
        }

        foreach (var plain in table.All.Select(verb => verb.PlainWords).OfType<Type>().Distinct())
        {
            services.TryAddScoped(plain);
        }

        return services;
    }
}
