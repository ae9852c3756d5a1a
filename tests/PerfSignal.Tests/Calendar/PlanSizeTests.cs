using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendar;

public sealed class PlanSizeTests
{
    /// <summary>Ten thousand pairs with PERFSIGNAL_LONG=1, more than one batch otherwise.</summary>
    [Fact]
    public void Plans_many_pairs_in_batches_and_adds_nothing_the_second_time()
    {
        var pairs = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 10_000 : 600;
        using var office = new Office();
        office.Save(data =>
        {
            var reports = Enumerable.Range(0, pairs).Select(n => A.Person($"r{n}@example.com")).ToList();
            data.AddRange(reports);
            data.SaveChanges();
            foreach (var (n, report) in reports.Index())
            {
                data.Add(A.Line(report, office.Mia));
                for (var week = 0; week < 3; week++)
                {
                    var start = Office.At("25T09:00") + Duration.FromDays(7 * week);
                    foreach (var (owner, other) in new[] { (report, office.Mia), (office.Mia, report) })
                    {
                        data.Add(
                            new Meeting
                            {
                                Id = Guid.CreateVersion7(),
                                OwnerId = owner.Id,
                                OtherId = other.Id,
                                Source = "ics",
                                Uid = $"u{n}",
                                OriginalStart = $"w{week}",
                                Start = start,
                                End = start + Duration.FromMinutes(30),
                            }
                        );
                    }
                }
            }
        });

        office.Plan().ShouldBe(new PlanOutcome(Added: 2 * pairs));
        office.Plan().ShouldBe(new PlanOutcome());
    }
}
