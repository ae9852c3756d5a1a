using System.Diagnostics;
using System.Globalization;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench;

/// <summary>The served outbox against a stand-in of Slack whose limit it has to find by being rejected: how much of what is allowed it uses.</summary>
internal static class SlackPaceBench
{
    /// <summary>Within this the limit is found.</summary>
    private static readonly TimeSpan Learning = TimeSpan.FromSeconds(60);

    public static async Task<int> Run(Options options)
    {
        var limit = options.Limit;
        var gate = new SlackGate(limit, Math.Max(3, limit));
        await using var slack = await SlackStandIn.Start();
        slack.State.Token(SlackFaultRun.Token);
        slack.Chance = gate.Of;
        await using var database = new BenchDatabase(options);
        await database.Make();
        // More than can leave in that time.
        var time = TimeSpan.FromSeconds(options.Seconds);
        await SlackFaultRun.People(database, slack, (int)(limit * time.TotalSeconds * 1.1) + 200, withMessages: true);
        using var service = new ServiceProcess(SlackFaultRun.Settings(database, slack));
        using var looks = new PeriodicTimer(TimeSpan.FromSeconds(1));
        var watch = Stopwatch.StartNew();
        while (gate.Taken == 0 || gate.Since(TimeSpan.Zero).Allowed < limit * time.TotalSeconds)
        {
            if (service.Ended || watch.Elapsed > time + TimeSpan.FromMinutes(1) || !await looks.WaitForNextTickAsync())
            {
                break;
            }
        }

        if (gate.Taken == 0)
        {
            Console.WriteLine("FAILED: nothing left");
            return 1;
        }

        var (all, found) = (gate.Since(TimeSpan.Zero), gate.Since(Learning));
        var (whole, after) = (all.Taken / all.Allowed, found.Taken / found.Allowed);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{all.Taken} posts in {all.Allowed / limit:0} s where {limit} a second are taken: {whole:0.0%} of it, {after:0.0%} after the first minute; {gate.Rejected} rejected"
            )
        );
        return after >= 0.95 ? 0 : 1;
    }
}
