using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Bot.Web.Nudges;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Queue;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bench.Large;

/// <summary>Everything that a broadcast to very many asks of the database but sending it: one line for each step, with its time and the memory at most.</summary>
internal sealed class LargeRun(BenchDatabase database, LargeCompany company)
{
    private const int Warm = 1200;
    private const int Few = 5000;

    /// <summary>Times that a step is done where a single one is too short to say much; the median is printed.</summary>
    private const int Times = 5;

    public static async Task<int> Run(Options options)
    {
        var people = options.Recipients > 0 ? options.Recipients : 100_000;
        await using var database = new BenchDatabase(
            options,
            [("Slack:Enabled", "true"), ("Slack:SigningSecret", "bench"), ("Slack:BotToken", "xoxb-bench")]
        );
        await database.Make();
        var company = new LargeCompany(database);
        await company.Fill(Warm, people);
        var run = new LargeRun(database, company);
        for (var times = 0; times < 2; times++)
        {
            await run.All(LargeCompany.Warm, Warm, new LargeFigures());
        }

        var figures = new LargeFigures();
        for (var times = 0; times < (people > Few ? 1 : Times); times++)
        {
            await run.All("Everybody", people, figures);
        }

        figures.Print();
        return 0;
    }

    private async Task All(string department, int people, LargeFigures figures)
    {
        var id = await Draft(department);
        await database.Within<BroadcastFinder>(async finder =>
        {
            var broadcast = (await finder.Of(Author, id, default))!;
            var run = await figures.Measure(
                LargeFigures.DryRun,
                () => Of<DryRun, DryRunResult>(dry => dry.Of(Author, broadcast, 0, 50, default))
            );
            Hold(run.Audience == people, $"the dry run found {run.Audience}");
        });
        await Ask<BroadcastActs>(acts => acts.Request(Author, id, default));
        await Ask<BroadcastActs>(acts => acts.Approve(new Viewer(company.Second.Id), id, default));

        await figures.Measure(LargeFigures.Rows, () => Half(id, people));
        await Progress(id, people, LargeFigures.Halfway, figures);
        // As after a crash: nothing is known of the first half but its rows.
        await figures.Measure(LargeFigures.Rows, () => database.Within<SendBroadcasts>(send => send.Run(default)), adds: true);
        await SendSome(id, people);
        await Progress(id, people, LargeFigures.Progress, figures);
        await figures.Measure(LargeFigures.Queue, () => Of<QueueView, QueueState>(view => view.Read(default)), Times);
        await figures.Measure(LargeFigures.Csv, () => Report(id, (lines, reader) => CsvReport.Write(lines, reader, Stream.Null, default)));
        await figures.Measure(LargeFigures.Xlsx, () => Xlsx(id));
        await Ask<BroadcastActs>(acts => acts.EditSent(Author, id, "Please set your goals until Thursday.", null, default));
        await Ask<BroadcastActs>(acts => acts.Approve(new Viewer(company.Second.Id), id, default));
        await figures.Measure(LargeFigures.Edit, () => database.Within<SendBroadcasts>(send => send.Run(default)));
        await database.Within<PerfSignalData>(data =>
            data.Set<DeliveryRow>()
                .Where(row => row.State == DeliveryState.Waiting)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.State, DeliveryState.Sent).SetProperty(row => row.EndedAt, Now))
        );
    }

    private Viewer Author => new(company.Author.Id);
    private static Instant Now => TimeProvider.System.Now();

    private async Task<Guid> Draft(string department)
    {
        var result = await Of<BroadcastActs, BroadcastResult>(acts =>
            acts.Save(
                Author,
                null,
                new BroadcastWish(
                    "Goals",
                    "free",
                    "Please set your goals for the next half year until Friday.",
                    "Bitte setze deine Ziele für das nächste Halbjahr bis Freitag.",
                    null,
                    new AudienceRule { Departments = [department] },
                    SendTiming.Now,
                    null,
                    null,
                    48
                ),
                default
            )
        );
        return ((BroadcastResult.Done)result).Broadcast.Id;
    }

    private async Task Half(Guid id, int people)
    {
        Hold(await Of<BroadcastTurn, bool>(turn => turn.Begin(id, default)), "it did not begin");
        foreach (
            var page in (await Of<RowMaker, List<Guid>>(maker => maker.Due(id, default)))
                .Take(people / 2)
                .Chunk(new BroadcastSettings().Page)
        )
        {
            await Of<RowMaker, bool>(maker => maker.MakePage(id, page, default));
        }
    }

    private async Task Progress(Guid id, int people, string name, LargeFigures figures)
    {
        var found = await figures.Measure(
            name,
            () => Of<BroadcastProgress, Progress?>(progress => progress.Of(Author, id, default)),
            Times
        );
        Hold(found!.Audience == people && found.Account.AddsUp, $"the account was {found.Account} and {found.NotYetMade} to come");
    }

    /// <summary>Half of the messages have left, a few of them failed; the rest waits.</summary>
    private Task SendSome(Guid id, int people) =>
        database.Within<PerfSignalData>(async data =>
        {
            var rows = data.Set<DeliveryRow>().Where(row => row.SendId == id).OrderBy(row => row.Id);
            await rows.Take(people / 100)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(row => row.State, DeliveryState.Failed)
                        .SetProperty(row => row.Reason, "gave_up")
                        .SetProperty(row => row.EndedAt, Now)
                );
            await rows.Where(row => row.State == DeliveryState.Waiting)
                .Take(people / 2)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(row => row.State, DeliveryState.Sent)
                        .SetProperty(row => row.Platform, PlatformName.Slack)
                        .SetProperty(row => row.EndedAt, Now)
                );
        });

    private Task Report(Guid id, Func<IAsyncEnumerable<ReportLine>, Reader, Task> write) =>
        database.Within<BroadcastReport>(report =>
            database.Within<ReaderFactory>(readers => write(report.Lines(Author, id, default), readers.For(company.Author)))
        );

    private async Task Xlsx(Guid id)
    {
        await using var file = new FileStream(
            Path.Combine(Path.GetTempPath(), $"perfsignal-bench-{Guid.NewGuid():N}.xlsx"),
            FileMode.CreateNew,
            FileAccess.ReadWrite,
            FileShare.None,
            81_920,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous
        );
        await Report(id, (lines, reader) => XlsxReport.Write(lines, reader, file, default));
    }

    private async Task Ask<T>(Func<T, Task<BroadcastResult>> act)
        where T : notnull => Hold(await Of(act) is BroadcastResult.Done, "an act was refused");

    private async Task<TResult> Of<T, TResult>(Func<T, Task<TResult>> ask)
        where T : notnull
    {
        TResult result = default!;
        await database.Within<T>(async one => result = await ask(one));
        return result;
    }

    private static void Hold(bool right, string wrong)
    {
        if (!right)
        {
            throw new InvalidOperationException(wrong);
        }
    }
}
