using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Demo;
using PerfSignal.Bot.Hosting;

var host = Commands.Host;
var root = CommandLine.Build(
    host,
    DemoCommand.Build(),
    DoctorCommand.Build(),
    QuarantineCommand.Build(host),
    BriefCommand.Create(host, () => CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")))
);
return await CommandLine.Run(root, host, args, Console.Out, Console.Error);
