using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
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
}
