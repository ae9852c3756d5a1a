using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bench;

/// <summary>The served outbox against a stand-in of Teams that takes 50 calls a second: how near it comes, and whether one call is rejected.</summary>
internal static class PaceBench
{
    private const string Tenant = "99999999-8888-7777-6666-555555555555";

    /// <summary>The pace rises from 30 to 50 calls a second within these.</summary>
    private const int Ramp = 200;

    public static async Task<int> Run(Options options)
    {
        await using var teams = new TeamsGate(50, slow: true);
        await teams.Start();
        await using var database = new BenchDatabase(options);
        await database.Make();
        await Fill(database, teams.Address, options.Count, first: 0, send: null);
        using var service = new ServiceProcess([.. database.Settings, .. Teams(teams)]);
        using var looks = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        var most = 0L;
        while (await Waiting(database) > 0 && await looks.WaitForNextTickAsync())
        {
            most = Math.Max(most, service.ResidentMegabytes);
            if (service.Ended || watch.Elapsed > TimeSpan.FromSeconds(60 + (options.Count / 20)))
            {
                Console.WriteLine($"FAILED: {await Waiting(database)} messages are still waiting");
                return 1;
            }
        }

        var (all, steady) = (teams.Rate, teams.RateAfter(Math.Min(Ramp, options.Count / 2)));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{teams.Taken} calls at {all:0.00}/s ({steady:0.00}/s after the rise), {teams.Rejected} rejected, 51 calls never within less than {teams.Nearest.TotalMilliseconds:0} ms; {most} MB resident at most"
            )
        );
        var right = teams.Messages.Count == options.Count && teams.Messages.Values.All(count => count == 1);
        Console.WriteLine(right ? "everybody got one message" : "FAILED: not everybody got one message");
        return right && teams.Rejected == 0 && (all >= 49 || options.Count < 10_000) ? 0 : 1;
    }

    /// <summary>Settings that lead the service to the stand-in.</summary>
    public static IEnumerable<(string Key, string Value)> Teams(TeamsGate teams) =>
        [
            ("Teams:Enabled", "true"),
            ("Teams:AppId", "11111111-2222-3333-4444-555555555555"),
            ("Teams:TenantId", Tenant),
            ("Teams:ClientSecret", "bench"),
            ("Teams:TokenEndpoint", teams.Address + "token"),
            ("Teams:AllowedServiceHosts:0", new Uri(teams.Address).Authority),
        ];

    private static async Task<int> Waiting(BenchDatabase database)
    {
        var waiting = 0;
        await database.Within<PerfSignalData>(async data =>
            waiting = await data.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Waiting)
        );
        return waiting;
    }

    /// <summary>People whose conversations are known, and a message for each.</summary>
    public static async Task Fill(BenchDatabase database, string serviceUrl, int count, int first, Guid? send)
    {
        foreach (var numbers in Enumerable.Range(first, count).Chunk(1000))
        {
            await database.Within<PerfSignalData>(async data =>
            {
                var now = TimeProvider.System.Now();
                foreach (var number in numbers)
                {
                    var person = new Person
                    {
                        Id = Guid.CreateVersion7(),
                        Email = $"recipient{number}@example.com",
                        Name = $"Person {number}",
                        RoleFamily = "sales",
                        Department = "Sales",
                        Location = "Berlin",
                        TimeZone = "Europe/Berlin",
                        HireDate = new LocalDate(2020, 1, 1),
                    };
                    data.Add(person);
                    data.Add(
                        new ChatAccount
                        {
                            Id = Guid.CreateVersion7(),
                            Platform = PlatformName.Teams,
                            Workspace = Tenant,
                            UserId = Guid.NewGuid().ToString(),
                            ConversationId = $"c{number}",
                            ServiceUrl = serviceUrl,
                            PersonId = person.Id,
                            State = AccountState.Matched,
                            FirstSeen = now,
                            LastSeen = now,
                        }
                    );
                    data.Add(
                        new DeliveryRow
                        {
                            Id = Guid.CreateVersion7(),
                            RecipientId = person.Id,
                            Act = DeliveryAct.Send,
                            Card = Answers.Said,
                            Model = """{"text":"The review of the second half begins today."}""",
                            Language = "en",
                            DedupeKey = $"bench to {number}",
                            SendId = send,
                            Lane = Lane.Bulk,
                            NotBefore = now,
                            ExpiresAt = now + Duration.FromHours(6),
                            CreatedAt = now,
                        }
                    );
                }

                await data.SaveChangesAsync();
            });
        }
    }
}
