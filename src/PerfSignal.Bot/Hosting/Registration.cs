using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Data;
using PerfSignal.Bot.OpenAi;
using PerfSignal.Core;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Core.Development;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Core.Reviews;
using PerfSignal.Core.Signals;

namespace PerfSignal.Bot.Hosting;

public static class Registration
{
    /// <summary>Registers the product itself, for the service and for every command; platforms and the schedule come on top.</summary>
    /// <exception cref="EnvironmentProblem">The connection string is malformed.</exception>
    public static IServiceCollection AddPerfSignal(this IServiceCollection services, Settings settings)
    {
        services.AddSingleton(TimeProvider.System);
        services.AddSingleton(settings);
        services.AddSingleton(settings.Organization);
        services.AddSingleton(new Pages(settings.Web.Enabled ? settings.Web.PublicUrl : null));
        services.AddSingleton(_ => Texts.Load(Path.Combine(AppContext.BaseDirectory, "cards")));
        services.AddPerfSignalData(settings.Database);
        services.AddScoped<Audit>().AddScoped<AuditTrail>().AddScoped<Access>().AddScoped<Relations>();
        services.AddScoped<LikelyPeople>().AddScoped<OpenAccounts>().AddScoped<MatchAccounts>().AddScoped<Greeting>();
        services.AddSingleton(PaceSettings.Of(settings.Delivery.TeamsPerSecond, settings.Delivery.SlackPerSecond));
        services.AddSingleton(new DispatchSettings { OneWriter = settings.Database.Provider == DatabaseProvider.Sqlite });
        services.AddPerfSignalDelivery();
        services.AddPerfSignalConversing(Verbs.All);
        services.AddSingleton(_ => CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")));
        services.AddScoped<FigureReader>();
        services.AddScoped<ReadFigures>(provider => provider.GetRequiredService<FigureReader>().ForMany);
        services.AddScoped<QuarantineReview>();
        services.AddScoped<PurgeInbound>();
        services.AddScoped<PurgeSignIns>();
        services.AddPerfSignalBriefs();
        services.AddPerfSignalCommitments();
        services.AddPerfSignalDevelopment();
        services.AddSingleton(settings.Recognition);
        services.AddPerfSignalFeedback();
        services.AddPerfSignalGoals();
        services.AddPerfSignalContests();
        services.AddSingleton(settings.Broadcasts);
        services.AddPerfSignalBroadcasts();
        services.AddPerfSignalReviews();
        services.AddPerfSignalPreferences();
        services.AddPerfSignalMyData();
        services.AddOpenAi(settings.Drafting);
        services.AddPerfSignalDrafting();
        services.AddImports();
        return services;
    }
}
