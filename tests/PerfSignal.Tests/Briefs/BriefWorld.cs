using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Briefs;

/// <summary>Maya manages Ana; they meet at 10:00Z. Figures are given, everything else is the real thing on a real database.</summary>
public sealed class BriefWorld : IDisposable
{
    public static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 10, 0);
    public static readonly Texts Texts = Texts.Load(Path.Combine(AppContext.BaseDirectory, "cards"));
    private readonly TestDatabase database = new();
    private readonly ServiceProvider services;

    public BriefWorld()
    {
        Maya = Person("maya@example.com", "Maya Brandt");
        Ana = Person("ana@example.com", "Ana Sousa");
        Line = new ReportingLine
        {
            Id = Guid.CreateVersion7(),
            ManagerId = Maya.Id,
            ReportId = Ana.Id,
            From = new LocalDate(2025, 1, 1),
        };
        Add(Maya, Ana, Line);
        var collection = new ServiceCollection()
            .AddScoped(_ => database.Open())
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new Organization { TimeZone = "Europe/Berlin" })
            .AddSingleton(Texts)
            .AddSingleton<ReaderFactory>()
            .AddScoped<Audit>()
            .AddScoped<Relations>()
            .AddScoped<Access>()
            .AddScoped<AuditTrail>()
            .AddScoped<ReadFigures>(_ =>
                async (people, _, _) =>
                {
                    await WhileFiguresAreRead();
                    return people.Any(person => person.Id == BrokenFor)
                        ? throw new InvalidOperationException("these figures cannot be read")
                        : people.ToDictionary(person => person.Id, _ => Figures);
                }
            )
            .AddScoped<Outbox>()
            .AddPerfSignalContests()
            .AddPerfSignalMyData()
            .AddScoped<Core.People.Directory>()
            .AddSingleton<IDraftWriter>(provider => DraftWriter ?? provider.GetRequiredService<PlainWriter>())
            .AddPerfSignalDrafting()
            .AddPerfSignalBriefs();
        foreach (var handler in Known.Select(verb => verb.Handler).Distinct())
        {
            collection.AddScoped(handler);
        }

        services = collection.BuildServiceProvider(validateScopes: true);
    }

    private static IEnumerable<Verb> Known => [.. BriefVerbs.All, .. ContestVerbs.All, .. MyDataVerbs.All, .. DraftVerbs.All];

    public TestClock Clock { get; } = new(Start - Duration.FromMinutes(30));
    public Person Maya { get; }
    public Person Ana { get; }
    public ReportingLine Line { get; }
    public IReadOnlyList<Figure> Figures { get; set; } = [Sample.Figure("engineering.story_points", "Story points")];

    /// <summary>Reading the figures of this person throws.</summary>
    public Guid? BrokenFor { get; set; }
    public Func<Task> WhileFiguresAreRead { get; set; } = () => Task.CompletedTask;

    /// <summary>A model to write drafts; set before the first is asked for.</summary>
    public IDraftWriter? DraftWriter { get; set; }
    public IServiceProvider Services => services;

    public static Person Person(string email, string name, string zone = "Europe/Berlin") =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Email = email,
            Name = name,
            RoleFamily = "engineering",
            Department = "Platform",
            Location = "Berlin",
            TimeZone = zone,
            HireDate = new LocalDate(2024, 3, 1),
        };

    public void Add(params object[] entities) => database.Add(entities);

    public Occurrence Meet(Instant? start = null, Person? manager = null, Person? report = null)
    {
        var at = start ?? Start;
        var occurrence = new Occurrence
        {
            Id = Guid.CreateVersion7(),
            ManagerId = (manager ?? Maya).Id,
            ReportId = (report ?? Ana).Id,
            Key = $"test:{Guid.NewGuid()}",
            Start = at,
            End = at + Duration.FromMinutes(30),
            BriefAt = at - Duration.FromMinutes(30),
            Version = Guid.NewGuid(),
        };
        Add(occurrence);
        return occurrence;
    }

    public async Task Change<T>(Guid id, Action<T> change)
        where T : class
    {
        await using var data = database.Open();
        change((await data.Set<T>().FindAsync(id))!);
        await data.SaveChangesAsync();
    }

    public async Task<TResult> In<TService, TResult>(Func<TService, Task<TResult>> act)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public async Task<List<T>> All<T>()
        where T : class
    {
        await using var data = database.Open();
        return await data.Set<T>().AsNoTracking().ToListAsync();
    }

    /// <summary>The outbox in the order in which it was written.</summary>
    public async Task<List<DeliveryRow>> Rows() => [.. (await All<DeliveryRow>()).OrderBy(row => row.Id)];

    /// <summary>Marks what waits as sent, as the outbox would.</summary>
    public async Task Deliver()
    {
        await using var data = database.Open();
        foreach (var row in await data.Set<DeliveryRow>().Where(row => row.State == DeliveryState.Waiting).ToListAsync())
        {
            row.State = DeliveryState.Sent;
        }

        await data.SaveChangesAsync();
    }

    public Task<int> Send() => In<SendDueBriefs, int>(act => act.Run(CancellationToken.None));

    public Task<int> Refresh() => In<RefreshBriefs, int>(act => act.Run(CancellationToken.None));

    public Task<int> TellMoves() => In<TellMoves, int>(act => act.Run(CancellationToken.None));

    public async Task<Evidence> Evidence(Occurrence? occurrence = null) =>
        (
            await In<EvidenceBuilder, IReadOnlyList<Evidence>>(builder =>
                builder.Build([new PairAt(Maya, Ana, occurrence?.Id, Start)], NowOf(Clock), CancellationToken.None)
            )
        )[0];

    public Reader Reader(Person person, string language = "en") => new(Texts, language, person.Zone, NowOf(Clock));

    public Task<Reply> Ask(Person by, string verb, string text = "", Guid? row = null, params (string Id, string Value)[] fields) =>
        Send(by, verb, text, row?.ToString("N"), fields);

    /// <summary>Presses a button of a card that has a longer id.</summary>
    public Task<Reply> Press(Person by, string verb, string row, params (string Id, string Value)[] fields) =>
        Send(by, verb, "", row, fields);

    private async Task<Reply> Send(Person by, string verb, string text, string? row, (string Id, string Value)[] fields)
    {
        await using var scope = services.CreateAsyncScope();
        var handler = (IVerb)scope.ServiceProvider.GetRequiredService(Known.Single(one => one.Name == verb).Handler);
        return await handler.Handle(
            new Command
            {
                Verb = verb,
                By = by,
                Reader = Reader(by),
                Platform = PlatformName.Web,
                Text = text,
                Row = row,
                Fields = fields.ToDictionary(field => field.Id, field => field.Value),
            },
            CancellationToken.None
        );
    }

    public void Dispose()
    {
        services.Dispose();
        database.Dispose();
    }

    private static Instant NowOf(TimeProvider clock) => Instant.FromDateTimeOffset(clock.GetUtcNow());
}
