using System.Diagnostics;
using System.Globalization;

namespace PerfSignal.Bench.Large;

/// <summary>
/// A broadcast to a thousand and one to very many, in turn, every one in a process of its own: what a person costs in each step, how long pages take, and
/// the memory at most.
/// </summary>
internal static class LargeBench
{
    private const int Few = 1000;
    private const double MostTimes = 1.5;
    private const double MostMilliseconds = 300;
    private const long MostMegabytes = 300;

    public static async Task<int> Run(Options options)
    {
        var many = options.Recipients > 0 ? options.Recipients : 100_000;
        var (few, large) = (
            new List<IReadOnlyDictionary<string, (double Milliseconds, long Megabytes)>>(),
            new List<IReadOnlyDictionary<string, (double Milliseconds, long Megabytes)>>()
        );
        for (var round = 1; round <= options.Rounds; round++)
        {
            few.Add(await One(options, Few));
            large.Add(await One(options, many));
            Say($"round {round} of {options.Rounds} is done");
        }

        var holds = true;
        foreach (var name in large[0].Keys)
        {
            var (before, after) = (Median(few, name), Median(large, name));
            var megabytes = large.Max(one => one[name].Megabytes);
            var times = after / many / (before / Few);
            var isPage = LargeFigures.Pages.Contains(name);
            var held = megabytes < MostMegabytes && (isPage ? after < MostMilliseconds : times <= MostTimes);
            holds &= held;
            Say(
                isPage
                    ? (FormattableString)$"{name}: {before:0} ms with {Few}, {after:0} ms with {many}; {megabytes} MB at most{Failed(held)}"
                    : $"{name}: {before / Few:0.000} ms a person with {Few}, {after / many:0.000} ms with {many} ({after / 1000:0.0} s), {times:0.00} times; {megabytes} MB at most{Failed(held)}"
            );
        }

        return holds ? 0 : 1;
    }

    private static string Failed(bool held) => held ? "" : " FAILED";

    private static double Median(List<IReadOnlyDictionary<string, (double Milliseconds, long Megabytes)>> rounds, string name) =>
        rounds.Select(one => one[name].Milliseconds).Order().ElementAt(rounds.Count / 2);

    private static async Task<IReadOnlyDictionary<string, (double Milliseconds, long Megabytes)>> One(Options options, int recipients)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "PerfSignal.Bench.dll"),
                "broadcast-one",
                "--recipients",
                recipients.ToString(CultureInfo.InvariantCulture),
            },
            RedirectStandardOutput = true,
        };
        if (options.Postgres is { } postgres)
        {
            start.ArgumentList.Add("--postgres");
            start.ArgumentList.Add(postgres);
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The run did not start.");
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? LargeFigures.Read(said) : throw new InvalidOperationException("A run failed: " + said);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
