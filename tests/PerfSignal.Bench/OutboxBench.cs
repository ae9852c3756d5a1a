using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using Npgsql;
using PerfSignal.Bot.Data;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bench;

/// <summary>How many messages a second the outbox queues, and brings out to a platform that answers at once.</summary>
internal static class OutboxBench
{
    private const int PeoplePerMessage = 5;

    public static async Task<int> Run(Options options)
    {
        var name = $"perfsignal_bench_{Guid.NewGuid():N}";
        var file = Path.Combine(Path.GetTempPath(), name + ".db");
        var database = options.Postgres is null
            ? new DatabaseOptions { ConnectionString = $"Data Source={file}" }
            : new DatabaseOptions
            {
                Provider = DatabaseProvider.Postgres,
                ConnectionString = new NpgsqlConnectionStringBuilder(options.Postgres) { Database = name }.ConnectionString,
            };
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(TimeProvider.System)
            .AddSingleton(new Organization { QuietHours = "00:00-00:00" })
            .AddPerfSignalData(database)
            .AddScoped<Audit>()
            .AddSingleton(new DispatchSettings(AtOnce: options.AtOnce) { OneWriter = options.Postgres is null })
            .AddSingleton<IPlatform>(new Instantly())
            .AddPerfSignalDelivery()
            .BuildServiceProvider();
        try
        {
            await Within<PerfSignalData>(services, data => data.Database.EnsureCreatedAsync());
            var people = await People(services, Math.Max(1, options.Count / PeoplePerMessage));
            var watch = Stopwatch.StartNew();
            await Queue(services, people, options.Count);
            Print("queued", options.Count, watch.Elapsed);
            watch.Restart();
            var cpu = Environment.CpuUsage.TotalTime;
            await Within<Dispatch>(services, dispatch => dispatch.Run(default));
            Print("sent", options.Count, watch.Elapsed);
            Console.WriteLine($"{(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / options.Count:0.00} ms of processor time each");
            Account? account = null;
            await Within<PerfSignalData>(services, async data => account = await Account.Of(data.Set<DeliveryRow>(), default));
            Console.WriteLine($"{account}; {Environment.WorkingSet >> 20} MB resident");
            return account!.Sent == options.Count ? 0 : 1;
        }
        finally
        {
            await Within<PerfSignalData>(services, data => data.Database.EnsureDeletedAsync());
        }
    }

    private static async Task<IReadOnlyList<Guid>> People(IServiceProvider services, int count)
    {
        var people = Enumerable
            .Range(0, count)
            .Select(number => new Person
            {
                Id = Guid.CreateVersion7(),
                Email = $"p{number}@example.com",
                Name = $"Person {number}",
                RoleFamily = "sales",
                Department = "Sales",
                Location = "Berlin",
                TimeZone = "Europe/Berlin",
                HireDate = new LocalDate(2020, 1, 1),
            })
            .ToList();
        await Within<PerfSignalData>(
            services,
            async data =>
            {
                data.AddRange(people);
                await data.SaveChangesAsync();
            }
        );
        return [.. people.Select(person => person.Id)];
    }

    private static async Task Queue(IServiceProvider services, IReadOnlyList<Guid> people, int count)
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
                DedupeKey = $"bench {number}",
                Lane = Lane.Bulk,
                NotBefore = now,
                ExpiresAt = now + Duration.FromHours(1),
                CreatedAt = now,
            });
            await scope.ServiceProvider.GetRequiredService<Outbox>().Queue([.. rows], default);
            await scope.ServiceProvider.GetRequiredService<PerfSignalData>().SaveChangesAsync();
        }
    }

    private static async Task Within<T>(IServiceProvider services, Func<T, Task> work)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    private static void Print(string what, int count, TimeSpan took) =>
        Console.WriteLine($"{what} {count} in {took.TotalSeconds:0.00} s: {count / took.TotalSeconds:0}/s");

    private sealed class Instantly : IPlatform
    {
        public PlatformName Name => PlatformName.Web;

        public Task<bool> Reaches(Person person, CancellationToken ct) => Task.FromResult(true);

        public Task<DeliveryResult> Send(Message message, CancellationToken ct) =>
            Task.FromResult<DeliveryResult>(new DeliveryResult.Delivered("c", message.DeliveryId.ToString("N")));

        public Task<DeliveryResult> Update(Message message, CancellationToken ct) => Send(message, ct);

        public Task<DeliveryResult> Retract(Message message, CancellationToken ct) => Send(message, ct);
    }
}
