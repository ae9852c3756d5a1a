using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendar;

public sealed class SyncCalendarsTests : IDisposable
{
    private static readonly Interval Window = new(Instant.FromUtc(2026, 11, 23, 9, 0), Instant.FromUtc(2027, 1, 23, 9, 0));
    private readonly FakeCalendar source = new();
    private readonly SyncWorld world;
    private readonly Office office;

    public SyncCalendarsTests()
    {
        world = new SyncWorld(services => services.AddSingleton<ICalendar>(source));
        office = world.Office;
    }

    [Fact]
    public async Task Opens_the_calendars_of_a_reporting_line_and_of_nobody_else()
    {
        await world.Turn();
        source.Asked.Select(asked => asked.Email).Order().ShouldBe(["mia@example.com", "rui@example.com"]);
    }

    [Fact]
    public async Task Opens_the_calendar_of_a_manager_to_come_within_the_horizon()
    {
        office.HandOver(30);
        await world.Link();
        world.All<CalendarLink>().Select(link => link.PersonId).ShouldBe([office.Mia.Id, office.Rui.Id, office.Max.Id], ignoreOrder: true);
        office.Clock.Set(Instant.FromUtc(2026, 11, 30, 1, 0));
        await world.Link();
        world.All<CalendarLink>().Select(link => link.PersonId).ShouldBe([office.Rui.Id, office.Max.Id], ignoreOrder: true);
    }

    [Fact]
    public async Task Reads_nothing_more_of_somebody_who_has_left_or_has_no_calendar_there_any_more()
    {
        await world.Turn();
        office.Save(data => data.People.Single(person => person.Id == office.Rui.Id).LastDay = new LocalDate(2026, 11, 23));
        await world.Link();
        world.All<CalendarLink>().Single().PersonId.ShouldBe(office.Mia.Id);
        source.HasOne = _ => false;
        await world.Link();
        world.All<CalendarLink>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Opens_no_calendar_of_anybody_outside_the_pilot_and_closes_it_when_they_fall_out_of_it()
    {
        office.Save(data =>
        {
            data.People.Single(person => person.Id == office.Rui.Id).RoleFamily = "sales";
            data.Add(Waves.Of(office.Mia.Id, "support"));
        });
        await world.Turn();
        (world.All<CalendarLink>().Count, source.Asked.Count).ShouldBe((0, 0));

        office.Save(data => data.Add(Waves.Of(office.Mia.Id, "sales", until: new LocalDate(2026, 11, 30))));
        await world.Turn();
        world.All<CalendarLink>().Single().PersonId.ShouldBe(office.Rui.Id);
        source.Asked.Select(asked => asked.Email).ShouldBe(["rui@example.com"]);

        office.Clock.Set(Instant.FromUtc(2026, 12, 2, 9, 0));
        await world.Link();
        world.All<CalendarLink>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Plans_what_it_read_at_once_and_writes_one_audit_entry()
    {
        source.Answer = (owner, cursor) =>
            cursor is null && owner.Id == office.Mia.Id
                ? FakeCalendar.Full(Window, "c1", FakeCalendar.Meeting("u", Office.At("25T09:00"), "mia@example.com", "rui@example.com"))
                : new CalendarSync.Same("c2");

        await world.Turn();
        office.Outcome().ShouldBe("mia u 25T09:00 planned");
        world.All<AuditEntry>().Count(entry => entry is { Act: "imported", What: "calendar" }).ShouldBe(1);
        world
            .LinkOf(office.Mia)
            .ShouldSatisfyAllConditions(
                link => link.Cursor.ShouldBe("c1"),
                link => link.ReadAt.ShouldBe(office.Clock.Now()),
                link => link.WindowEnd.ShouldBe(office.Clock.Now() + Duration.FromDays(60))
            );

        await world.Turn();
        world.All<AuditEntry>().Count(entry => entry.Act == "imported").ShouldBe(1);
        world.LinkOf(office.Mia).Cursor.ShouldBe("c2");
    }

    [Fact]
    public async Task A_change_of_one_pair_plans_that_pair_and_leaves_the_others_for_their_own_time()
    {
        office.Save(data => data.Add(A.Line(office.Pia, office.Mia)));
        office.Meeting(office.Mia, office.Pia, "other", "26T09:00");
        source.Answer = (owner, _) =>
            owner.Id == office.Rui.Id
                ? FakeCalendar.Full(Window, "c1", FakeCalendar.Meeting("u", Office.At("25T09:00"), "mia@example.com", "rui@example.com"))
                : new CalendarSync.Same("c");
        await world.Turn();
        office.Outcome().ShouldBe("mia u 25T09:00 planned");
    }

    [Fact]
    public async Task Reads_each_calendar_once_in_two_minutes_at_its_own_second()
    {
        await world.Link();
        for (var second = 0; second < 600; second += 10)
        {
            office.Clock.Advance(Duration.FromSeconds(10));
            await world.Sync();
        }

        source.Asked.Count(asked => asked.Email == "mia@example.com").ShouldBe(5);
        source.Asked.Count(asked => asked.Email == "rui@example.com").ShouldBe(5);
    }

    [Fact]
    public async Task Two_nodes_never_read_one_calendar_at_once()
    {
        await world.Link();
        office.Clock.Advance(SyncRules.Every);
        // While one node reads, the other looks for due calendars.
        var second = false;
        source.WhileReading = async () =>
        {
            if (!second)
            {
                second = true;
                await world.Sync();
            }
        };
        await world.Sync();
        source.Asked.Count.ShouldBe(2);
    }

    [Fact]
    public async Task A_node_that_lost_its_claim_writes_nothing()
    {
        source.Answer = (_, _) =>
            FakeCalendar.Full(Window, "mine", FakeCalendar.Meeting("u", Office.At("25T09:00"), "mia@example.com", "rui@example.com"));
        source.WhileReading = () =>
        {
            office.Save(data =>
                data.Set<CalendarLink>().ToList().ForEach(link => link.NextAt = office.Clock.Now() + Duration.FromHours(1))
            );
            return Task.CompletedTask;
        };
        await world.Turn();
        world.All<Meeting>().ShouldBeEmpty();
        world.All<CalendarLink>().ShouldAllBe(link => link.Cursor == null);
    }

    [Fact]
    public async Task A_node_that_was_killed_leaves_its_calendars_to_the_next_after_the_lease()
    {
        source.WhileReading = () => throw new OperationCanceledException();
        source.Answer = (_, _) => new CalendarSync.Same("c");
        await world.Turn();
        world.LinkOf(office.Mia).Trouble.ShouldBe(CalendarTrouble.Transient);

        office.Save(data => data.Set<CalendarLink>().ToList().ForEach(link => link.NextAt = office.Clock.Now() + SyncRules.Lease));
        source.WhileReading = () => Task.CompletedTask;
        await world.Turn(SyncRules.Lease);
        world.LinkOf(office.Mia).Trouble.ShouldBeNull();
    }

    [Theory]
    [InlineData(0, "c1")]
    [InlineData(4, "c1")]
    [InlineData(7, null)]
    public async Task Reads_everything_again_after_a_week(int days, string? cursor)
    {
        source.Answer = (_, _) => FakeCalendar.Full(Window, "c1");
        await world.Turn();
        source.Asked.Clear();
        await world.Turn(Duration.FromDays(days) + SyncRules.Every);
        source.Asked.ShouldAllBe(asked => asked.Cursor == cursor);
        source
            .Asked.First()
            .Window.End.ShouldBe(
                cursor is null ? office.Clock.Now() + Duration.FromDays(60) : world.All<CalendarLink>()[0].WindowEnd!.Value
            );
    }

    [Fact]
    public async Task Reads_everything_again_of_two_who_report_to_one_another_from_now_on()
    {
        source.Answer = (_, _) => FakeCalendar.Full(Window, "c1");
        await world.Turn();
        source.Asked.Clear();
        await using (var data = office.Open())
        {
            const string people = """
                email,name,manager_email,role_family,level,department,location,time_zone,hire_date
                mia@example.com,Mia,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01
                max@example.com,Max,,engineering,manager,Platform,Berlin,Europe/Berlin,2020-01-01
                rui@example.com,Rui,max@example.com,engineering,individual,Platform,Lisbon,Europe/Lisbon,2020-01-01
                """;
            var audit = new Audit(data, office.Clock);
            var access = TestAccess.Of(data, audit, office.Organization, office.Clock);
            var import = new PeopleImport(data, access, audit, office.Organization, office.Clock);
            var done = await import.Run(new StringReader(people), new HashSet<string>(), default);
            done.Result.Problems.ShouldBeEmpty();
        }

        await world.Turn(SyncRules.Every);

        source.Asked.Where(asked => asked.Email == "rui@example.com").ShouldHaveSingleItem().Cursor.ShouldBeNull();
    }

    [Theory]
    [InlineData(CalendarTrouble.Transient, 1)]
    [InlineData(CalendarTrouble.Invalid, 1)]
    [InlineData(CalendarTrouble.Forbidden, 62)]
    [InlineData(CalendarTrouble.NoCalendar, (24 * 60) + 2)]
    public async Task A_calendar_in_trouble_is_tried_again_later_and_tells_since_when(CalendarTrouble trouble, int within)
    {
        source.Answer = (owner, _) => owner.Id == office.Mia.Id ? new CalendarSync.Failed(trouble, "Word") : new CalendarSync.Same("c");
        await world.Turn();
        var began = office.Clock.Now();
        world
            .LinkOf(office.Mia)
            .ShouldSatisfyAllConditions(
                link => link.Trouble.ShouldBe(trouble),
                link => (link.Word, link.Failures).ShouldBe(("Word", 1)),
                link => link.TroubleSince.ShouldBe(began),
                link => link.NextAt.ShouldBeGreaterThan(began),
                link => link.NextAt.ShouldBeLessThanOrEqualTo(began + Duration.FromMinutes(within))
            );
        world.LinkOf(office.Rui).Trouble.ShouldBeNull();

        await world.Turn(Duration.FromDays(2));
        world.LinkOf(office.Mia).ShouldSatisfyAllConditions(link => link.Failures.ShouldBe(2), link => link.TroubleSince.ShouldBe(began));
        source.Answer = (_, _) => new CalendarSync.Same("c");
        await world.Turn(Duration.FromDays(2));
        world
            .LinkOf(office.Mia)
            .ShouldSatisfyAllConditions(
                link => (link.Word, link.Failures).ShouldBe((null, 0)),
                link => link.Trouble.ShouldBeNull(),
                link => link.TroubleSince.ShouldBeNull()
            );
    }

    [Theory]
    [InlineData(CalendarTrouble.Throttled, 90)]
    [InlineData(CalendarTrouble.Unauthorized, 15 * 60)]
    public async Task A_source_that_asks_to_wait_or_does_not_accept_us_is_left_alone_for_everybody(CalendarTrouble trouble, int seconds)
    {
        source.Answer = (_, _) => new CalendarSync.Failed(trouble, "Word", Duration.FromSeconds(90));
        await world.Link();
        office.Clock.Advance(SyncRules.Every);
        // Rui's turn has not come yet; it is put off as well.
        var soon = office.Clock.Now() + Duration.FromSeconds(20);
        office.Save(data => data.Set<CalendarLink>().Single(link => link.PersonId == office.Rui.Id).NextAt = soon);
        await world.Sync();
        source.Asked.Count.ShouldBe(1);
        var until = office.Clock.Now() + Duration.FromSeconds(seconds);
        world.All<CalendarLink>().ShouldAllBe(link => link.NextAt == until);

        source.Asked.Clear();
        office.Clock.Set(until - Duration.FromSeconds(1));
        await world.Sync();
        source.Asked.ShouldBeEmpty();
        office.Clock.Set(until);
        await world.Sync();
        source.Asked.ShouldNotBeEmpty();
    }

    [Fact]
    public async Task A_fault_of_ours_in_one_calendar_does_not_hold_up_the_others()
    {
        source.Answer = (owner, _) =>
            owner.Id == office.Mia.Id ? throw new InvalidOperationException("text of a calendar") : new CalendarSync.Same("c");
        await world.Turn();
        world
            .LinkOf(office.Mia)
            .ShouldSatisfyAllConditions(
                link => link.Trouble.ShouldBe(CalendarTrouble.Invalid),
                link => link.Word.ShouldBe("InvalidOperationException")
            );
        world.LinkOf(office.Rui).ReadAt.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_cursor_that_does_not_fit_is_done_without()
    {
        source.Answer = (_, _) => FakeCalendar.Full(Window, new string('c', 8001));
        await world.Turn();
        world.LinkOf(office.Mia).Cursor.ShouldBeNull();
    }

    public void Dispose() => world.Dispose();
}
