using NodaTime;
using PerfSignal.Core.Signals;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

public sealed class FigurePlanTests
{
    private static readonly Metric Points = Shipped("engineering.story_points");

    [Fact]
    public void Leaves_out_what_the_employee_cannot_see_and_what_is_a_projects()
    {
        var plan = Plan(
            Points with
            {
                Key = "own.seen",
            },
            Points with
            {
                Key = "own.hidden",
                VisibleToEmployee = false,
            },
            Points with
            {
                Key = "own.project",
                Attribution = Attribution.Project,
            },
            Points with
            {
                Key = "own.team",
                Attribution = Attribution.Team,
            }
        );
        plan.Metrics.Select(entry => entry.Definition.Key).ShouldBe(["own.seen", "own.team"]);
    }

    [Fact]
    public void Looks_back_to_the_oldest_window_of_the_longest_metric()
    {
        // Eight steps of 30 days before a window of 90 that ends on 2026-11-24: 2025-12-30, midnight in Berlin.
        Plan(
                Points with
                {
                    Key = "own.long",
                    Window = MetricWindow.Quarterly,
                },
                Points with
                {
                    Key = "own.short",
                    Window = MetricWindow.Weekly,
                }
            )
            .LookBack(Now)
            .ShouldBe(Instant.FromUtc(2025, 12, 29, 23, 0));
        // Eight steps of 7 days before a window of 7.
        Plan(Points with { Key = "own.short", Window = MetricWindow.Weekly }).LookBack(Now).ShouldBe(Instant.FromUtc(2026, 9, 22, 22, 0));
        Plan().LookBack(Now).ShouldBe(Now);
    }

    private static FigurePlan Plan(params Metric[] metrics)
    {
        var definitions = metrics.Select(metric => new MetricDefinition
        {
            Id = Guid.NewGuid(),
            Key = metric.Key,
            Version = 1,
            CreatedAt = Now,
            Content = MetricDefinition.ContentOf(metric),
        });
        var profile = new RoleProfile
        {
            Id = Guid.NewGuid(),
            RoleFamily = "engineering",
            Version = 1,
            Author = "HR",
            From = new LocalDate(2026, 1, 1),
            CreatedAt = Now,
            Content = RoleProfile.ContentOf([.. metrics.Select(metric => new ProfileMetric { Metric = metric.Key, Weight = 0 })]),
        };
        return FigurePlan.Of(People.New("Ana"), new Catalog(definitions, [profile]), Now);
    }
}
