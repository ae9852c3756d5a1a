using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Governance;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

public sealed class ReportTests
{
    [Fact]
    public async Task Everybody_is_in_it_once_while_rows_are_made()
    {
        using var world = new BroadcastWorld();
        var (early, late, last) = (world.Add("early", "Asia/Tokyo"), world.Add("late"), world.Add("last", "America/New_York"));
        var id = await world.Requested(Wish(local: "2026-11-25 09:00"));
        await world.Until(At("2026-11-25T07:00Z"));
        world.Rows(id).Count.ShouldBe(1);

        var lines = await world.Do<BroadcastReport, List<ReportLine>>(async report =>
        {
            var read = new List<ReportLine>();
            await foreach (var line in report.Lines(new(world.Hana.Id), id, default))
            {
                read.Add(line);
                if (read.Count == 1)
                {
                    world.Clock.Set(At("2026-11-25T08:00Z"));
                    await world.MakeRows();
                }
            }

            return read;
        });

        world.Rows(id).Count.ShouldBe(2);
        lines.Select(line => line.Email).ShouldBe([early.Email, last.Email, late.Email]);
        lines.Select(line => line.ReasonWord).ShouldBe([null, BroadcastReport.NotYet, BroadcastReport.NotYet]);
    }

    /// <summary>Does something once, before so many questions to the database.</summary>
    private sealed class BeforeQuestion(int number, Func<Task> act) : DbCommandInterceptor
    {
        private int asked;

        public bool Done => asked >= number;

        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command,
            CommandEventData eventData,
            InterceptionResult<DbDataReader> result,
            CancellationToken cancellationToken = default
        )
        {
            if (++asked == number)
            {
                await act();
            }

            return result;
        }
    }

    /// <summary>Those in Berlin get their rows between two of the questions that the report asks, whichever two these are.</summary>
    [Fact]
    public async Task Everybody_is_in_it_once_whenever_rows_are_made()
    {
        for (var question = 1; ; question++)
        {
            using var world = new BroadcastWorld();
            var (early, late, last) = (world.Add("early", "Asia/Tokyo"), world.Add("late"), world.Add("last", "America/New_York"));
            var id = await world.Requested(Wish(local: "2026-11-25 09:00"));
            await world.Until(At("2026-11-25T07:00Z"));
            world.Clock.Set(At("2026-11-25T08:00Z"));
            var made = new BeforeQuestion(question, () => world.MakeRows());
            var lines = new List<ReportLine>();
            await using (var node = world.Services([made]))
            await using (var scope = node.CreateAsyncScope())
            {
                await foreach (
                    var line in scope.ServiceProvider.GetRequiredService<BroadcastReport>().Lines(new(world.Hana.Id), id, default)
                )
                {
                    lines.Add(line);
                }
            }

            lines
                .Select(line => line.Email)
                .ShouldBe([early.Email, last.Email, late.Email], ignoreOrder: true, $"made before question {question}");
            if (!made.Done)
            {
                question.ShouldBeGreaterThan(4);
                return;
            }

            world.Rows(id).Count.ShouldBe(2);
        }
    }

    [Fact]
    public async Task Who_reads_it_stands_in_the_audit_log()
    {
        using var world = new BroadcastWorld();
        world.Add("ana");
        var id = await world.Requested(Wish(new AudienceRule()));

        (await world.Report(id, world.Hugo)).ShouldNotBeEmpty();
        (await world.Report(id, world.Dora)).ShouldBeEmpty("she is HR of one department");

        using var data = world.Open();
        var entry = data.Set<AuditEntry>().Single(one => one.What == "broadcast.report");
        var alias = data.Set<PersonAlias>().Single(one => one.PersonId == world.Hugo.Id).Alias;
        (entry.Act, entry.ActorAlias, entry.Purpose, entry.SubjectAlias).ShouldBe(("read", alias, $"{id:N}", null));
    }
}
