using System.Globalization;
using PerfSignal.Bench;
using PerfSignal.Bench.Drafts;
using PerfSignal.Bench.Faults;
using PerfSignal.Bench.Large;

// Measures one thing and prints its figures, or tries one thing and says whether it held.
var options = Options.Of(args);
return options?.What switch
{
    "outbox" => await OutboxBench.Run(options),
    "outbox-sizes" => await OutboxSizes.Run(options),
    "outbox-fair" => await OutboxFair.Run(options),
    "broadcast-large" => await LargeBench.Run(options),
    "broadcast-one" => await LargeRun.Run(options),
    "teams-pace" => await PaceBench.Run(options),
    "slack-pace" => await SlackPaceBench.Run(options),
    "briefs" => await BriefsBench.Run(options),
    "facts" => await FactsBench.Run(options),
    "start" => await StartBench.Run(options),
    "commands" => await CommandsBench.Run(options),
    "busy" => await BusyBench.Run(options),
    "drafts" => await DraftsBench.Run(options),
    "faults" => await FaultRun.Run(options),
    "slack-faults" => await SlackFaultRun.Run(options),
    "slack-inbox-faults" => await InboxFaultRun.Run(options),
    "send-faults" => await SendFaultRun.Run(options),
    "send-child" => await SlackChild.Run(double.Parse(args[1], CultureInfo.InvariantCulture), 0, atOnce: 16),
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

        /// <summary>Posts a second that a stand-in of Slack takes.</summary>
        public int Limit { get; init; }

        /// <summary>Runs of each size, of which the median counts.</summary>
        public int Rounds { get; init; }

        /// <summary>A file for the figures as JSON, or null.</summary>
        public string? Json { get; init; }

        /// <summary>Only where the time goes, without a load.</summary>
        public bool OnlyLayers { get; init; }

        /// <summary>People who get one message each of one send; 0 for the number that belongs to the bench.</summary>
        public int Recipients { get; init; }

        /// <summary>Where PostgreSQL's programs are, for a server of the run's own.</summary>
        public string? PgBin { get; init; }

        public static Options? Of(string[] args)
        {
            string? After(string name) => Array.IndexOf(args, name) is var at && at >= 0 && at + 1 < args.Length ? args[at + 1] : null;
            int Number(string name, int otherwise) =>
                int.TryParse(After(name), CultureInfo.InvariantCulture, out var number) && number > 0 ? number : otherwise;
            return args.Length == 0
                ? null
                : new Options(args[0], Number("--count", 2000), Number("--at-once", 32), Number("--kills", 3), After("--postgres"))
                {
                    Seconds = Number("--seconds", args[0] == "slack-pace" ? 240 : 20),
                    Limit = Number("--limit", 8),
                    Rounds = Number("--rounds", 5),
                    Json = After("--json"),
                    OnlyLayers = args.Contains("--only-layers"),
                    Recipients = Number("--recipients", 0),
                    PgBin = After("--pg-bin"),
                };
        }

        public static int Usage()
        {
            Console.Error.WriteLine(
                """
                Say what to do:
                  outbox [--count 2000] [--recipients N] [--at-once 32] messages queued and brought out per second; with recipients, one send to so many
                  outbox-sizes [--recipients 100000]                   time of a message and memory at most, against a send to 1000; five times each in turn
                  outbox-fair [--recipients 100000]                    seconds until a send to ten is out that begins in the middle of one to many
                  broadcast-large [--recipients 100000] [--rounds 5]   dry run, rows, progress, operator's view and reports of one to so many, against one to 1000
                  teams-pace [--count 10000]                           messages leave against a stand-in of Teams that takes 50 calls a second
                  slack-pace [--limit 8] [--seconds 240]               messages leave against a stand-in of Slack whose limit has to be found
                  briefs [--count 2000]                                due briefs built, frozen and queued, against a run of 1000
                  facts [--count 2000]                                 a facts file imported, and imported again
                  commands [--seconds 20] [--only-layers]              /goals and /commitments of 10 000 people over HTTP, beside a bare echo made with Bolt
                  busy [--recipients 100000] [--seconds 20]            slash commands, and a send to ten, in the middle of a send to very many
                  drafts [--json FILE]                                 how good drafts are: packs of evidence with each writer, attacks with a model that obeys
                  start                                                seconds from start to ready, memory of the idle service
                  slack-faults [--kills 20]                            kills the service around its posts to a stand-in of Slack and counts what arrived
                  slack-inbox-faults [--kills 10]                      kills the service after it took Slack's events, with commits of 2 s, and counts the answers
                  faults [--kills 3] [--count 2000]                    kills the service at random moments and checks every row
                  send-faults [--kills 3] [--count 2000] [--pg-bin FOLDER]
                                                                       kills one of two services every few seconds, restarts a PostgreSQL of its own once,
                                                                       and holds what the database says against what Slack and Teams show
                Each takes --postgres CONNECTION; without it SQLite is measured.
                """
            );
            return 2;
        }
    }
}
