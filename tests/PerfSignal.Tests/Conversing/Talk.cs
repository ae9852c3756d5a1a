using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
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
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Conversing;

/// <summary>A small team that talks to the bot without a platform between, with the verbs of the product and those of tests.</summary>
internal sealed class Talk : IDisposable
{
    private static readonly Texts Texts = Texts
        .Load(Path.Combine(AppContext.BaseDirectory, "cards"))
        .Add("en", TestVerbs.Texts)
        .Add("de", TestVerbs.Texts)
        .Add("en", AskingVerbs.Texts)
        .Add("de", AskingVerbs.Texts);

    private ServiceProvider services;
    private int events;

    public Talk() => services = Build([.. AskingVerbs.All]);

    public SmallTeam Team { get; } = new();
    public Person Ana => Team.Ana;
    public TestClock Clock => Team.Clock;
    public IReadOnlyList<Dialogue> Open => Team.All<Dialogue>();

    /// <summary>The process ends and another begins over the same database.</summary>
    /// <param name="asking">The verbs of tests that the new one still knows; null for all.</param>
    public void Restart(IReadOnlyList<Verb>? asking = null)
    {
        services.Dispose();
        services = Build(asking ?? AskingVerbs.All);
    }

    public Task<Reply> Says(
        string words,
        Person? who = null,
        PlatformName on = PlatformName.Web,
        string? @event = null,
        bool aside = false
    ) => Receive(Event(who, on, @event) with { Text = words, IsAside = aside });

    public Task<Reply> Presses(string verb, string? row, Person? who = null, PlatformName on = PlatformName.Web, string? @event = null) =>
        Receive(Event(who, on, @event) with { Verb = verb, Row = row });

    public Task<Reply> Sends(Person who, PlatformName on, string @event, string verb, string? row, Dictionary<string, string> fields) =>
        Receive(Event(who, on, @event) with { Verb = verb, Row = row, Fields = fields });

    public async Task Within<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    public void Dispose()
    {
        services.Dispose();
        Team.Dispose();
    }

    private async Task<Reply> Receive(Inbound inbound)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<Conversation>().Receive(inbound, CancellationToken.None);
    }

    private Inbound Event(Person? who, PlatformName on, string? @event) =>
        new()
        {
            Platform = on,
            EventId = @event ?? $"event {Interlocked.Increment(ref events)}",
            PersonId = (who ?? Ana).Id,
        };

    private ServiceProvider Build(IReadOnlyList<Verb> asking)
    {
        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new Organization())
            .AddSingleton(Texts)
            .AddScoped(_ => Team.Open())
            .AddScoped<Access>()
            .AddScoped<Audit>()
            .AddScoped<Relations>()
            .AddScoped<FigureReader>()
            .AddScoped<ReadFigures>(scope => scope.GetRequiredService<FigureReader>().ForMany);
        collection.AddPerfSignalBriefs();
        collection.AddPerfSignalCommitments();
        collection.AddPerfSignalDelivery();
        collection.AddPerfSignalDevelopment();
        collection.AddPerfSignalFeedback();
        collection.AddPerfSignalGoals();
        collection.AddPerfSignalContests();
        collection.AddPerfSignalReviews();
        collection.AddPerfSignalPreferences();
        collection.AddPerfSignalMyData();
        collection.AddPerfSignalDrafting();
        collection.AddPerfSignalBroadcasts();
        collection.AddPerfSignalConversing([.. Verbs.All, .. TestVerbs.All, .. asking]);
        return collection.BuildServiceProvider();
    }
}
