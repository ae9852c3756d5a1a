using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Demo;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Packaging;

var host = Commands.Host;
var root = CommandLine.Build(
    host,
    DemoCommand.Build(),
    DoctorCommand.Build(),
    QuarantineCommand.Build(host),
    PackageCommand.Build(Commands.Configuration),
    BriefCommand.Create(host, () => CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")))
);
return await CommandLine.Run(root, host, args, Console.Out, Console.Error);
