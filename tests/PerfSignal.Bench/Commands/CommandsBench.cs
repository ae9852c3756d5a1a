using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Bench;

/// <summary>
/// How fast `/goals` and `/commitments` are answered in a company of 10 000 people: the service as it runs, in a process of its own, asked over HTTP by
/// requests that Slack might have signed. Beside it a bare echo made with Slack's Bolt, which reads no database, by the same load.
/// </summary>
internal static class CommandsBench
{
    private const int People = 10_000;
    private const int Connections = 32;
    private const int PerSecond = 200;

    private const int WarmUp = 8000;

    /// <summary>More than any of the two answers in a second.</summary>
    private const int Most = 20_000;

    public static async Task<int> Run(Options options)
    {
        await using var slack = await SlackStandIn.Start();
        slack.State.Token(SlackFaultRun.Token);
        await using var database = new BenchDatabase(options);
        await database.Make();
        var company = new CommandCompany(database, People);
        await company.Fill();
        var commands = new SignedCommands(company, SlackFaultRun.Secret);
        Console.WriteLine(
            $"{People} people in {(options.Postgres is null ? "SQLite" : "PostgreSQL")}, every second command /goals, /commitments"
        );

        if (options.OnlyLayers)
        {
            await new CommandLayers(SlackFaultRun.Settings(database, slack), commands).Print();
            return 0;
        }

        using var service = new ServiceProcess(SlackFaultRun.Settings(database, slack));
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await service.Ready())
        {
            if (service.Ended || !await looks.WaitForNextTickAsync())
            {
                Console.WriteLine("FAILED: the service did not start");
                return 1;
            }
        }

        var product = await Measure(
            "PerfSignal",
            service.Address,
            service.Process,
            commands,
            (asked, answer) => commands.IsRight(asked, answer.Span),
            options
        );
        await service.Kill();
        await new CommandLayers(SlackFaultRun.Settings(database, slack), commands).Print();
        using var bolt = await BoltEcho.Start(SlackFaultRun.Secret);
        if (bolt is null)
        {
            Console.WriteLine("Bolt: not measured; it needs Node.js and `npm ci` in tests/interop");
            return product.Good ? 0 : 1;
        }

        var echo = await Measure("Bolt echo", bolt.Address, bolt.Process, commands, IsEcho, options);
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"ratio to the echo: {product.PerSecond / echo.PerSecond:0.00} of its commands a second, {product.Cpu / echo.Cpu:0.00} times its CPU for each"
            )
        );
        return product.Good && echo.Good ? 0 : 1;
    }

    private static bool IsEcho(SignedCommand asked, ReadOnlyMemory<byte> answer) =>
        answer.Span.IndexOf(Encoding.ASCII.GetBytes($"{asked.Command} of {CommandCompany.User(asked.Number)}")) >= 0;

    private static async Task<(double PerSecond, double Cpu, bool Good)> Measure(
        string name,
        IPEndPoint address,
        Process process,
        SignedCommands commands,
        Func<SignedCommand, ReadOnlyMemory<byte>, bool> isRight,
        Options options
    )
    {
        var load = new Load(address, Connections, isRight);
        var time = TimeSpan.FromSeconds(options.Seconds);
        // Compiled and loaded first, as a service is that has run for a while.
        await load.Closed(commands.Make(WarmUp), TimeSpan.FromMinutes(1));

        var steady = commands.Make(PerSecond * options.Seconds);
        var (open, _) = await Timed(process, () => load.Open(steady, PerSecond));
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}, {PerSecond}/s: p50 {open.Percentile(.5):0.0} ms, p95 {open.Percentile(.95):0.0} ms, p99 {open.Percentile(.99):0.0} ms, max {open.Percentile(1):0.0} ms; {open.Wrong} of {open.Milliseconds.Count} wrong"
            )
        );

        var flood = commands.Make(Most * options.Seconds);
        var (closed, spent) = await Timed(process, () => load.Closed(flood, time));
        process.Refresh();
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}, {Connections} at once: {closed.PerSecond:0}/s, {spent.Service:0.000} ms CPU each ({spent.Load:0.000} ms more to ask), p99 {closed.Percentile(.99):0.0} ms, {process.WorkingSet64 >> 20} MB resident; {closed.Wrong} of {closed.Milliseconds.Count} wrong"
            )
        );
        return (closed.PerSecond, spent.Service, open.Wrong + closed.Wrong == 0);
    }

    /// <summary>What a run took of the processors, in ms for each command: the service, and this process.</summary>
    private static async Task<(LoadResult Result, (double Service, double Load) Spent)> Timed(Process process, Func<Task<LoadResult>> run)
    {
        using var own = Process.GetCurrentProcess();
        process.Refresh();
        var (service, load) = (process.TotalProcessorTime, own.TotalProcessorTime);
        var result = await run();
        process.Refresh();
        own.Refresh();
        double Each(TimeSpan time) => time.TotalMilliseconds / result.Milliseconds.Count;
        return (result, (Each(process.TotalProcessorTime - service), Each(own.TotalProcessorTime - load)));
    }
}
