using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>What changes between planning and sending: a broadcast for nine on 25 November, asked for on the 24th at 09:00 UTC.</summary>
public sealed class MeanwhileTests
{
    private const string Nine = "2026-11-25 09:00";

    /// <param name="moves">When the person changes zone.</param>
    [Theory]
    [InlineData("Europe/Berlin", "America/New_York", "2026-11-25T07:00Z", "2026-11-25T14:00Z")]
    [InlineData("America/New_York", "Europe/Berlin", "2026-11-24T12:00Z", "2026-11-25T08:00Z")]
    [InlineData("Pacific/Honolulu", "Pacific/Kiritimati", "2026-11-25T10:02Z", "2026-11-25T10:05Z")]
    [InlineData("Europe/Berlin", "Pacific/Honolulu", "2026-11-25T08:30Z", "2026-11-25T08:00Z")]
    public async Task Somebody_who_changes_zone_gets_it_once(string from, string to, string moves, string gets)
    {
        using var world = new BroadcastWorld();
        var ana = world.Add("ana", from);
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At(moves));

        world.Change<Person>(ana.Id, one => one.ChosenTimeZone = to);
        await world.Until(At("2026-11-26T12:00Z"));

        world.Row(id, ana)!.EndedAt!.Value.ShouldBeInRange(At(gets), At(gets) + world.Settings.LookAgain);
        world.Got(ana).Count.ShouldBe(1);
        world.Stored(id).State.ShouldBe(BroadcastState.Done);
    }

    [Fact]
    public async Task Who_left_before_is_not_in_it()
    {
        using var world = new BroadcastWorld();
        var (ana, ben) = (world.Add("ana"), world.Add("ben"));
        var id = await world.Requested(Wish(local: Nine));

        world.Change<Person>(ana.Id, one => one.LastDay = Day("2026-11-24"));
        await world.Until(At("2026-11-26T12:00Z"));

        world.Row(id, ana).ShouldBeNull();
        world.Row(id, ben)!.State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task Who_left_while_the_message_waited_is_excluded()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T08:30Z"));
        world.Row(id, ana)!.State.ShouldBe(DeliveryState.Waiting);

        world.Change<Person>(ana.Id, one => one.LastDay = Day("2026-11-24"));
        await world.Until(At("2026-11-25T09:00Z"));

        Shown(world.Row(id, ana)).ShouldBe((DeliveryState.Excluded, "not_employed"));
        world.Got(ana).ShouldBeEmpty();
    }

    /// <summary>The last day is one on the person's own clock: at nine in Kiritimati on the 25th it is still the 24th in Berlin.</summary>
    [Theory]
    [InlineData("Pacific/Kiritimati", "2026-11-24", false)]
    [InlineData("Pacific/Kiritimati", "2026-11-25", true)]
    [InlineData("Asia/Kolkata", "2026-11-24", false)]
    [InlineData("Pacific/Pago_Pago", "2026-11-24", false)]
    [InlineData("Pacific/Pago_Pago", "2026-11-25", true)]
    public async Task A_leaver_gets_it_on_their_last_day_and_not_after_it(string zone, string last, bool gets)
    {
        using var world = new BroadcastWorld();
        var ana = world.Add("ana", zone);
        var id = await world.Requested(Wish(local: Nine));

        world.Change<Person>(ana.Id, one => one.LastDay = Day(last));
        await world.Until(At("2026-11-26T12:00Z"));

        world.Got(ana).Count.ShouldBe(gets ? 1 : 0);
        (world.Row(id, ana)?.State == DeliveryState.Sent).ShouldBe(gets);
    }

    /// <summary>The message waits in Berlin for ten o'clock, when its recipient goes elsewhere: the quiet hours there count.</summary>
    [Theory]
    [InlineData("America/New_York", "2026-11-25T15:00Z")]
    [InlineData("Asia/Kathmandu", "2026-11-25T08:30Z")]
    public async Task Who_changes_zone_while_the_message_waits_gets_it_after_the_quiet_hours_there(string to, string gets)
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T08:30Z"));
        world.Row(id, ana)!.State.ShouldBe(DeliveryState.Waiting);

        world.Change<Person>(ana.Id, one => one.ChosenTimeZone = to);
        await world.Until(At("2026-11-26T12:00Z"));

        // A row that was put off until the end of the old quiet hours is looked at then.
        world.Row(id, ana)!.EndedAt!.Value.ShouldBeInRange(At(gets), At(gets) + Duration.FromMinutes(30));
        world.Got(ana).Count.ShouldBe(1);
    }

    [Theory]
    [InlineData("2026-11-25T07:59Z", DeliveryState.Sent)]
    [InlineData("2026-11-25T08:00Z", DeliveryState.Sent)]
    [InlineData("2026-11-25T08:01Z", DeliveryState.Excluded)]
    public async Task A_pause_counts_at_the_moment_it_leaves(string until, DeliveryState state)
    {
        using var world = new BroadcastWorld();
        var ana = world.Add("ana", change: one => one.PausedUntil = At(until));
        var id = await world.Requested(Wish(local: Nine));

        await world.Until(At("2026-11-26T12:00Z"));

        world.Row(id, ana)!.State.ShouldBe(state);
    }

    [Fact]
    public async Task Who_pauses_while_the_message_waits_is_excluded()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T08:30Z"));

        world.Change<Person>(ana.Id, one => one.PausedUntil = At("2026-12-01T00:00Z"));
        await world.Until(At("2026-11-26T12:00Z"));

        Shown(world.Row(id, ana)).ShouldBe((DeliveryState.Excluded, "paused"));
    }

    [Fact]
    public async Task A_change_of_manager_moves_who_the_managers_are()
    {
        using var world = new BroadcastWorld();
        var (old, next, report) = (world.Add("old"), world.Add("next"), world.Add("report"));
        var line = Line(report, old);
        world.Save(line);
        var id = await world.Requested(Wish(new AudienceRule { Managers = true }, Nine));

        world.Change<ReportingLine>(line.Id, one => one.Until = Day("2026-11-25"));
        world.Save(Line(report, next, Day("2026-11-25")));
        await world.Until(At("2026-11-26T12:00Z"));

        world.Rows(id).Select(row => row.RecipientId).ShouldBe([next.Id]);
    }

    [Fact]
    public async Task Who_is_no_longer_a_manager_when_it_leaves_is_excluded()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var (old, next, report) = (world.Add("old"), world.Add("next"), world.Add("report"));
        var line = Line(report, old);
        world.Save(line);
        var id = await world.Requested(Wish(new AudienceRule { Managers = true }, Nine));
        await world.Until(At("2026-11-25T08:30Z"));

        world.Change<ReportingLine>(line.Id, one => one.Until = Day("2026-11-25"));
        world.Save(Line(report, next, Day("2026-11-25")));
        await world.Until(At("2026-11-26T12:00Z"));

        Shown(world.Row(id, old)).ShouldBe((DeliveryState.Excluded, BroadcastCheck.NotInAudience));
        world.Row(id, next)!.State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task Who_joins_before_their_moment_gets_it()
    {
        using var world = new BroadcastWorld();
        world.Add("ben");
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-24T20:00Z"));

        var ana = world.Add("ana", change: one => one.HireDate = Day("2026-11-25"));
        await world.Until(At("2026-11-26T12:00Z"));

        Shown(world.Row(id, ana)).ShouldBe((DeliveryState.Sent, null));
    }

    [Fact]
    public async Task Who_paused_messages_is_excluded()
    {
        using var world = new BroadcastWorld();
        var ana = world.Add("ana", change: one => one.PausedUntil = At("2026-12-01T00:00Z"));
        var id = await world.Requested(Wish(local: Nine));

        await world.Until(At("2026-11-26T12:00Z"));

        Shown(world.Row(id, ana)).ShouldBe((DeliveryState.Excluded, "paused"));
    }

    [Fact]
    public async Task Who_switched_such_messages_off_is_excluded_and_counted()
    {
        using var world = new BroadcastWorld();
        var ana = world.Add("ana", change: one => one.Muted = $"{Topics.Reminders},{Topics.Nudges}");
        var id = await world.Requested(Wish());

        await world.Tick();

        Shown(world.Row(id, ana)).ShouldBe((DeliveryState.Excluded, Exclusions.TopicOff));
        world.Stored(id).State.ShouldBe(BroadcastState.Done);
    }

    [Fact]
    public async Task Who_switches_such_messages_off_while_one_waits_does_not_get_it()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T08:30Z"));

        world.Change<Person>(ana.Id, one => one.Muted = Topics.Nudges);
        await world.Until(At("2026-11-25T09:00Z"));

        Shown(world.Row(id, ana)).ShouldBe((DeliveryState.Excluded, Exclusions.TopicOff));
        world.Got(ana).ShouldBeEmpty();
    }

    /// <summary>Also in the moment before the outbox has ended the rows of a cancelled send.</summary>
    [Fact]
    public async Task What_was_cancelled_does_not_leave_any_more()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T08:30Z"));
        var row = world.Row(id, ana)!;

        (await Asked()).ShouldBeNull();
        await world.Act(acts => acts.Cancel(new(world.Hana.Id), id, default));
        (await Asked()).ShouldBe("withdrawn");

        Task<string?> Asked() =>
            world.Do<IEnumerable<IDeliveryCheck>, string?>(checks =>
                checks.Single(check => check.Name == BroadcastCheck.Word).WhyNot(row, default)
            );
    }

    [Fact]
    public async Task Who_is_outside_of_the_pilot_is_excluded_and_counted()
    {
        using var world = new BroadcastWorld();
        var (ana, ben) = (world.Add("ana"), world.Add("ben", change: one => one.RoleFamily = "support"));
        world.Save(
            new PilotWave
            {
                Id = Guid.NewGuid(),
                Name = "First",
                RoleFamilies = """["support"]""",
                Departments = "[]",
                From = Day("2026-11-01"),
                CreatedBy = world.Hana.Id,
                CreatedAt = world.Now,
            }
        );
        var id = await world.Requested(Wish());

        await world.Tick();

        Shown(world.Row(id, ana)).ShouldBe((DeliveryState.Excluded, PilotGate.Reason));
        world.Row(id, ben)!.State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task Who_is_reached_by_no_chat_is_excluded_and_counted()
    {
        using var world = new BroadcastWorld();
        var ana = world.Add("ana");
        world.Platform.Knows = person => person.Id != ana.Id;
        var id = await world.Requested(Wish());

        await world.Tick();

        Shown(world.Row(id, ana)).ShouldBe((DeliveryState.Excluded, "unreachable"));
    }

    [Fact]
    public async Task An_author_who_is_no_longer_hr_sends_nothing()
    {
        using var world = new BroadcastWorld();
        var (early, late) = (world.Add("early", "Asia/Tokyo"), world.Add("late"));
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T00:00Z"));

        world.Remove<PersonRole>(role => role.PersonId == world.Hana.Id);
        await world.Until(At("2026-11-26T12:00Z"));

        (world.Stored(id).State, world.Stored(id).Notice).ShouldBe((BroadcastState.Cancelled, BroadcastCheck.AuthorLostRole));
        world.Row(id, early)!.State.ShouldBe(DeliveryState.Sent);
        world.Got(late).ShouldBeEmpty();
    }

    [Fact]
    public async Task An_author_who_is_no_longer_hr_right_before_it_leaves_sends_nothing()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: "2026-11-25 09:00", timing: SendTiming.AuthorTime));
        await world.Until(At("2026-11-25T08:30Z"));

        world.Remove<PersonRole>(role => role.PersonId == world.Hana.Id);
        await world.Until(At("2026-11-25T09:00Z"));

        Shown(world.Row(id, ana)).ShouldBe((DeliveryState.Excluded, BroadcastCheck.AuthorLostRole));
    }

    private static (DeliveryState, string?) Shown(DeliveryRow? row) => (row.ShouldNotBeNull().State, row.Reason);
}
