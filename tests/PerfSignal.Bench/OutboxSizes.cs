using System.Diagnostics;
using System.Globalization;

namespace PerfSignal.Bench;

/// <summary>A send to a thousand and one to many, five times each in turn, every one in a process of its own: the time of a message and the memory at most.</summary>
internal static class OutboxSizes
{
    private const int Few = 1000;
    private const int Rounds = 5;
    private const double MostTimes = 1.5;
    private const long MostMegabytes = 300;

    public static async Task<int> Run(Options options)
    {
        var many = options.Recipients > 0 ? options.Recipients : 100_000;
        var (few, large, megabytes) = (new List<double>(), new List<double>(), 0L);
        for (var round = 1; round <= Rounds; round++)
        {
            few.Add((await One(options, Few)).Milliseconds);
            var (milliseconds, most) = await One(options, many);
            large.Add(milliseconds);
            megabytes = Math.Max(megabytes, most);
            Say($"round {round}: {few[^1]:0.000} ms a message to {Few}, {milliseconds:0.000} ms to {many}, {most} MB resident at most");
        }

        var times = Median(large) / Median(few);
        Say($"medians: {Median(few):0.000} and {Median(large):0.000} ms a message, {times:0.00} times; {megabytes} MB resident at most");
        return times <= MostTimes && megabytes < MostMegabytes ? 0 : 1;
    }

    private static double Median(IEnumerable<double> values) => values.Order().ElementAt(Rounds / 2);

    private static async Task<(double Milliseconds, long Megabytes)> One(Options options, int recipients)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            UseShellExecute = false,
            ArgumentList =
            {
                Path.Combine(AppContext.BaseDirectory, "PerfSignal.Bench.dll"),
                "outbox",
                "--recipients",
                recipients.ToString(CultureInfo.InvariantCulture),
                "--at-once",
                options.AtOnce.ToString(CultureInfo.InvariantCulture),
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
        return process.ExitCode == 0
            ? (Before(said, " ms a message"), (long)Before(said, " MB resident at most"))
            : throw new InvalidOperationException("A run failed: " + said);
    }

    /// <summary>The number that stands before some words.</summary>
    private static double Before(string said, string words)
    {
        var to = said.IndexOf(words, StringComparison.Ordinal);
        var from = said.LastIndexOfAny([' ', '\n'], to - 1) + 1;
        return double.Parse(said[from..to], CultureInfo.InvariantCulture);
    }

    private static void Say(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
