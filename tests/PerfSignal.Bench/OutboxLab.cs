using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PerfSignal.Bot.Data;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bench;

/// <summary>An outbox over a database of its own, with a platform that answers at once, as fast as the pace lets it.</summary>
internal sealed class OutboxLab : IAsyncDisposable
{
    private readonly ServiceProvider services;
    private int queued;

    public OutboxLab(Options options, PaceSettings? pace = null)
    {
        var name = $"perfsignal_bench_{Guid.NewGuid():N}";
        var database = options.Postgres is null
            ? new DatabaseOptions { ConnectionString = $"Data Source={Path.Combine(Path.GetTempPath(), name + ".db")}" }
            : new DatabaseOptions
            {
                Provider = DatabaseProvider.Postgres,
                ConnectionString = new NpgsqlConnectionStringBuilder(options.Postgres) { Database = name }.ConnectionString,
            };
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Organization { QuietHours = "00:00-00:00" })
            .AddPerfSignalData(database)
            .AddScoped<Audit>()
            .AddSingleton(new DispatchSettings(AtOnce: options.AtOnce) { OneWriter = options.Postgres is null })
            .AddSingleton(pace ?? PaceSettings.None)
            .AddSingleton<IPlatform, Instantly>()
            .AddPerfSignalDelivery()
            .BuildServiceProvider();
    }

    public Task Make() => Within<PerfSignalData>(data => data.Database.EnsureCreatedAsync());

    public async Task<IReadOnlyList<Guid>> People(int count)
    {
        var ids = new List<Guid>();
        foreach (var numbers in Enumerable.Range(queued, count).Chunk(1000))
        {
            await Within<PerfSignalData>(async data =>
            {
                var people = numbers
                    .Select(number => new Person
                    {
                        Id = Guid.CreateVersion7(),
                        Email = $"p{Guid.NewGuid():N}@example.com",
                        Name = $"Person {number}",
                        RoleFamily = "sales",
                        Department = "Sales",
                        Location = "Berlin",
                        TimeZone = "Europe/Berlin",
                        HireDate = new LocalDate(2020, 1, 1),
                    })
                    .ToList();
                data.AddRange(people);
                await data.SaveChangesAsync();
                ids.AddRange(people.Select(person => person.Id));
            });
        }

        return ids;
    }

    /// <summary>Begins a send of many; no row of it is there yet.</summary>
    public async Task<Guid> Start()
    {
        var id = TimeProvider.System.NewId();
        await Within<PerfSignalData>(async data =>
        {
            data.Add(new BulkSend { Id = id, StartedAt = TimeProvider.System.Now() });
            await data.SaveChangesAsync();
        });
        return id;
    }

    /// <summary>So many messages, to the people in turn.</summary>
    public async Task Queue(IReadOnlyList<Guid> people, int count, Guid? send = null)
    {
        var model = CardJson.Write(new { Title = "Hello", Text = new string('x', 2000) });
        foreach (var numbers in Enumerable.Range(0, count).Chunk(1000))
        {
            await using var scope = services.CreateAsyncScope();
            var now = TimeProvider.System.Now();
            var rows = numbers.Select(number => new DeliveryRow
            {
                Id = TimeProvider.System.NewId(),
                RecipientId = people[number % people.Count],
                Act = DeliveryAct.Send,
                Card = "note",
                Model = model,
                Language = "en",
                DedupeKey = $"bench {queued++}",
                SendId = send,
                Lane = Lane.Bulk,
                NotBefore = now,
                ExpiresAt = now + Duration.FromHours(3),
                CreatedAt = now,
            });
            await scope.ServiceProvider.GetRequiredService<Outbox>().Queue([.. rows], default);
            await scope.ServiceProvider.GetRequiredService<PerfSignalData>().SaveChangesAsync();
        }
    }

    public Task Dispatch(CancellationToken ct = default) => Within<Dispatch>(dispatch => dispatch.Run(ct));

    public async Task<Account> Account(Guid? send = null)
    {
        Account? account = null;
        await Within<PerfSignalData>(async data =>
            account = await Core.Delivery.Account.Of(data.Set<DeliveryRow>().Where(row => send == null || row.SendId == send), default)
        );
        return account!;
    }

    public async ValueTask DisposeAsync()
    {
        await Within<PerfSignalData>(data => data.Database.EnsureDeletedAsync());
        await services.DisposeAsync();
    }

    private async Task Within<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    private sealed class Instantly(Pace pace) : IPlatform
    {
        public PlatformName Name => PlatformName.Teams;

        public Task<bool> Reaches(Person person, CancellationToken ct) => Task.FromResult(true);

        public async Task<DeliveryResult> Send(Message message, CancellationToken ct)
        {
            using var permit = await pace.Enter(Name, "tenant", null, ct);
            return permit.Wait is { } wait
                ? new DeliveryResult.Failed(FailureCategory.Throttled, "paced", wait) { OnlyThis = true }
                : new DeliveryResult.Delivered("c", message.DeliveryId.ToString("N"));
        }

        public Task<DeliveryResult> Update(Message message, CancellationToken ct) => Send(message, ct);

        public Task<DeliveryResult> Retract(Message message, CancellationToken ct) => Send(message, ct);
    }
}
