using System.Globalization;
using PerfSignal.Bench;
using PerfSignal.Bench.Drafts;

// Measures one thing and prints its figures, or tries one thing and says whether it held.
var options = Options.Of(args);
return options?.What switch
{
    "outbox" => await OutboxBench.Run(options),
    "teams-pace" => await PaceBench.Run(options),
    "briefs" => await BriefsBench.Run(options),
    "facts" => await FactsBench.Run(options),
    "start" => await StartBench.Run(options),
    "commands" => await CommandsBench.Run(options),
    "drafts" => await DraftsBench.Run(options),
    "faults" => await FaultRun.Run(options),
    "slack-faults" => await SlackFaultRun.Run(options),
    "slack-inbox-faults" => await InboxFaultRun.Run(options),
    "slack-child" => await SlackChild.Run(
        double.Parse(args[1], CultureInfo.InvariantCulture),
        args.Length > 2 ? double.Parse(args[2], CultureInfo.InvariantCulture) : 0
    ),
    _ => Options.Usage(),
};

namespace PerfSignal.Bench
{
    /// <summary>The words of the command line.</summary>
    internal sealed record Options(string What, int Count, int AtOnce, int Kills, string? Postgres)
    {
        /// <summary>How long each part of a load runs.</summary>
        public int Seconds { get; init; }

        /// <summary>A file for the figures as JSON, or null.</summary>
        public string? Json { get; init; }

        /// <summary>Only where the time goes, without a load.</summary>
        public bool OnlyLayers { get; init; }

        public static Options? Of(string[] args)
        {
            string? After(string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
            int Number(string name, int otherwise) =>
                int.TryParse(After(name), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
            return args.Length == 0
                ? null
                : new Options(args[0], Number("--count", 2000), Number("--at-once", 32), Number("--kills", 3), After("--postgres"))
                {
                    Seconds = Number("--seconds", 20),
                    Json = After("--json"),
                    OnlyLayers = args.Contains("--only-layers"),
                };
        }

        public static int Usage()
        {
            Console.Error.WriteLine(
                """
                Say what to do:
                  outbox [--count 2000] [--at-once 32]                 messages queued and brought out per second
                  teams-pace [--count 10000]                           messages leave against a stand-in of Teams that takes 50 calls a second
                  briefs [--count 2000]                                due briefs built, frozen and queued, against a run of 1000
                  facts [--count 2000]                                 a facts file imported, and imported again
                  commands [--seconds 20] [--only-layers]              /goals and /commitments of 10 000 people over HTTP, beside a bare echo made with Bolt
                  drafts [--json FILE]                                 how good drafts are: packs of evidence with each writer, attacks with a model that obeys
                  start                                                seconds from start to ready, memory of the idle service
                  slack-faults [--kills 20]                            kills the service around its posts to a stand-in of Slack and counts what arrived
                  slack-inbox-faults [--kills 10]                      kills the service after it took Slack's events, with commits of 2 s, and counts the answers
                  faults [--kills 3] [--count 2000]                    kills the service at random moments and checks every row
                Each takes --postgres CONNECTION; without it SQLite is measured.
                """
            );
            return 2;
        }
    }
}
