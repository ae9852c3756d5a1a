using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Delivery;

/// <summary>An outbox over a database, with a clock that stands still and platforms that answer as told.</summary>
public sealed class OutboxWorld : IDisposable
{
    private readonly TestDatabase? database;
    private readonly Func<PerfSignalData> open;
    private readonly ServiceProvider services;
    private int queued;

    public OutboxWorld(
        Func<PerfSignalData>? open = null,
        TestClock? clock = null,
        DispatchSettings? settings = null,
        params IPlatform[] platforms
    )
    {
        database = open is null ? new TestDatabase() : null;
        this.open = open ?? database!.Open;
        Clock = clock ?? new TestClock();
        var collection = new ServiceCollection()
            .AddLogging(logging => logging.AddProvider(Log))
            .AddSingleton<TimeProvider>(Clock)
            .AddSingleton(new Organization())
            .AddSingleton(settings ?? new DispatchSettings(AtOnce: 1))
            .AddScoped(_ => this.open())
            .AddScoped<Audit>()
            .AddSingleton(
                new Seal(
                    (reader, text) => $"{reader:N} {text}",
                    (reader, closed) => closed.StartsWith($"{reader:N} ", StringComparison.Ordinal) ? closed[33..] : null
                )
            )
            .AddPerfSignalDelivery()
            .AddScoped<IDeliveryCheck>(_ => Check)
            .AddScoped<IDeliveryCheck, PilotNews>()
            .AddSingleton(Fakes.SmallTeam.Texts)
            .AddSingleton<ReaderFactory>();
        foreach (var platform in platforms.Length == 0 ? [Web] : platforms)
        {
            collection.AddSingleton(platform);
        }

        services = collection.BuildServiceProvider(validateScopes: true);
    }

    public static OutboxWorld With(params IPlatform[] platforms) => new(null, null, null, platforms);

    public TestClock Clock { get; }
    public FakePlatform Web { get; } = new(PlatformName.Web);
    public FakeCheck Check { get; } = new();
    public TestLog Log { get; } = new();
    public Instant Now => Instant.FromDateTimeOffset(Clock.GetUtcNow());

    public PerfSignalData Open() => open();

    public async Task<Person> Person(string name, Action<Person>? change = null)
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(),
            Email = name + "@example.com",
            Name = name,
            RoleFamily = "sales",
            Department = "Sales",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2020, 1, 1),
        };
        change?.Invoke(person);
        await using var data = Open();
        data.Add(person);
        await data.SaveChangesAsync();
        return person;
    }

    public DeliveryRow Row(
        Person to,
        Lane lane = Lane.Normal,
        string? check = null,
        Duration? after = null,
        Duration? expires = null,
        string model = "{}",
        Guid? send = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(Clock.GetUtcNow().AddMilliseconds(queued++)),
            RecipientId = to.Id,
            Act = DeliveryAct.Send,
            Card = "note",
            Model = model,
            Language = "en",
            DedupeKey = $"key {queued}",
            Lane = lane,
            NotBefore = Now + (after ?? Duration.Zero),
            ExpiresAt = Now + (expires ?? Duration.FromDays(2)),
            Check = check,
            SendId = send,
            CreatedAt = Now,
        };

    public async Task<DeliveryRow> Queue(DeliveryRow row)
    {
        await Act<Outbox>(outbox => outbox.Queue(row, default));
        return row;
    }

    public async Task<DeliveryRow> Update(DeliveryRow send, object model, Duration? after = null, string? check = null)
    {
        DeliveryRow? row = null;
        await Act<Outbox>(outbox =>
        {
            row = outbox.Update(send, model, $"update {queued++}", Now + (after ?? Duration.Zero), Now + Duration.FromDays(1), check);
            return outbox.Queue(row, default);
        });
        return row!;
    }

    public async Task<DeliveryRow> Retract(DeliveryRow send)
    {
        DeliveryRow? row = null;
        await Act<Outbox>(outbox =>
        {
            row = outbox.Retract(send, $"retract {queued++}");
            return outbox.Queue(row, default);
        });
        return row!;
    }

    public async Task Act<T>(Func<T, Task> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<T>());
        await scope.ServiceProvider.GetRequiredService<PerfSignalData>().SaveChangesAsync();
    }

    public async Task Run(CancellationToken ct = default)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<Dispatch>().Run(ct);
    }

    /// <summary>Runs the outbox again and again with the clock moved to whatever is due next, until nothing waits.</summary>
    public async Task RunOut(int rounds = 60)
    {
        for (var round = 0; round < rounds; round++)
        {
            await Run();
            await using var data = Open();
            var waiting = await data.Set<DeliveryRow>().Where(row => row.State == DeliveryState.Waiting).ToListAsync();
            if (waiting.Count == 0)
            {
                return;
            }

            Clock.Set(
                Instant.Max(Now + Duration.FromMinutes(2), waiting.Min(row => Instant.Max(row.NotBefore, row.LeaseUntil ?? row.NotBefore)))
            );
        }
    }

    public async Task<DeliveryRow> Stored(DeliveryRow row)
    {
        await using var data = Open();
        return await data.Set<DeliveryRow>().SingleAsync(other => other.Id == row.Id);
    }

    public void Dispose()
    {
        services.Dispose();
        database?.Dispose();
    }

    public sealed class FakeCheck : IDeliveryCheck
    {
        public string Name => "brief";
        public string? Reason { get; set; }
        public Exception? Throws { get; set; }
        public Guid? Subject { get; set; }

        /// <summary>What it says of many at once; null where it is asked for each.</summary>
        public Func<DeliveryRow, string?>? OfMany { get; set; }
        public int Asked { get; private set; }
        public int AskedForMany { get; private set; }

        /// <summary>Whom to bring something cannot be told to anybody.</summary>
        public Guid? Untellable { get; set; }

        public Task<string?> WhyNot(DeliveryRow row, CancellationToken ct)
        {
            Asked++;
            return Throws is null ? Task.FromResult(Reason) : throw Throws;
        }

        public Task<IReadOnlyDictionary<Guid, string>?> WhyNot(IReadOnlyCollection<DeliveryRow> rows, CancellationToken ct)
        {
            AskedForMany++;
            return Task.FromResult<IReadOnlyDictionary<Guid, string>?>(
                OfMany is null ? null : rows.Where(row => OfMany(row) is not null).ToDictionary(row => row.Id, row => OfMany(row)!)
            );
        }

        public Task<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>> About(
            IReadOnlyCollection<DeliveryRow> rows,
            CancellationToken ct
        ) =>
            rows.Any(row => row.RecipientId == Untellable)
                ? throw new InvalidOperationException("text that somebody wrote")
                : Task.FromResult<IReadOnlyDictionary<Guid, (Guid Subject, DataClass Class)>>(
                    Subject is { } subject
                        ? rows.ToDictionary(row => row.Id, _ => (subject, DataClass.Brief))
                        : new Dictionary<Guid, (Guid, DataClass)>()
                );
    }
}
