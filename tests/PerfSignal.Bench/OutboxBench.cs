using System.Diagnostics;
using System.Globalization;

namespace PerfSignal.Bench;

/// <summary>How many messages a second the outbox queues, and brings out to a platform that answers at once.</summary>
internal static class OutboxBench
{
    private const int PeoplePerMessage = 5;

    /// <summary>Messages before the measured ones: what is compiled then is not counted.</summary>
    private const int Warm = 200;

    public static async Task<int> Run(Options options)
    {
        await using var lab = new OutboxLab(options);
        await lab.Make();
        await lab.Queue(await lab.People(Warm), Warm);
        await lab.Dispatch();

        var count = options.Recipients > 0 ? options.Recipients : options.Count;
        var people = await lab.People(options.Recipients > 0 ? count : Math.Max(1, count / PeoplePerMessage));
        Guid? send = options.Recipients > 0 ? await lab.Start() : null;
        var watch = Stopwatch.StartNew();
        await lab.Queue(people, count, send);
        Print("queued", count, watch.Elapsed);
        watch.Restart();
        var cpu = Environment.CpuUsage.TotalTime;
        var most = await Most(lab.Dispatch());
        var took = watch.Elapsed;
        Print("sent", count, took);
        Say($"{(Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds / count:0.00} ms of processor time each");
        var account = await lab.Account();
        Say($"{account}; {most} MB resident at most");
        Say($"{took.TotalMilliseconds / count:0.000} ms a message");
        return account.Sent == count + Warm ? 0 : 1;
    }

    /// <summary>The most that the process held while the work ran, in MB.</summary>
    private static async Task<long> Most(Task work)
    {
        var most = Environment.WorkingSet;
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!work.IsCompleted)
        {
            await looks.WaitForNextTickAsync();
            most = Math.Max(most, Environment.WorkingSet);
        }

        await work;
        return most >> 20;
    }

    private static void Print(string what, int count, TimeSpan took) =>
        Say($"{what} {count} in {took.TotalSeconds:0.00} s: {count / took.TotalSeconds:0}/s");

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
