using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Feedback;

/// <summary>Maya, in Berlin, manages Ana and Ben; it is Tuesday 24 November 2026.</summary>
public sealed class FeedbackHabitTests : IDisposable
{
    private static readonly Instant Nine = Instant.FromUtc(2026, 11, 24, 8, 0);
    private readonly FeedbackWorld world = new();

    public FeedbackHabitTests() => world.Clock.Set(Nine);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Names_the_reports_who_got_nothing_for_a_week()
    {
        Wrote(world.Team.Ana, Duration.FromDays(6));
        Wrote(world.Team.Ben, Duration.FromDays(8));

        (await Run()).ShouldBe(1);

        var row = world.Rows("feedback_habit").ShouldHaveSingleItem();
        row.RecipientId.ShouldBe(world.Team.Maya.Id);
        Names(row).ShouldBe(["Ben Adler"]);
    }

    [Fact]
    public async Task What_others_wrote_does_not_count()
    {
        Wrote(world.Team.Ana, Duration.FromDays(1), world.Team.Olga);
        await Run();
        Names(world.Rows("feedback_habit").Single()).ShouldBe(["Ana Sousa", "Ben Adler"]);
    }

    [Fact]
    public async Task Says_nothing_where_all_got_some()
    {
        Wrote(world.Team.Ana, Duration.FromDays(1));
        Wrote(world.Team.Ben, Duration.FromDays(1));
        (await Run()).ShouldBe(0);
    }

    [Fact]
    public async Task Says_it_once_in_a_week_of_the_managers_calendar()
    {
        (await Run()).ShouldBe(1);
        foreach (
            var (at, queued) in new[]
            {
                (Nine + Duration.FromMinutes(15), 0),
                (Nine + Duration.FromDays(3), 0),
                (Nine + Duration.FromDays(6), 1),
            }
        )
        {
            world.Clock.Set(at);
            (await Run()).ShouldBe(queued, at.ToString());
        }
    }

    [Theory]
    [InlineData(2026, 11, 24, 7, 59)]
    [InlineData(2026, 11, 24, 9, 0)]
    [InlineData(2026, 11, 28, 8, 0)]
    [InlineData(2026, 11, 29, 8, 0)]
    public async Task Comes_on_a_weekday_morning_only(int year, int month, int day, int hour, int minute)
    {
        world.Clock.Set(Instant.FromUtc(year, month, day, hour, minute));
        (await Run()).ShouldBe(0);
    }

    [Fact]
    public async Task The_morning_is_the_managers_own()
    {
        world.Change(world.Team.Maya, maya => maya.ChosenTimeZone = "America/New_York");
        (await Run()).ShouldBe(0);
        world.Clock.Set(Instant.FromUtc(2026, 11, 24, 14, 0));
        (await Run()).ShouldBe(1);
    }

    [Fact]
    public async Task Spares_who_paused_switched_it_off_or_has_quiet_hours()
    {
        foreach (
            Action<Person> change in new Action<Person>[]
            {
                maya => maya.PausedUntil = Nine + Duration.FromDays(1),
                maya => (maya.PausedUntil, maya.Muted) = (null, Topics.FeedbackHabit),
                maya => (maya.Muted, maya.QuietHours) = (null, "18:00-10:00"),
                maya => (maya.QuietHours, maya.LastDay) = (null, new LocalDate(2026, 11, 23)),
            }
        )
        {
            world.Change(world.Team.Maya, change);
            (await Run()).ShouldBe(0);
        }

        world.Change(world.Team.Maya, maya => maya.LastDay = null);
        (await Run()).ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_out_new_reports_those_who_left_and_those_who_are_away()
    {
        world.Change(world.Team.Ana, ana => ana.PausedUntil = Nine + Duration.FromDays(5));
        using (var data = world.Team.Open())
        {
            data.ReportingLines.Single(line => line.ReportId == world.Team.Ben.Id).From = new LocalDate(2026, 11, 18);
            data.SaveChanges();
        }

        (await Run()).ShouldBe(0);
        world.Change(world.Team.Ana, ana => ana.PausedUntil = null);
        (await Run()).ShouldBe(1);
        Names(world.Rows("feedback_habit").Single()).ShouldBe(["Ana Sousa"]);
    }

    [Theory]
    [InlineData("", "Ana Sousa, Ben Adler")]
    [InlineData("Inside", "Ana Sousa")]
    [InlineData("Outside", "")]
    public async Task Names_only_reports_whom_the_pilot_takes_in_to_a_manager_who_is_in(string departments, string named)
    {
        world.Change(world.Team.Maya, one => one.Department = "Inside");
        world.Change(world.Team.Ana, one => one.Department = "Inside");
        world.Change(world.Team.Ben, one => one.Department = "Outside");
        world.Team.Save(Waves.Of(world.Team.Maya.Id, departments: departments));

        await Run();

        string.Join(", ", world.Rows("feedback_habit").SelectMany(Names)).ShouldBe(named);
    }

    [Fact]
    public async Task Is_looked_at_again_right_before_it_leaves()
    {
        await Run();
        Wrote(world.Team.Ana, Duration.Zero);
        await world.Send();
        world.Web.Asked.Single().Message.Model["lines"]!.AsArray().Single()!["name"]!.GetValue<string>().ShouldBe("Ben Adler");
    }

    [Fact]
    public async Task Does_not_leave_once_everybody_got_feedback()
    {
        await Run();
        Wrote(world.Team.Ana, Duration.Zero);
        Wrote(world.Team.Ben, Duration.Zero);

        await world.Send();

        world.Web.Asked.ShouldBeEmpty();
        var row = world.Rows("feedback_habit").Single();
        (row.State, row.Reason).ShouldBe((DeliveryState.Excluded, "feedback_given"));
    }

    [Fact]
    public async Task Names_five_and_counts_the_rest()
    {
        foreach (var number in Enumerable.Range(1, 5))
        {
            var person = People.A.Person($"report{number}@example.com");
            person.HireDate = new LocalDate(2024, 1, 1);
            world.Team.Save(person);
            world.Team.Save(
                new ReportingLine
                {
                    Id = Guid.CreateVersion7(),
                    ReportId = person.Id,
                    ManagerId = world.Team.Maya.Id,
                    From = new LocalDate(2024, 1, 1),
                }
            );
        }

        await Run();

        var row = world.Rows("feedback_habit").Single();
        Names(row).Count.ShouldBe(5);
        JsonNode.Parse(row.Model)!["more"]!.GetValue<string>().ShouldBe("and 2 more");
    }

    private void Wrote(Person about, Duration ago, Person? by = null) =>
        world.Team.Save(
            new FeedbackNote
            {
                Id = Guid.CreateVersion7(),
                AuthorId = (by ?? world.Team.Maya).Id,
                SubjectId = about.Id,
                Kind = FeedbackKind.Feedback,
                Text = "x",
                At = world.Now - ago,
            }
        );

    private async Task<int> Run()
    {
        var queued = 0;
        await world.Run<RemindFeedbackHabit>(async act => queued = await act.Run(default));
        return queued;
    }

    private static List<string> Names(DeliveryRow row) =>
        [.. JsonNode.Parse(row.Model)!["lines"]!.AsArray().Select(line => line!["name"]!.GetValue<string>())];
}
