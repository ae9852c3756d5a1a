using System.CommandLine;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Bot.Cli;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bot.Demo;

/// <summary>Sets up the sample company in an empty database: files written and imported, the story told, the first brief delivered.</summary>
public sealed class DemoCompany(IServiceProvider services, DemoClock clock, DirectoryInfo folder, InvocationConfiguration console)
{
    private static readonly Duration Story = Duration.FromDays(21);

    /// <summary>False where an import refused a file; its problems were written to the error output.</summary>
    public async Task<bool> Set(Instant now, CancellationToken ct)
    {
        await console.Output.WriteLineAsync($"The sample company Lumen: {SampleCompany.People.Count} people, their files are imported …");
        Write(now);
        clock.RunFrom(now - Story);
        if (!await Import("people", "people.csv", ct) || !await Import("goals", "goals.csv", ct))
        {
            return false;
        }

        await Accounts(ct);
        foreach (var owner in SampleCalendar.Owners)
        {
            if (!await Run(["import", "calendar", Path.Combine(folder.FullName, owner + ".ics"), "--owner", owner], ct))
            {
                return false;
            }
        }

        // Facts are read again right before each brief, as a connector or a nightly import would; code quality was read two days ago last.
        var read = true;
        async Task Quality() => read &= await Import("facts", "quality.csv", ct);
        async Task Brief()
        {
            await Quality();
            read &= await Import("facts", "facts.csv", ct);
            await Acts(ct);
        }

        await new DemoStory(services, clock).Play(
            now,
            [(Duration.FromDays(14), Brief), (Duration.FromDays(7), Brief), (Duration.FromDays(2), Quality)],
            ct
        );
        return read && await Import("facts", "facts.csv", ct);
    }

    /// <summary>Delivers what is due and reads the manager's card back from the chat.</summary>
    public async Task<string> FirstBrief(CancellationToken ct)
    {
        await Acts(ct);
        await using var scope = services.CreateAsyncScope();
        var data = scope.ServiceProvider.GetRequiredService<PerfSignalData>();
        var manager = await data.People.SingleAsync(person => person.Email == SampleCompany.Manager, ct);
        var sent = await data.Set<WebMessage>()
            .Where(row => row.PersonId == manager.Id && row.Card == "brief")
            .OrderByDescending(row => row.At)
            .FirstAsync(ct);
        var cards = scope.ServiceProvider.GetRequiredService<CardLibrary>();
        return PlainTextRenderer.Render(cards.Expand(sent.Card!, JsonNode.Parse(sent.Model!)!, sent.Language!));
    }

    private void Write(Instant now)
    {
        var today = now.InUtc().Date;
        File("people.csv", file => SampleCompany.WritePeople(file, today));
        var facts = new SampleFacts(now);
        File("facts.csv", facts.Write);
        File("quality.csv", facts.WriteQuality);
        File("goals.csv", file => SampleGoals.Write(file, today));
        foreach (var owner in SampleCalendar.Owners)
        {
            File(owner + ".ics", file => SampleCalendar.Write(file, owner, now));
        }
    }

    /// <summary>Two accounts as Teams and Slack would describe them, for what HR sees of those that match nobody.</summary>
    private async Task Accounts(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<Accounts>();
        foreach (var account in SampleCompany.UnknownAccounts)
        {
            await accounts.Keep(account, ct);
        }
    }

    private void File(string name, Action<TextWriter> write)
    {
        using var file = new StreamWriter(Path.Combine(folder.FullName, name));
        write(file);
    }

    private Task<bool> Import(string what, string file, CancellationToken ct) =>
        Run(["import", what, Path.Combine(folder.FullName, file)], ct);

    /// <summary>The same command that an operator would type.</summary>
    private async Task<bool> Run(string[] args, CancellationToken ct)
    {
        var host = Commands.Host with { Services = () => services };
        return await CommandLine.Run(CommandLine.Build(host), host, args, TextWriter.Null, console.Error, ct) == ExitCode.Good;
    }

    /// <summary>What the schedule would do by itself.</summary>
    private async Task Acts(CancellationToken ct)
    {
        await using var scope = services.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<PlanOccurrences>().Run(ct);
        await scope.ServiceProvider.GetRequiredService<SendDueBriefs>().Run(ct);
        await scope.ServiceProvider.GetRequiredService<Dispatch>().Run(ct);
    }
}
