using PerfSignal.Core.Signals;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

/// <summary>Each shipped metric over facts small enough to work out by hand.</summary>
public sealed class ShippedMetricsTests
{
    public static TheoryData<string, string, decimal, int> ByHand =>
        new()
        {
            {
                "sales.revenue_closed",
                "opportunity/won 100000 - USD; opportunity/won 50000.5 - USD; opportunity/lost 900 - USD",
                150000.5m,
                2
            },
            { "sales.win_rate", "2*opportunity/won; 3*opportunity/lost; opportunity/created", .4m, 5 },
            { "sales.retention", "5*account/retained; account/churned", .8333m, 6 },
            { "sales.pipeline", "opportunity/created 700 - USD; opportunity/created 800 - USD; opportunity/won 1 - USD", 1500, 2 },
            { "sales.quota_attainment", "opportunity/won 300 - USD; opportunity/won 100 - USD; quota/set 500 - USD", .8m, 1 },
            { "sales.demos", "3*demo/held", 3, 3 },
            { "sales.arr", "arr/won 10 - USD; arr/won 20 - USD", 30, 2 },
            { "engineering.story_points", "issue/done 8; issue/done 5; issue/done -; issue/committed 13", 13, 2 },
            { "engineering.code_quality", "quality/measured 91", 91, 1 },
            { "engineering.cycle_time", "issue/done 1 24; issue/done 1 48; issue/done 1 60; issue/done 1 -", 1.8333m, 3 },
            { "engineering.review_participation", "4*review/submitted; pull_request/merged", 4, 4 },
            { "engineering.incidents", "2*incident/owned", 2, 2 },
            { "engineering.release_success", "4*deployment/success; deployment/failed", .8m, 5 },
            { "engineering.defect_rate", "defect/found; 5*issue/done", .2m, 5 },
            { "support.csat", "4*rating/given 5; rating/given 3; rating/given -", 4.6m, 5 },
            { "support.tickets_resolved", "7*ticket/resolved; ticket/sla_met", 7, 7 },
            { "support.first_response", "4*first_reply/sent - 0.25; first_reply/sent - 1", 24, 5 },
            { "support.resolution_time", "4*ticket/resolved - 10; ticket/resolved - 20; ticket/resolved", 12, 5 },
            { "support.sla_adherence", "4*ticket/sla_met; 4*ticket/sla_missed; ticket/resolved", .5m, 8 },
            { "support.cost_to_serve", "cost/served 10 - USD; cost/served 25 - USD", 17.5m, 2 },
            { "delivery.milestones", "2*milestone/hit; milestone/missed", .6667m, 3 },
            { "delivery.cycle_time", "task/done - 24; task/done - 72; issue/done - 120", 3, 3 },
            { "delivery.tasks_done", "3*task/done; issue/done", 3, 3 },
            { "delivery.story_points", "issue/done 3; issue/done 4", 7, 2 },
            { "delivery.release_success", "5*deployment/success", 1, 5 },
        };

    [Theory]
    [MemberData(nameof(ByHand))]
    public void Gives_what_one_works_out_by_hand(string key, string facts, decimal value, int records)
    {
        var figure = Figure(Shipped(key), Parse(facts));
        figure.State.ShouldBe(FigureState.Known);
        figure.Value.ShouldBe(value);
        figure.Records.ShouldBe(records);
        figure.Trend[^1].Value.ShouldBe(value);
    }

    [Fact]
    public void Tests_every_shipped_metric()
    {
        var tested = ByHand.Select(row => (string)row[0]).Append("engineering.sprint_completion");
        ShippedProfiles.Catalog.Metrics.Select(row => row.Key).ShouldBe(tested, ignoreOrder: true);
    }

    [Fact]
    public void Counts_of_the_issues_committed_in_the_window_those_done_by_now()
    {
        var metric = Shipped("engineering.sprint_completion");
        string[] committed = ["A-1@s1", "A-2@s1", "A-3@s1", "A-4@s2", "A-5@s2", "A-1@s2"];
        var facts = committed.Select(id => Fact("issue/committed", 10, id: id)).ToList();
        // Done before the window, now, just after now, and one that was never committed.
        facts.Add(Fact("issue/done", 200, id: "A-1"));
        facts.Add(Fact("issue/done", 0, id: "A-2"));
        facts.Add(Fact("issue/done", -1, id: "A-3"));
        facts.Add(Fact("issue/done", 1, id: "A-9"));
        facts.Add(Fact("issue/committed", 31, id: "A-2@s0"));
        var figure = Figure(metric, facts);
        figure.Value.ShouldBe(.4m);
        figure.Records.ShouldBe(5);
    }

    [Fact]
    public void Takes_the_newest_quality_and_not_the_best()
    {
        var figure = Figure(
            Shipped("engineering.code_quality"),
            [Fact("quality/measured 80", 2), Fact("quality/measured 99", 3), Fact("quality/measured 99", 7)]
        );
        figure.Value.ShouldBe(80);
        figure.Records.ShouldBe(2);
    }

    [Fact]
    public void Leaves_out_other_sources_that_bring_the_same_kind()
    {
        var figure = Figure(
            Shipped("delivery.tasks_done"),
            [Fact("task/done"), Fact("task/done", source: "monday"), Fact("task/done", source: "jira")]
        );
        figure.Value.ShouldBe(2);
    }

    [Theory]
    [InlineData("sales", "revenue_closed .40, win_rate .25, retention .20, pipeline .15, quota_attainment 0")]
    [InlineData("engineering", "story_points .30, code_quality .25, cycle_time .20, review_participation .15, incidents .10")]
    [InlineData("support", "csat .35, tickets_resolved .25, first_response .20, resolution_time .20, sla_adherence 0")]
    [InlineData("delivery", "milestones .30, cycle_time .30, tasks_done .20, story_points .20, release_success 0")]
    public void Ships_a_profile_for_each_role_family(string family, string expected) =>
        ShippedProfiles
            .Catalog.ProfileOf(family, Now.InUtc().Date)!
            .Metrics.Select(choice => (choice.Metric, choice.Weight))
            .ShouldBe(expected.Split(", ").Select(part => ($"{family}.{part.Split(' ')[0]}", decimal.Parse(part.Split(' ')[1]))));

    [Theory]
    [InlineData("sales.revenue_closed", 500000, 90, 1)]
    [InlineData("sales.win_rate", .30, 90, 5)]
    [InlineData("sales.retention", .90, 90, 5)]
    [InlineData("sales.pipeline", 1500000, 90, 1)]
    [InlineData("engineering.story_points", 40, 30, 1)]
    [InlineData("engineering.code_quality", 90, 7, 1)]
    [InlineData("engineering.cycle_time", 5, 30, 3, Direction.Lower)]
    [InlineData("engineering.review_participation", 15, 30, 0)]
    [InlineData("engineering.incidents", 2, 90, 0, Direction.Lower)]
    [InlineData("support.csat", 4.5, 30, 5)]
    [InlineData("support.tickets_resolved", 100, 30, 0)]
    [InlineData("support.first_response", 30, 30, 5, Direction.Lower)]
    [InlineData("support.resolution_time", 24, 30, 5, Direction.Lower)]
    [InlineData("delivery.milestones", .90, 90, 3)]
    [InlineData("delivery.cycle_time", 10, 30, 3, Direction.Lower)]
    [InlineData("delivery.tasks_done", 20, 30, 0)]
    [InlineData("delivery.story_points", 40, 30, 1)]
    [InlineData("delivery.release_success", .95, 30, 5)]
    public void Ships_targets_windows_and_samples(string key, double target, int days, int minimum, Direction direction = Direction.Higher)
    {
        var metric = Shipped(key);
        (metric.Target, metric.Days, metric.MinimumSample, metric.Direction).ShouldBe(((decimal?)target, days, minimum, direction));
    }

    private static IEnumerable<Observation> Parse(string facts) =>
        facts.Split("; ").SelectMany(text => text.Split('*') is [var count, var fact] ? Many(int.Parse(count), fact) : Many(1, text));
}
