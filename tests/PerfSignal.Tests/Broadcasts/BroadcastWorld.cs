using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Delivery;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>
/// Hana and Hugo are HR of everyone, Dora is HR of Sales; an outbox whose platform delivers, and a clock that runs to whatever is due next. Wherever
/// it stands still the account of every broadcast is asked, and has to add up.
/// </summary>
public sealed class BroadcastWorld : IDisposable
{
    private readonly SharedDatabase database = new(inFile: false);
    private readonly ServiceProvider services;
    private readonly Organization organization;

    public BroadcastWorld(int approveAbove = 200, string quiet = "00:00-00:00", Instant? start = null, int page = 3)
    {
        Clock = start is { } at ? new TestClock(at) : new TestClock();
        organization = new Organization { QuietHours = quiet };
        Settings = new BroadcastSettings(approveAbove) { Page = page, LookAgain = Duration.FromHours(1) };
        services = Services([]);
        Hana = Make("Hana", department: "People");
        Hugo = Make("Hugo", department: "People");
        Dora = Make("Dora", department: "People");
        Save(Hana, Hugo, Dora, Hr(Hana), Hr(Hugo), Hr(Dora, "Sales"));
    }

    public TestClock Clock { get; }
    public FakePlatform Platform { get; } = new(PlatformName.Web);
    public BroadcastSettings Settings { get; }
    public Person Hana { get; }
    public Person Hugo { get; }
    public Person Dora { get; }
    public Instant Now => Clock.Now();

    public static Instant At(string text) => InstantPattern.CreateWithInvariantCulture("uuuu-MM-dd'T'HH:mm'Z'").Parse(text).Value;

    public static LocalDate Day(string text) => LocalDatePattern.Iso.Parse(text).Value;

    public static LocalTime Time(string text) => LocalTimePattern.CreateWithInvariantCulture("HH:mm").Parse(text).Value;

    public PerfSignalData Open(params IInterceptor[] interceptors) => database.Open(interceptors);

    /// <summary>Another node on the same database.</summary>
    public ServiceProvider Services(IInterceptor[] interceptors) =>
        new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(organization)
            .AddSingleton(SmallTeam.Texts)
            .AddSingleton(new DispatchSettings(AtOnce: 1))
            .AddSingleton(Settings)
            .AddSingleton<ReaderFactory>()
            .AddScoped(_ => database.Open(interceptors))
            .AddScoped<Audit>()
            .AddScoped<Relations>()
            .AddScoped<Access>()
            .AddPerfSignalDelivery()
            .AddPerfSignalBroadcasts()
            .AddSingleton<IPlatform>(Platform)
            .BuildServiceProvider(validateScopes: true);

    public Person Make(string name, string zone = "Europe/Berlin", string department = "Sales", Action<Person>? change = null)
    {
        var person = new Person
        {
            Id = Guid.NewGuid(),
            Email = name.ToLowerInvariant() + "@example.com",
            Name = name,
            RoleFamily = "sales",
            Department = department,
            Location = "Berlin",
            TimeZone = zone,
            HireDate = new LocalDate(2010, 1, 1),
        };
        change?.Invoke(person);
        return person;
    }

    public Person Add(string name, string zone = "Europe/Berlin", string department = "Sales", Action<Person>? change = null)
    {
        var person = Make(name, zone, department, change);
        Save(person);
        return person;
    }

    public List<Person> AddMany(int count, string zone = "Europe/Berlin", string department = "Sales", string prefix = "p")
    {
        var people = Enumerable.Range(0, count).Select(i => Make($"{prefix}{i:D4}", zone, department)).ToList();
        Save([.. people]);
        return people;
    }

    public static PersonRole Hr(Person person, string? department = null) =>
        new()
        {
            Id = Guid.NewGuid(),
            PersonId = person.Id,
            Kind = RoleKind.Hr,
            Department = department,
        };

    public static ReportingLine Line(Person report, Person manager, LocalDate? from = null, LocalDate? until = null) =>
        new()
        {
            Id = Guid.NewGuid(),
            ReportId = report.Id,
            ManagerId = manager.Id,
            From = from ?? new LocalDate(2010, 1, 1),
            Until = until,
        };

    public void Save(params object[] entities)
    {
        using var data = Open();
        data.AddRange(entities);
        data.SaveChanges();
    }

    public void Change<T>(Guid id, Action<T> change)
        where T : class
    {
        using var data = Open();
        change(data.Find<T>(id)!);
        data.SaveChanges();
    }

    public void Remove<T>(System.Linq.Expressions.Expression<Func<T, bool>> which)
        where T : class
    {
        using var data = Open();
        data.Set<T>().Where(which).ExecuteDelete();
    }

    public async Task<TResult> Do<T, TResult>(Func<T, Task<TResult>> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public Task<BroadcastResult> Act(Func<BroadcastActs, Task<BroadcastResult>> act) => Do(act);

    public static AudienceRule Sales { get; } = new() { Departments = ["Sales"] };

    public static BroadcastWish Wish(AudienceRule? rule = null, string? local = null, SendTiming? timing = null, int hours = 48)
    {
        var parts = local?.Split(' ');
        return new BroadcastWish(
            "Goals",
            "free",
            "Please set your goals.",
            "Bitte setze deine Ziele.",
            null,
            rule ?? Sales,
            timing ?? (local is null ? SendTiming.Now : SendTiming.RecipientTime),
            parts is null ? null : Day(parts[0]),
            parts is null ? null : Time(parts[1]),
            hours
        );
    }

    public async Task<Guid> Draft(BroadcastWish wish, Person? by = null) =>
        (await Act(acts => acts.Save(new((by ?? Hana).Id), null, wish, default))).ShouldBeOfType<BroadcastResult.Done>().Broadcast.Id;

    public async Task<Guid> Requested(BroadcastWish wish, Person? by = null)
    {
        var id = await Draft(wish, by);
        (await Act(acts => acts.Request(new((by ?? Hana).Id), id, default))).ShouldBeOfType<BroadcastResult.Done>();
        return id;
    }

    public Broadcast Stored(Guid id)
    {
        using var data = Open();
        return data.Set<Broadcast>().Single(one => one.Id == id);
    }

    public IReadOnlyList<DeliveryRow> Rows(Guid id)
    {
        using var data = Open();
        return [.. data.Set<DeliveryRow>().Where(row => row.SendId == id && row.Act == DeliveryAct.Send).OrderBy(row => row.Id)];
    }

    public DeliveryRow? Row(Guid id, Person person) => Rows(id).SingleOrDefault(row => row.RecipientId == person.Id);

    /// <summary>What the person was brought by the platform, in order.</summary>
    public IReadOnlyList<(DeliveryAct Act, string Text)> Got(Person person) =>
        [
            .. Platform
                .Asked.Where(one => one.Message.Recipient.Id == person.Id)
                .Select(one => (one.Act, one.Message.Model["text"]?.GetValue<string>() ?? "")),
        ];

    public Task<Progress?> Progress(Guid id, Person? viewer = null) =>
        Do<BroadcastProgress, Progress?>(progress => progress.Of(new((viewer ?? Hana).Id), id, default));

    public async Task<List<ReportLine>> Report(Guid id, Person? viewer = null)
    {
        await using var scope = services.CreateAsyncScope();
        var lines = new List<ReportLine>();
        await foreach (var line in scope.ServiceProvider.GetRequiredService<BroadcastReport>().Lines(new((viewer ?? Hana).Id), id, default))
        {
            lines.Add(line);
        }

        return lines;
    }

    public async Task MakeRows(ServiceProvider? node = null)
    {
        await using var scope = (node ?? services).CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<SendBroadcasts>().Run(default);
    }

    public Task Dispatch() =>
        Do<Dispatch, bool>(async dispatch =>
        {
            await dispatch.Run(default);
            return true;
        });

    /// <summary>What the service does at this instant.</summary>
    public async Task Tick()
    {
        await Step();
        // The outbox ends a send in the round after its last row.
        await Step();
        await AddsUp();
    }

    private async Task Step()
    {
        await MakeRows();
        await Dispatch();
        await MakeRows();
    }

    /// <summary>Lets time pass: the clock stops wherever something is due.</summary>
    public async Task Until(Instant end)
    {
        await Step();
        while (Now < end)
        {
            Clock.Set(Instant.Min(end, Next() ?? end));
            await Step();
        }

        await Tick();
    }

    public Task Pass(Duration time) => Until(Now + time);

    private Instant? Next()
    {
        using var data = Open();
        return data.Set<Broadcast>()
            .Where(one => one.NextAt != null)
            .Select(one => one.NextAt!.Value)
            .AsEnumerable()
            .Concat(data.Set<DeliveryRow>().Where(row => row.State == DeliveryState.Waiting).Select(row => row.NotBefore))
            .Where(at => at > Now)
            .Select(at => (Instant?)at)
            .DefaultIfEmpty(null)
            .Min();
    }

    /// <summary>Sent, failed, excluded, cancelled, expired, waiting and still to come are the whole audience; nobody is in it twice.</summary>
    public async Task AddsUp()
    {
        List<Guid> all;
        using (var data = Open())
        {
            all = [.. data.Set<Broadcast>().Select(one => one.Id)];
        }

        foreach (var id in all)
        {
            var one = Stored(id);
            var viewer = one.State == BroadcastState.Draft ? new Viewer(one.AuthorId) : new Viewer(Hugo.Id);
            var progress = await Do<BroadcastProgress, Progress?>(progress => progress.Of(viewer, id, default));
            progress.ShouldNotBeNull();
            progress.Account.AddsUp.ShouldBeTrue();
            var listed = await Do<BroadcastAccounts, IReadOnlyDictionary<Guid, Account>>(accounts => accounts.Of([id], default));
            listed.GetValueOrDefault(id, new Account(0, 0, 0, 0, 0, 0, 0)).ShouldBe(progress.Account, "the list counts as the page does");
            var rows = Rows(id);
            rows.Select(row => row.RecipientId).ShouldBeUnique();
            progress.Account.Audience.ShouldBe(rows.Count);
            rows.Where(row => row.State is not (DeliveryState.Sent or DeliveryState.Waiting)).ShouldAllBe(row => row.Reason != null);
            var report = await Do<BroadcastReport, int>(async report =>
            {
                var lines = 0;
                await foreach (var line in report.Lines(viewer, id, default))
                {
                    lines++;
                }

                return lines;
            });
            report.ShouldBe(progress.Audience);
            if (one.State == BroadcastState.Done)
            {
                (progress.Account.Waiting, progress.NotYetMade).ShouldBe((0, 0));
            }
        }
    }

    public void Dispose()
    {
        services.Dispose();
        database.Dispose();
    }
}
