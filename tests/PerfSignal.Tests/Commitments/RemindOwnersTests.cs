using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;

namespace PerfSignal.Tests.Commitments;

public sealed class RemindOwnersTests : IDisposable
{
    private readonly CommitmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("2026-11-25T08:59:59Z", 0)]
    [InlineData("2026-11-25T09:00:00Z", 1)]
    [InlineData("2026-11-25T23:59:59Z", 1)]
    [InlineData("2026-11-26T00:00:00Z", 0)]
    public async Task Tells_the_owner_at_nine_on_their_own_clock_of_the_due_day(string now, int queued)
    {
        await world.Log(world.Maya, world.Ana, "x1", "2026-11-25");
        world.Clock.Set(NodaTime.Text.InstantPattern.ExtendedIso.Parse(now).Value);

        (await world.Remind()).ShouldBe(queued);
        world.Rows.ShouldAllBe(row => row.RecipientId == world.Ana.Id && row.Lane == Lane.Normal && row.Card == "commitment_due");
        world.Rows.ShouldAllBe(row => row.ExpiresAt == Instant.FromUtc(2026, 11, 26, 0, 0));
    }

    /// <summary>Nine in Lisbon is eight by UTC in summer: on the day on which the clocks changed, too.</summary>
    [Theory]
    [InlineData(2027, 3, 28, 8)]
    [InlineData(2027, 3, 27, 9)]
    [InlineData(2027, 10, 31, 9)]
    [InlineData(2027, 10, 30, 8)]
    public async Task Nine_is_nine_also_when_the_clocks_change(int year, int month, int day, int hour)
    {
        await world.Log(world.Maya, world.Ana, "x1", $"{year}-{month:00}-{day:00}");
        world.Clock.Set(Instant.FromUtc(year, month, day, hour, 0) - Duration.FromMilliseconds(1));
        (await world.Remind()).ShouldBe(0);
        world.Clock.Advance(Duration.FromMilliseconds(1));
        (await world.Remind()).ShouldBe(1);
    }

    [Fact]
    public async Task Tells_once_for_each_due_date_however_often_it_runs_and_on_two_nodes()
    {
        foreach (var number in Enumerable.Range(0, 5))
        {
            await world.Log(world.Maya, world.Ana, $"x{number}", "2026-11-25");
        }

        world.Clock.Set(Instant.FromUtc(2026, 11, 25, 9, 30));
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(world.Remind)));
        nodes.Sum().ShouldBe(5);
        (await world.Remind()).ShouldBe(0);
        await world.Deliver();
        (await world.Remind()).ShouldBe(0);
        world.Rows.Count(row => row.State == DeliveryState.Sent).ShouldBe(5);

        var moved = world.Commitments[0].Id;
        await world.Press(world.Ana, "commitment.move", moved.ToString("N"), ("due", "2026-11-26"));
        world.Clock.Set(Instant.FromUtc(2026, 11, 26, 9, 30));
        (await world.Remind()).ShouldBe(1);
        await world.Deliver();
        world.Rows.Count(row => row.Act == DeliveryAct.Send && row.CheckId == moved && row.State == DeliveryState.Sent).ShouldBe(2);
    }

    [Theory]
    [InlineData("commitment.done", "commitment_closed")]
    [InlineData("commitment.drop", "commitment_closed")]
    [InlineData("commitment.move", "commitment_moved")]
    public async Task What_was_closed_or_moved_meanwhile_is_not_sent(string verb, string reason)
    {
        var row = await Queued();
        await world.Press(world.Maya, verb, row.CheckId!.Value.ToString("N"), ("sure", "yes"), ("due", "2026-12-01"));
        await world.Deliver();

        var send = world.Rows.Single(one => one.Act == DeliveryAct.Send);
        (send.State, send.Reason).ShouldBe((DeliveryState.Excluded, reason));
        world.Platform.Asked.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("commitment.done", "Done:", false)]
    [InlineData("commitment.drop", "Dropped:", false)]
    [InlineData("commitment.move", "Now due Tue 1 Dec:", false)]
    public async Task A_card_that_was_sent_follows_what_becomes_of_it_elsewhere(string verb, string title, bool open)
    {
        var row = await Queued();
        await world.Deliver();
        await world.Press(world.Maya, verb, row.CheckId!.Value.ToString("N"), ("sure", "yes"), ("due", "2026-12-01"));
        await world.Deliver();

        var (act, message) = world.Platform.Asked.Last();
        (act, message.Card, message.Recipient.Id).ShouldBe((DeliveryAct.Update, "commitment_due", world.Ana.Id));
        message.Model["title"]!.GetValue<string>().ShouldBe(title);
        message.Model["open"]!.GetValue<bool>().ShouldBe(open);
    }

    [Fact]
    public async Task Reopened_on_its_day_the_card_has_its_buttons_again()
    {
        var row = await Queued();
        await world.Deliver();
        await world.Press(world.Ana, "commitment.done", row.CheckId!.Value.ToString("N"));
        await world.Deliver();
        await world.Press(world.Ana, "commitment.reopen", row.CheckId!.Value.ToString("N"));
        await world.Deliver();

        world.Platform.Asked.Count.ShouldBe(3);
        world.Platform.Asked.Last().Message.Model["open"]!.GetValue<bool>().ShouldBeTrue();
    }

    [Fact]
    public async Task Waits_for_the_end_of_quiet_hours_and_is_not_sent_into_a_pause()
    {
        await world.Change<Person>(world.Ana.Id, person => person.QuietHours = "20:00-10:00");
        await Queued();
        await world.Deliver();
        var waiting = world.Rows.ShouldHaveSingleItem();
        (waiting.State, waiting.NotBefore).ShouldBe((DeliveryState.Waiting, Instant.FromUtc(2026, 11, 25, 10, 0)));

        await world.Change<Person>(world.Ana.Id, person => person.PausedUntil = Instant.FromUtc(2026, 12, 1, 0, 0));
        world.Clock.Set(Instant.FromUtc(2026, 11, 25, 10, 0));
        await world.Deliver();
        (world.Rows[0].State, world.Rows[0].Reason).ShouldBe((DeliveryState.Excluded, "paused"));
    }

    [Fact]
    public async Task Respects_who_does_not_want_to_be_reminded()
    {
        await world.Change<Person>(world.Ana.Id, person => person.Muted = Topics.Reminders);
        await Queued();
        await world.Deliver();

        (world.Rows[0].State, world.Rows[0].Reason).ShouldBe((DeliveryState.Excluded, "topic_off"));
    }

    [Fact]
    public async Task A_manager_who_handed_the_report_over_is_not_reminded()
    {
        await world.Log(world.Maya, world.Ana, "x1", "2026-11-25", owner: "me");
        world.Clock.Set(Instant.FromUtc(2026, 11, 25, 8, 0));
        (await world.Remind()).ShouldBe(1);
        var line = world.All<ReportingLine>().Single(one => one.ReportId == world.Ana.Id);
        await world.Change<ReportingLine>(line.Id, one => one.Until = new LocalDate(2026, 11, 25));
        await world.Deliver();

        (world.Rows[0].State, world.Rows[0].Reason).ShouldBe((DeliveryState.Excluded, "manager_changed"));
    }

    private async Task<DeliveryRow> Queued()
    {
        await world.Log(world.Maya, world.Ana, "x1", "2026-11-25");
        world.Clock.Set(Instant.FromUtc(2026, 11, 25, 9, 0));
        (await world.Remind()).ShouldBe(1);
        return world.Rows.ShouldHaveSingleItem();
    }
}
