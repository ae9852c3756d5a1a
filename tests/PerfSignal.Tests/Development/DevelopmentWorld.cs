using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Development;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Governance;
using Directory = PerfSignal.Core.People.Directory;

namespace PerfSignal.Tests.Development;

/// <summary>The small company around Ana with the verbs of development; each command is a request of its own.</summary>
internal sealed class DevelopmentWorld : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly ServiceProvider services;

    public DevelopmentWorld()
    {
        var collection = new ServiceCollection()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(Company.Organization)
            .AddSingleton(SmallTeam.Texts)
            .AddSingleton<ReaderFactory>()
            .AddScoped(_ => database.Open())
            .AddScoped<Audit>()
            .AddScoped<Relations>()
            .AddScoped<Access>()
            .AddScoped<Directory>()
            .AddScoped<ContestedNow>()
            .AddPerfSignalDevelopment();
        foreach (var handler in DevelopmentVerbs.All.Select(verb => verb.Handler).Distinct())
        {
            collection.AddScoped(handler);
        }

        services = collection.BuildServiceProvider(validateScopes: true);
        Save(Company.All);
    }

    public TestClock Clock { get; } = Company.On(new LocalDate(2026, 11, 24));

    public async Task<Reply> Do(Person by, string verb, string text = "", string? row = null, params (string Id, string Value)[] fields)
    {
        await using var scope = services.CreateAsyncScope();
        var known = DevelopmentVerbs.All.Single(one => one.Name == verb);
        return await ((IVerb)scope.ServiceProvider.GetRequiredService(known.Handler)).Handle(
            new Command
            {
                Verb = verb,
                By = by,
                Reader = new Reader(SmallTeam.Texts, "en", by.Zone, Instant.FromDateTimeOffset(Clock.GetUtcNow())),
                Platform = PlatformName.Web,
                Text = text,
                Row = row,
                Fields = fields.ToDictionary(field => field.Id, field => field.Value),
            },
            CancellationToken.None
        );
    }

    public async Task<string> Said(
        Person by,
        string verb,
        string text = "",
        string? row = null,
        params (string Id, string Value)[] fields
    ) => (await Do(by, verb, text, row, fields)).ShouldBeOfType<Reply.Said>().Text;

    public Task<string> Assess(Person by, Person whom, string level, string note = "", string competency = "communication") =>
        Said(by, "competency.assess", row: AssessCompetency.RowOf(whom, competency), fields: [("level", level), ("note", note)]);

    public async Task<string> Plan(Person by, Person whom, string text, string due = "", string review = "") =>
        await Said(
            by,
            "plan.add",
            row: whom.Id.ToString("N"),
            fields: [("text", text), ("kind", "Practice"), ("competency", "none"), ("due", due), ("review", review)]
        );

    public string RowOfItem(string text) =>
        All<PlanItem>().Single(item => item.Text == text) is var item ? $"{item.PersonId:N}.{item.Id:N}" : "";

    public async Task<T> In<T>(Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = services.CreateAsyncScope();
        return await run(scope.ServiceProvider);
    }

    public Task<int> Remind() => In(provider => provider.GetRequiredService<RemindReviews>().Run(CancellationToken.None));

    /// <summary>What is asked right before a send.</summary>
    public Task<string?> WhyNot(DeliveryRow row) =>
        In(provider => provider.GetServices<IDeliveryCheck>().Single(check => check.Name == row.Check).WhyNot(row, CancellationToken.None));

    public List<T> All<T>()
        where T : class
    {
        using var data = database.Open();
        return [.. data.Set<T>().AsNoTracking()];
    }

    public void Save(params object[] entities)
    {
        using var data = database.Open();
        data.AddRange(entities);
        data.SaveChanges();
    }

    public void Change(Action<PerfSignalData> change)
    {
        using var data = database.Open();
        change(data);
        data.SaveChanges();
    }

    public void Dispose()
    {
        services.Dispose();
        database.Dispose();
    }
}
