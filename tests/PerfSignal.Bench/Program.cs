using System.Globalization;
using PerfSignal.Bench;

// Measures one thing and prints its figures: `outbox --count 2000 [--at-once 8] [--postgres CONNECTION]`.
var options = Options.Of(args);
return options?.What switch
{
    "outbox" => await OutboxBench.Run(options),
    _ => Options.Usage(),
};

namespace PerfSignal.Bench
{
    /// <summary>The words of the command line.</summary>
    internal sealed record Options(string What, int Count, int AtOnce, string? Postgres)
    {
        public static Options? Of(string[] args)
        {
            string? After(string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
            int Number(string name, int otherwise) =>
                int.TryParse(After(name), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
            return args.Length == 0 ? null : new Options(args[0], Number("--count", 2000), Number("--at-once", 8), After("--postgres"));
        }

        public static int Usage()
        {
            Console.Error.WriteLine("Say what to measure: outbox [--count 2000] [--at-once 8] [--postgres CONNECTION]");
            return 2;
        }
    }
}
