using System.Diagnostics;

namespace PerfSignal.Bench;

/// <summary>How long the service takes from its start until it is ready, and how much memory it holds when it has nothing to do.</summary>
internal static class StartBench
{
    private const int Runs = 5;
    private static readonly TimeSpan Idle = TimeSpan.FromSeconds(10);

    public static async Task<int> Run(Options options)
    {
        await using var database = new BenchDatabase(options);
        await database.Make();
        var seconds = new List<double>();
        for (var run = 1; run <= Runs; run++)
        {
            var watch = Stopwatch.StartNew();
            using var service = new ServiceProcess(database.Settings);
            using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
            while (!await service.Ready())
            {
                if (service.Ended || !await looks.WaitForNextTickAsync())
                {
                    Console.WriteLine("the service ended before it was ready");
                    return 1;
                }
            }

            seconds.Add(watch.Elapsed.TotalSeconds);
            Console.WriteLine($"run {run}: ready after {seconds[^1]:0.00} s, {service.ResidentMegabytes} MB resident");
            if (run == Runs)
            {
                using var idle = new PeriodicTimer(Idle);
                await idle.WaitForNextTickAsync();
                Console.WriteLine($"idle for {Idle.TotalSeconds:0} s: {service.ResidentMegabytes} MB resident");
            }

            await service.Kill();
        }

        Console.WriteLine($"median: ready after {seconds.Order().ElementAt(Runs / 2):0.00} s");
        return 0;
    }
}
