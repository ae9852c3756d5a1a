using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench;

/// <summary>
/// The service in the middle of a send to very many on Teams: how fast slash commands of Slack are answered meanwhile, and how long a send to ten takes
/// that begins then.
/// </summary>
internal static class BusyBench
{
    private const int People = 10_000;
    private const int Few = 10;
    private const int PerSecond = 200;
    private const int Connections = 32;
    private const double MostMilliseconds = 150;
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(Options options)
    {
        var many = options.Recipients > 0 ? options.Recipients : 100_000;
        await using var slack = await SlackStandIn.Start();
        slack.State.Token(SlackFaultRun.Token);
        Know(slack.State);
        await using var teams = new TeamsGate(50, slow: true);
        await teams.Start();
        await using var database = new BenchDatabase(options);
        await database.Make();
        var company = new CommandCompany(database, People);
        await company.Fill();
        await Welcome(database);
        var big = await Send(database);
        await PaceBench.Fill(database, teams.Address, many, first: 0, big);
        var commands = new SignedCommands(company, SlackFaultRun.Secret);
        using var service = new ServiceProcess([.. SlackFaultRun.Settings(database, slack), .. PaceBench.Teams(teams)]);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await service.Ready() || teams.Taken == 0)
        {
            if (service.Ended || !await looks.WaitForNextTickAsync())
            {
                Console.WriteLine("FAILED: the service did not start");
                return 1;
            }
        }

        var load = new Load(service.Address, Connections, (asked, answer) => commands.IsRight(asked, answer.Span));
        await load.Closed(commands.Make(8000), TimeSpan.FromMinutes(1));
        var (before, watch) = (teams.Taken, Stopwatch.StartNew());
        var steady = load.Open(commands.Make(PerSecond * options.Seconds), PerSecond);
        using (var middle = new PeriodicTimer(TimeSpan.FromSeconds(options.Seconds / 2)))
        {
            await middle.WaitForNextTickAsync();
        }

        var few = Stopwatch.StartNew();
        var small = await Send(database);
        await PaceBench.Fill(database, teams.Address, Few, many, small);
        while (await Waiting(database, small) > 0 && few.Elapsed < TimeSpan.FromMinutes(1) && await looks.WaitForNextTickAsync()) { }

        var took = few.Elapsed;
        var result = await steady;
        var rate = (teams.Taken - before) / watch.Elapsed.TotalSeconds;
        var left = await Waiting(database, big);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{PerSecond} commands a second: p50 {result.Percentile(.5):0.0} ms, p99 {result.Percentile(.99):0.0} ms, max {result.Percentile(1):0.0} ms, {result.Wrong} of {result.Milliseconds.Count} wrong"
            )
        );
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"a send to {Few} was out after {took.TotalSeconds:0.00} s; meanwhile {rate:0.0} calls a second left to Teams, {teams.Rejected} rejected, {left} of {many} wait; {service.ResidentMegabytes} MB resident"
            )
        );
        return result.Wrong == 0 && result.Percentile(.99) < MostMilliseconds && took < Most && left > 0 ? 0 : 1;
    }

    /// <summary>Else their messages would fall back to the web after refusals.</summary>
    private static void Know(SlackState state)
    {
        for (var number = 0; number < People; number++)
        {
            var user = CommandCompany.User(number);
            state.User(user, $"p{number}@example.com", CommandCompany.Workspace);
            state.Directs[(CommandCompany.Workspace, user)] = $"D{number}";
        }
    }

    /// <summary>They met the bot before: thousands of first greetings at one moment would be another load.</summary>
    private static Task Welcome(BenchDatabase database) =>
        database.Within<PerfSignalData>(async data =>
        {
            var now = TimeProvider.System.Now();
            foreach (var id in await data.People.Select(person => person.Id).ToListAsync())
            {
                data.Add(
                    new WelcomeShown
                    {
                        PersonId = id,
                        Platform = PlatformName.Slack,
                        At = now,
                    }
                );
            }

            await data.SaveChangesAsync();
        });

    private static async Task<Guid> Send(BenchDatabase database)
    {
        var id = TimeProvider.System.NewId();
        await database.Within<PerfSignalData>(async data =>
        {
            data.Add(new BulkSend { Id = id, StartedAt = TimeProvider.System.Now() });
            await data.SaveChangesAsync();
        });
        return id;
    }

    private static async Task<int> Waiting(BenchDatabase database, Guid send)
    {
        var waiting = 0;
        await database.Within<PerfSignalData>(async data =>
            waiting = await data.Set<DeliveryRow>().CountAsync(row => row.SendId == send && row.State == DeliveryState.Waiting)
        );
        return waiting;
    }
}
