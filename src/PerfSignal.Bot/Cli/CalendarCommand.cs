using System.CommandLine;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Cli;

/// <summary>`import calendar FILE.ics --owner EMAIL`.</summary>
internal static class CalendarCommand
{
    public static Command Build(CommandLineHost host)
    {
        var path = new Argument<string>("FILE") { Description = "A .ics file." };
        var owner = new Option<string>("--owner")
        {
            Description = "E-mail address of the person whose calendar it is.",
            Required = true,
            HelpName = "EMAIL",
        };
        var command = new Command("calendar", "Import the 1:1s of one person's calendar; other events are not kept.") { path, owner };
        command.SetAction((parsed, ct) => Run(parsed.GetRequiredValue(path), parsed.GetRequiredValue(owner), host, parsed, ct));
        return command;
    }

    private static async Task<int> Run(string path, string owner, CommandLineHost host, ParseResult parsed, CancellationToken ct)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        var (file, problem) = InputFile.Open(path, ".ics");
        if (file is null)
        {
            await error.WriteLineAsync(problem);
            return ExitCode.WrongInput;
        }

        await using (file)
        {
            return await ImportCommands.InScope(host, error, services => Import(services, path, file, owner, output, error, ct), ct);
        }
    }

    private static async Task<int> Import(
        IServiceProvider services,
        string path,
        FileStream file,
        string owner,
        TextWriter output,
        TextWriter error,
        CancellationToken ct
    )
    {
        var data = services.GetRequiredService<PerfSignalData>();
        var print = new ImportOutput(path, output, error);
        if (await Find(data, owner, ct) is not { } person)
        {
            await error.WriteLineAsync(
                $"--owner: '{CsvRow.Shown(owner)}' is not in the directory; import people first or correct the address."
            );
            return ExitCode.WrongInput;
        }

        CalendarReading reading;
        try
        {
            var calendar = IcsReader.Read(file);
            print.Warn(calendar.Warnings.Select(Problem));
            reading = IcsReading.Of(calendar, services.GetRequiredService<TimeProvider>().Now(), Zones.Of(person.TimeZone));
        }
        catch (IcsException wrong)
        {
            return print.Refused(wrong.Problems.Select(Problem));
        }

        var imported = await services.GetRequiredService<CalendarImport>().Import(person, reading, ct);
        if (data.ChangeTracker.HasChanges())
        {
            await services.GetRequiredService<Audit>().Add(null, "imported", "calendar", person.Id, ct: ct);
            await data.SaveChangesAsync(ct);
        }

        print.Written(imported.Added, imported.Changed + imported.Removed, imported.Unchanged, imported.Missing);
        foreach (var (reason, count) in imported.PassedOver.OrderBy(pair => pair.Key))
        {
            await output.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"not kept, {Words(reason)}: {count}"));
        }

        return await ImportCommands.Plan(services, print, ct);
    }

    private static async Task<Person?> Find(PerfSignalData data, string owner, CancellationToken ct)
    {
        var email = owner.Trim().ToLowerInvariant();
        return await data.People.AsNoTracking().SingleOrDefaultAsync(person => person.Email == email, ct);
    }

    private static ImportProblem Problem(IcsProblem problem) => new(problem.Line, "", problem.Message);

    private static string Words(PassedOver reason) =>
        reason switch
        {
            PassedOver.AllDay => "all day",
            PassedOver.Alone => "nobody else takes part",
            PassedOver.MoreThanTwo => "more than two people",
            PassedOver.NotReporting => "neither of the two reports to the other",
            PassedOver.NotInPilot => "not in the pilot",
            _ => "with somebody who is not in the directory",
        };
}
