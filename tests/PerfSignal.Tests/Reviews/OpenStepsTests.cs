using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Tests.Reviews;

/// <summary>The organisation's day is Berlin's; it is Tuesday 24 November 2026, ten o'clock there.</summary>
public sealed class OpenStepsTests : IDisposable
{
    private readonly ReviewWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Names_whoever_has_a_step_to_do_for_themself_or_a_report_each_once()
    {
        var (cycle, self, managers) = world.Cycle();
        (await world.Doers(cycle, self)).ShouldBe("Ana Ben Maya Olga");
        (await world.Doers(cycle, managers)).ShouldBe("Maya Olga");
        (await world.Doers(cycle)).ShouldBe("Ana Ben Maya Olga");

        world.Save(world.Done(self, world.Ana, world.Ana), world.Done(managers, world.Ana, world.Maya));
        (await world.Doers(cycle, self)).ShouldBe("Ben Maya Olga");
        (await world.Doers(cycle, managers)).ShouldBe("Maya Olga");
        world.Save(world.Done(managers, world.Ben, world.Maya));
        (await world.Doers(cycle, managers)).ShouldBe("Olga");
    }

    [Fact]
    public async Task A_manager_reads_the_reports_of_a_step_by_name()
    {
        world.Cycle();
        var (zoe, abe) = (world.Make("zoe@example.com", "Zoe", "Engineering"), world.Make("abe@example.com", "Abe", "Engineering"));
        world.Save(zoe, abe, world.Line(zoe, world.Maya), world.Line(abe, world.Maya));
        var reader = await world.In<ReaderFactory, Reader>(readers => Task.FromResult(readers.For(world.Maya)));

        var lines = await world.In<MySteps, IReadOnlyList<StepLine>>(steps => steps.Open(world.Maya, reader, default));

        var names = lines.Skip(1).Select(line => line.What).ToList();
        names.Count.ShouldBe(4);
        names.ShouldBe(names.Order(StringComparer.Ordinal));
        names[0].ShouldContain("Abe");
    }

    [Theory]
    [InlineData(CycleState.Draft)]
    [InlineData(CycleState.Closed)]
    public async Task Nothing_is_open_in_a_cycle_that_is_not(CycleState state)
    {
        var (cycle, _, _) = world.Cycle(row => row.State = state);
        (await world.Doers(cycle)).ShouldBe("");
    }

    [Fact]
    public async Task A_step_that_was_opened_again_is_open()
    {
        var (cycle, self, _) = world.Cycle();
        var done = world.Done(self, world.Ana, world.Ana);
        world.Save(done);
        await world.Change<StepDone>(done.Id, row => row.ReopenedAt = PerfSignal.Core.Schedules.Clock.Now(world.Clock));
        (await world.Doers(cycle, self)).ShouldBe("Ana Ben Maya Olga");
    }

    /// <summary>Berlin's midnight, at 23:00 UTC, is the moment for everybody, Ana in Lisbon included.</summary>
    [Theory]
    [InlineData("2026-11-30T22:59:59Z", "Maya")]
    [InlineData("2026-11-30T23:00:00Z", "Olga")]
    public async Task A_change_of_manager_moves_what_is_open_on_its_day(string now, string manager)
    {
        var (cycle, _, managers) = world.Cycle(row => row.RoleFamilies = """["support"]""");
        await world.Change<Person>(world.Ana.Id, person => person.RoleFamily = "support");
        await world.Hand(world.Ana, world.Olga, "2026-12-01");
        world.Clock.Set(NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).Value);
        (await world.Doers(cycle, managers)).ShouldBe(manager);
    }

    [Fact]
    public async Task What_a_former_manager_completed_stays_completed()
    {
        var (cycle, _, managers) = world.Cycle(row => row.RoleFamilies = """["support"]""");
        await world.Change<Person>(world.Ana.Id, person => person.RoleFamily = "support");
        world.Save(world.Done(managers, world.Ana, world.Maya));
        await world.Hand(world.Ana, world.Olga, "2026-11-20");
        (await world.Doers(cycle, managers)).ShouldBe("");
    }

    [Theory]
    [InlineData("2026-11-23", false)]
    [InlineData("2026-11-24", true)]
    [InlineData(null, true)]
    public async Task Somebody_who_left_has_nothing_open_neither_their_own_nor_anybodys(string? last, bool there)
    {
        var (cycle, self, managers) = world.Cycle();
        await world.Change<Person>(world.Maya.Id, person => person.LastDay = last is null ? null : ReviewWorld.Day(last));
        (await world.Doers(cycle, self)).ShouldBe(there ? "Ana Ben Maya Olga" : "Ana Ben Olga");
        (await world.Doers(cycle, managers)).ShouldBe(there ? "Maya Olga" : "");
    }

    /// <summary>Of the population, employed today, and before the end of the period; who came later has nothing to be reviewed for.</summary>
    [Theory]
    [InlineData("Engineering", "2026-11-24", true)]
    [InlineData("Engineering", "2026-11-25", false)]
    [InlineData("Engineering", "2026-11-21", false, "2026-11-20")]
    [InlineData("Sales", "2026-11-24", false)]
    public async Task A_joiner_within_the_population_gets_what_is_open(string department, string hired, bool has, string to = "2026-12-31")
    {
        var (cycle, self, _) = world.Cycle(row => row.To = ReviewWorld.Day(to));
        var joiner = world.Make("zoe@example.com", "Zoe Zander", department);
        joiner.HireDate = ReviewWorld.Day(hired);
        world.Save(joiner);
        (await world.Doers(cycle, self)).Contains("Zoe").ShouldBe(has);
    }

    [Fact]
    public async Task Asks_departments_families_and_the_pilot_together()
    {
        var (all, self, _) = world.Cycle(row => row.Departments = "[]");
        (await world.Doers(all, self)).ShouldBe("Ana Ben Hanna Maya Olga Otto");
        world.Save(
            new PilotWave
            {
                Id = Guid.CreateVersion7(),
                Name = "First",
                RoleFamilies = "[]",
                Departments = """["People"]""",
                From = new LocalDate(2026, 11, 1),
                CreatedBy = world.Hanna.Id,
                CreatedAt = Instant.FromUtc(2026, 11, 1, 0, 0),
            }
        );
        (await world.Doers(all, self)).ShouldBe("Hanna Otto");
    }

    [Fact]
    public async Task Asks_about_given_people_at_once()
    {
        var (cycle, self, managers) = world.Cycle();
        world.Save(world.Done(self, world.Ana, world.Ana));
        await world.In<OpenSteps, int>(async steps =>
        {
            (await steps.WithOpen([world.Ana.Id, world.Ben.Id, world.Hanna.Id], cycle.Id, null, default)).ShouldBe([world.Ben.Id]);
            (await steps.HasOpen(world.Maya.Id, cycle.Id, managers.Id, default)).ShouldBeTrue();
            (await steps.HasOpen(world.Ana.Id, cycle.Id, null, default)).ShouldBeFalse();
            (await steps.HasOpen(world.Ana.Id, Guid.NewGuid(), null, default)).ShouldBeFalse();
            return 0;
        });
    }
}
