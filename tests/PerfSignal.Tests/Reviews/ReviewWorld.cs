using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Delivery;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Reviews;

/// <summary>Olga manages Maya, Maya manages Ana and Ben; Hanna of HR and Otto, HR of Sales, stand beside; review cycles and an outbox.</summary>
public sealed class ReviewWorld : IDisposable
{
    private readonly SmallTeam team = new();
    private readonly ServiceProvider services;
    private int events;

    public ReviewWorld()
    {
        Hanna = Make("hanna@example.com", "Hanna Roth", "People");
        Otto = Make("otto@example.com", "Otto Haas", "People");
        Save(Hanna, Otto, Role(Hanna, RoleKind.Hr), Role(Otto, RoleKind.Hr, "Sales"), Line(Maya, Olga));
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(team.Clock)
            .AddSingleton(new Organization())
            .AddSingleton(SmallTeam.Texts)
            .AddSingleton(new DispatchSettings(AtOnce: 1))
            .AddScoped(_ => team.Open())
            .AddScoped<Audit>()
            .AddScoped<Relations>()
            .AddScoped<Access>()
            .AddPerfSignalDelivery()
            .AddPerfSignalReviews()
            .AddPerfSignalConversing([.. ReviewVerbs.All, CancelDialogue.Verb, ResumeDialogue.Verb])
            .AddSingleton<IPlatform>(Platform)
            .BuildServiceProvider(validateScopes: true);
    }

    public FakePlatform Platform { get; } = new(PlatformName.Web);
    public TestClock Clock => team.Clock;
    public Person Maya => team.Maya;
    public Person Ana => team.Ana;
    public Person Ben => team.Ben;
    public Person Olga => team.Olga;
    public Person Hanna { get; }
    public Person Otto { get; }
    public IReadOnlyList<DeliveryRow> Rows => [.. team.All<DeliveryRow>().OrderBy(row => row.Id)];
    public IReadOnlyList<DeliveryRow> Sends => [.. Rows.Where(row => row.Act == DeliveryAct.Send)];

    public PerfSignalData Open() => team.Open();

    public void Save(params object[] entities) => team.Save(entities);

    public List<T> All<T>()
        where T : class => team.All<T>();

    public static LocalDate Day(string iso) => LocalDatePattern.Iso.Parse(iso).Value;

    public Person Make(string email, string name, string department, string zone = "Europe/Berlin") =>
        new()
        {
            Id = Clock.NewId(),
            Email = email,
            Name = name,
            RoleFamily = "engineering",
            Department = department,
            Location = "Berlin",
            TimeZone = zone,
            HireDate = new LocalDate(2024, 1, 1),
        };

    public PersonRole Role(Person person, RoleKind kind, string? department = null) =>
        new()
        {
            Id = Clock.NewId(),
            PersonId = person.Id,
            Kind = kind,
            Department = department,
        };

    public ReportingLine Line(Person report, Person manager, string from = "2024-01-01") =>
        new()
        {
            Id = Clock.NewId(),
            ReportId = report.Id,
            ManagerId = manager.Id,
            From = Day(from),
        };

    /// <summary>An open cycle of Engineering with a self-assessment due on Wednesday 2 December and a review by the manager due a week later.</summary>
    public (ReviewCycle Cycle, CycleStep Self, CycleStep Managers) Cycle(
        Action<ReviewCycle>? change = null,
        string self = "2026-12-02",
        string managers = "2026-12-09"
    )
    {
        var cycle = new ReviewCycle
        {
            Id = Clock.NewId(),
            Name = "Autumn review",
            From = new LocalDate(2026, 1, 1),
            To = new LocalDate(2026, 12, 31),
            Departments = """["Engineering"]""",
            RoleFamilies = "[]",
            State = CycleState.Open,
            NudgeDaysBefore = "7,2,0",
            NudgeEveryDays = 3,
            MostNudges = 6,
            CreatedBy = Hanna.Id,
            CreatedAt = Clock.Now(),
            OpenedAt = Clock.Now(),
            Version = Guid.NewGuid(),
        };
        change?.Invoke(cycle);
        var (own, theirs) = (Step(cycle, 1, "Self-assessment", StepDoer.Self, self), Step(cycle, 2, "Review", StepDoer.Manager, managers));
        Save(cycle, own, theirs);
        return (cycle, own, theirs);
    }

    public CycleStep Step(ReviewCycle cycle, int position, string name, StepDoer doer, string due) =>
        new()
        {
            Id = Clock.NewId(),
            CycleId = cycle.Id,
            Position = position,
            Name = name,
            Doer = doer,
            Due = Day(due),
        };

    public StepDone Done(CycleStep step, Person subject, Person by) =>
        new()
        {
            Id = Clock.NewId(),
            StepId = step.Id,
            SubjectId = subject.Id,
            DoneBy = by.Id,
            At = Clock.Now(),
        };

    /// <summary>First names of those who have something open, in order.</summary>
    public Task<string> Doers(ReviewCycle cycle, CycleStep? step = null) =>
        In<OpenSteps, string>(async steps =>
        {
            var ids = await (await steps.Doers(cycle.Id, step?.Id, CancellationToken.None)).ToListAsync();
            var names = All<Person>().ToDictionary(person => person.Id, person => person.Name.Split(' ')[0]);
            return string.Join(' ', ids.Select(id => names[id]).Order(StringComparer.Ordinal));
        });

    public async Task Change<T>(Guid id, Action<T> change)
        where T : class
    {
        await using var data = Open();
        change((await data.Set<T>().FindAsync(id))!);
        await data.SaveChangesAsync();
    }

    /// <summary>Another manager from a day on.</summary>
    public async Task Hand(Person report, Person to, string from)
    {
        await Change<ReportingLine>(
            All<ReportingLine>().Single(line => line.ReportId == report.Id && line.Until == null).Id,
            line => line.Until = Day(from)
        );
        Save(Line(report, to, from));
    }

    public Task<Reply> Type(Person by, string text) => Receive(by, inbound => inbound with { Text = text });

    public Task<Reply> Press(Person by, string verb, string? row = null, params (string Id, string Value)[] fields) =>
        Receive(
            by,
            inbound => inbound with { Verb = verb, Row = row, Fields = fields.ToDictionary(field => field.Id, field => field.Value) }
        );

    public async Task<Reply> Receive(Person by, Func<Inbound, Inbound> change)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Conversation>()
            .Receive(
                change(
                    new Inbound
                    {
                        Platform = PlatformName.Web,
                        EventId = $"event {Interlocked.Increment(ref events)}",
                        PersonId = by.Id,
                    }
                ),
                CancellationToken.None
            );
    }

    public Task<int> Deliver() =>
        In<Dispatch, int>(async dispatch =>
        {
            await dispatch.Run(CancellationToken.None);
            return 0;
        });

    public async Task<TResult> In<TService, TResult>(Func<TService, Task<TResult>> act)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public void Dispose()
    {
        services.Dispose();
        team.Dispose();
    }
}
