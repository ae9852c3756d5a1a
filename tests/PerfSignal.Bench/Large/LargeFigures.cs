using System.Diagnostics;
using System.Globalization;

namespace PerfSignal.Bench.Large;

/// <summary>How long each step of a run took, and what the process held at most meanwhile.</summary>
internal sealed class LargeFigures
{
    public const string DryRun = "dry run";
    public const string Rows = "rows made";
    public const string Halfway = "progress while rows are made";
    public const string Progress = "progress";
    public const string Queue = "operator's view";
    public const string Edit = "words changed";
    public const string Csv = "report as CSV";
    public const string Xlsx = "report as XLSX";

    /// <summary>What somebody waits for in front of a page, whatever the audience.</summary>
    public static readonly IReadOnlyList<string> Pages = [Halfway, Progress, Queue];

    private readonly Dictionary<string, List<double>> milliseconds = [];
    private readonly Dictionary<string, long> megabytes = [];

    /// <param name="times">How often it is done; each counts.</param>
    public async Task<T> Measure<T>(string name, Func<Task<T>> step, int times = 1)
    {
        T result = default!;
        for (var at = 0; at < times; at++)
        {
            await Measure(name, async () => result = await step(), adds: false);
        }

        return result;
    }

    /// <param name="adds">Whether it is a further part of what was measured last under this name.</param>
    public async Task Measure(string name, Func<Task> step, bool adds = false)
    {
        var watch = Stopwatch.StartNew();
        var most = await Most(step());
        var took = watch.Elapsed.TotalMilliseconds;
        if (!milliseconds.TryGetValue(name, out var all))
        {
            milliseconds[name] = all = [];
        }

        if (adds)
        {
            all[^1] += took;
        }
        else
        {
            all.Add(took);
        }

        megabytes[name] = Math.Max(megabytes.GetValueOrDefault(name), most);
    }

    /// <summary>A line for each step, as <see cref="Read"/> takes it.</summary>
    public void Print()
    {
        foreach (var (name, all) in milliseconds)
        {
            var median = all.Order().ElementAt(all.Count / 2);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {median:0.0} ms, {megabytes[name]} MB"));
        }
    }

    /// <summary>Milliseconds and megabytes by name.</summary>
    public static IReadOnlyDictionary<string, (double Milliseconds, long Megabytes)> Read(string printed) =>
        printed
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Select(line => line.Split([": ", " ms, ", " MB"], StringSplitOptions.None))
            .ToDictionary(
                parts => parts[0],
                parts => (double.Parse(parts[1], CultureInfo.InvariantCulture), long.Parse(parts[2], CultureInfo.InvariantCulture))
            );

    private static async Task<long> Most(Task work)
    {
        var most = Environment.WorkingSet;
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (await Task.WhenAny(work, looks.WaitForNextTickAsync().AsTask()) != work)
        {
            most = Math.Max(most, Environment.WorkingSet);
        }

        await work;
        return Math.Max(most, Environment.WorkingSet) >> 20;
    }
}
