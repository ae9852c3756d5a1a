using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench.Faults;

/// <summary>
/// Two processes bring one send out to stand-ins of Slack and Teams that fail, storm and lose answers; every few seconds one is killed (SIGKILL) and
/// started again, and the database is restarted once. At the end every row is final, nothing is lost, nothing is doubled on Slack, and on Teams only what was on its
/// way at a kill or got no answer, each marked so by the service itself.
/// </summary>
internal static class SendFaultRun
{
    /// <summary>All waits of the outbox are this part of the real ones, so that a run takes minutes.</summary>
    private const double Scale = 0.1;

    private static readonly TimeSpan BetweenKills = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan GiveUp = TimeSpan.FromMinutes(15);

    public static async Task<int> Run(Options options)
    {
        await using var server = options.PgBin is { } programs ? new OwnPostgres(programs) : null;
        if (server is not null)
        {
            await server.Start();
        }

        if ((server?.ConnectionString ?? options.Postgres) is not { } connection)
        {
            Console.Error.WriteLine(
                "Say where PostgreSQL is: --pg-bin FOLDER starts one of its own and restarts it, --postgres CONNECTION takes one."
            );
            return 2;
        }

        var weather = new Weather();
        await using var teams = new FaultyTeams(weather);
        await teams.Start();
        await using var slack = await SlackStandIn.Start();
        slack.State.Token(SlackFaultRun.Token);
        slack.State.VisibleAfter = () => TimeSpan.FromSeconds(20) * Scale * Random.Shared.NextDouble();
        slack.Chance = weather.OfSlack;
        await using var database = new BenchDatabase(options with { Postgres = connection });
        await database.Make();
        await SendFaultCompany.Fill(database, slack, teams, options.Count);

        var (underway, left) = (new HashSet<Guid>(), options.Count);
        var watch = Stopwatch.StartNew();
        using (var nodes = new Nodes(Settings(database, slack, teams, options), Scale))
        {
            using var pause = new PeriodicTimer(BetweenKills);
            for (var kill = 1; kill <= options.Kills && await pause.WaitForNextTickAsync(); kill++)
            {
                await nodes.OneIsReady();
                await Moved(database, left, Math.Max(1, options.Count * 9 / (10 * options.Kills)));
                await nodes.KillOne();
                underway.UnionWith(await Underway(database));
                left = await Left(database);
                Console.WriteLine($"kill {kill} after {watch.Elapsed.TotalSeconds:0} s: {left} of {options.Count} wait");
                if (kill == (options.Kills + 1) / 2 && server is not null)
                {
                    await server.Restart();
                    Npgsql.NpgsqlConnection.ClearAllPools();
                    Console.WriteLine("the database was restarted");
                }

                nodes.StartMissing();
            }

            if (!await Drained(database, weather, options.Count / 20))
            {
                Console.WriteLine($"FAILED: {await Left(database)} rows are still waiting");
                return 1;
            }
        }

        return await SendVerdict.Of(database, slack, teams, weather, underway, options.Count);
    }

    private static IReadOnlyList<(string Key, string Value)> Settings(
        BenchDatabase database,
        SlackStandIn slack,
        FaultyTeams teams,
        Options options
    )
    {
        // As fast as leaves something to do for every life.
        var pace = Math.Clamp((int)(options.Count / 2 / (options.Kills * BetweenKills.TotalSeconds)), 4, 50).ToString();
        return
        [
            .. SlackFaultRun.Settings(database, slack),
            ("Teams:Enabled", "true"),
            ("Teams:AppId", "11111111-2222-3333-4444-555555555555"),
            ("Teams:TenantId", SendFaultCompany.Tenant),
            ("Teams:ClientSecret", "faults"),
            ("Teams:TokenEndpoint", teams.TokenEndpoint),
            ("Teams:AllowedServiceHosts:0", new Uri(teams.Address).Authority),
            ("Delivery:TeamsPerSecond", pace),
            ("Delivery:SlackPerSecond", pace),
        ];
    }

    /// <summary>Waits until some rows had their end since the last kill, so that no life ends before it did something; not for ever.</summary>
    private static async Task Moved(BenchDatabase database, int before, int least)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        var watch = Stopwatch.StartNew();
        while (await Left(database) is var now && now > 0 && before - now < least && watch.Elapsed < TimeSpan.FromSeconds(30))
        {
            await looks.WaitForNextTickAsync();
        }
    }

    /// <summary>What a node had begun to send right after one was killed: what the dead one had on its way, and the living one's.</summary>
    private static async Task<IReadOnlyList<Guid>> Underway(BenchDatabase database)
    {
        IReadOnlyList<Guid> rows = [];
        await database.Within<PerfSignalData>(async data =>
            rows = await data.Set<DeliveryRow>().Where(row => row.BegunAt != null).Select(row => row.Id).ToListAsync()
        );
        return rows;
    }

    private static async Task<int> Left(BenchDatabase database)
    {
        var waiting = 0;
        await database.Within<PerfSignalData>(async data =>
            waiting = await data.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Waiting)
        );
        return waiting;
    }

    /// <summary>Waits until nothing does; what failed and waits for minutes is let go on at once.</summary>
    /// <param name="few">Once no more wait the sky clears: nothing would be left to fall into a storm that ends a run.</param>
    private static async Task<bool> Drained(BenchDatabase database, Weather weather, int few)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromSeconds(1));
        for (var waited = TimeSpan.Zero; await Left(database) is var left && left > 0; waited += looks.Period)
        {
            weather.IsClear |= left <= few;
            if (waited > GiveUp || !await looks.WaitForNextTickAsync())
            {
                return false;
            }

            await database.Within<PerfSignalData>(async data =>
            {
                var now = TimeProvider.System.Now();
                var late = now + NodaTime.Duration.FromSeconds(30 * Scale);
                await data.Set<DeliveryRow>()
                    .Where(row => row.State == DeliveryState.Waiting && row.LeaseId == null && row.NotBefore > late)
                    .ExecuteUpdateAsync(set => set.SetProperty(row => row.NotBefore, late));
            });
        }

        return true;
    }
}
