using System.Diagnostics;
using System.Globalization;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Bench;

/// <summary>How long a send to ten takes that begins in the middle of one to very many, on a platform that takes 50 calls a second.</summary>
internal static class OutboxFair
{
    private const int Few = 10;
    private static readonly TimeSpan Middle = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Most = TimeSpan.FromSeconds(5);

    public static async Task<int> Run(Options options)
    {
        await using var lab = new OutboxLab(options, PaceSettings.Of(teamsPerSecond: 50, slackPerSecond: 50));
        await lab.Make();
        var many = options.Recipients > 0 ? options.Recipients : 100_000;
        var (big, small) = (await lab.Start(), await lab.Start());
        await lab.Queue(await lab.People(many), many, big);
        var few = await lab.People(Few);
        using var stop = new CancellationTokenSource();
        var sending = lab.Dispatch(stop.Token);
        using (var middle = new PeriodicTimer(Middle))
        {
            await middle.WaitForNextTickAsync();
        }

        var before = (await lab.Account(big)).Sent;
        var watch = Stopwatch.StartNew();
        await lab.Queue(few, Few, small);
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while ((await lab.Account(small)).Sent < Few && !sending.IsCompleted && await looks.WaitForNextTickAsync()) { }

        var took = watch.Elapsed;
        var (outNow, waiting) = ((await lab.Account(small)).Sent, (await lab.Account(big)).Waiting);
        await stop.CancelAsync();
        await Ended(sending);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{outNow} of {Few} were out {took.TotalSeconds:0.00} s after they were queued; of {many} others {before} had left before and {waiting} still waited"
            )
        );
        return outNow == Few && took <= Most && waiting > 0 ? 0 : 1;
    }

    /// <summary>A stop is how it is meant to end.</summary>
    private static async Task Ended(Task sending)
    {
        try
        {
            await sending;
        }
        catch (OperationCanceledException)
        {
            Console.WriteLine("stopped");
        }
    }
}
