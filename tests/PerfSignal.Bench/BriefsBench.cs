using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bench;

/// <summary>How long it takes to build, freeze and queue briefs that are all due at one minute, and whether many take longer each than few.</summary>
internal static class BriefsBench
{
    private const int Few = 1000;

    public static async Task<int> Run(Options options)
    {
        var few = await Measure(options, Math.Min(Few, options.Count));
        if (options.Count <= Few)
        {
            return few is null ? 1 : 0;
        }

        var many = await Measure(options, options.Count);
        Console.WriteLine(
            many / few is { } ratio ? $"a brief of {options.Count} takes {ratio:0.00} times as long as one of {Few}" : "failed"
        );
        return few is null || many is null ? 1 : 0;
    }

    /// <returns>Milliseconds for each brief; null where one of them, or of their messages, is missing.</returns>
    private static async Task<double?> Measure(Options options, int count)
    {
        await using var database = new BenchDatabase(options);
        await database.Make();
        await new BenchCompany(database).Fill(count);
        var watch = Stopwatch.StartNew();
        await database.Within<SendDueBriefs>(act => act.Run(default));
        var took = watch.Elapsed;
        var (briefs, messages) = (0, 0);
        await database.Within<PerfSignalData>(async data =>
        {
            briefs = await data.Occurrences.CountAsync(one => one.Revisions == 1);
            messages = await data.Set<DeliveryRow>().CountAsync();
        });
        using var process = Process.GetCurrentProcess();
        Console.WriteLine(
            $"{briefs} briefs, {messages} messages in {took.TotalSeconds:0.0} s: {took.TotalMilliseconds / count:0.00} ms each; "
                + $"peak {process.PeakWorkingSet64 >> 20} MB resident"
        );
        return briefs == count && messages == 2 * count ? took.TotalMilliseconds / count : null;
    }
}
