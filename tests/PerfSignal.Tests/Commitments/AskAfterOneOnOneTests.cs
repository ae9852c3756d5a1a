using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Core.Preferences;

namespace PerfSignal.Tests.Commitments;

public sealed class AskAfterOneOnOneTests : IDisposable
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 10, 0);
    private static readonly Instant Due = Start + Duration.FromMinutes(35);
    private readonly CommitmentWorld world = new();
    private readonly Occurrence meeting;

    public AskAfterOneOnOneTests() => meeting = world.Meet(world.Ana, Start);

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Asks_the_manager_five_minutes_after_the_end_and_only_them()
    {
        world.Clock.Set(Due - Duration.FromMilliseconds(1));
        (await world.AskAfter()).ShouldBe(0);
        world.Clock.Set(Due);
        (await world.AskAfter()).ShouldBe(1);
        await world.Deliver();

        var row = world.Rows.ShouldHaveSingleItem();
        (row.RecipientId, row.Card, row.State, row.Lane).ShouldBe((world.Maya.Id, "commitment_prompt", DeliveryState.Sent, Lane.Normal));
        // The end of Wednesday in Berlin.
        row.ExpiresAt.ShouldBe(Instant.FromUtc(2026, 11, 25, 23, 0));
    }

    [Fact]
    public async Task Asks_once_for_an_occasion_however_often_it_runs_and_on_two_nodes()
    {
        foreach (var minute in Enumerable.Range(1, 4))
        {
            world.Meet(world.Ben, Start - Duration.FromMinutes(minute));
        }

        world.Clock.Set(Due);
        var nodes = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => Task.Run(world.AskAfter)));
        nodes.Sum().ShouldBe(5);
        (await world.AskAfter()).ShouldBe(0);
        await world.Deliver();
        (await world.AskAfter()).ShouldBe(0);
        world.Platform.Asked.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Is_dropped_when_a_commitment_was_recorded_since_it_began()
    {
        world.Clock.Set(Start + Duration.FromMinutes(10));
        await world.Log(world.Ana, world.Maya, "x1");
        await Ends("noted_already");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Is_dropped_when_feedback_was_given_since_it_began(bool byManager)
    {
        var (author, subject) = byManager ? (world.Maya, world.Ana) : (world.Ana, world.Maya);
        Feedback(author, subject, Start);
        await Ends("noted_already");
    }

    [Fact]
    public async Task Is_not_dropped_for_what_was_recorded_before_or_with_somebody_else()
    {
        await world.Log(world.Maya, world.Ana, "before");
        Feedback(world.Maya, world.Ana, Start - Duration.FromMinutes(1));
        Feedback(world.Maya, world.Ben, Start + Duration.FromMinutes(1));
        Feedback(world.Olga, world.Ana, Start + Duration.FromMinutes(1));
        world.Clock.Set(Start + Duration.FromMinutes(10));
        await world.Log(world.Maya, world.Ben, "another pair");
        await Ends(null);
    }

    [Fact]
    public async Task Leaves_out_what_was_cancelled_before_and_after_it_was_queued()
    {
        world.Meet(world.Ben, Start, OccurrenceState.Dropped);
        world.Clock.Set(Due);
        (await world.AskAfter()).ShouldBe(1);
        await world.Change<Occurrence>(
            meeting.Id,
            one => (one.State, one.DroppedBecause) = (OccurrenceState.Dropped, DroppedBecause.Cancelled)
        );
        await world.Deliver();
        world.Rows.Select(row => (row.State, row.Reason)).ShouldBe([(DeliveryState.Excluded, DroppedBecause.Cancelled)]);
    }

    [Fact]
    public async Task A_one_on_one_that_was_moved_is_asked_about_after_its_new_end()
    {
        world.Clock.Set(Due);
        await world.AskAfter();
        var later = Start + Duration.FromHours(3);
        await world.Change<Occurrence>(meeting.Id, one => (one.Start, one.End) = (later, later + Duration.FromMinutes(30)));
        await world.Deliver();
        world.Rows.ShouldHaveSingleItem().Reason.ShouldBe("commitment_meeting_moved");
        (await world.AskAfter()).ShouldBe(0);

        world.Clock.Set(later + Duration.FromMinutes(35));
        (await world.AskAfter()).ShouldBe(1);
        await world.Deliver();
        world.Platform.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Respects_who_does_not_want_to_be_asked()
    {
        await world.Change<Person>(world.Maya.Id, person => person.Muted = "x," + Topics.AfterOneOnOne);
        await Ends("topic_off");
    }

    [Fact]
    public async Task Does_not_ask_who_is_no_longer_the_manager()
    {
        var line = world.All<ReportingLine>().Single(one => one.ReportId == world.Ana.Id);
        await world.Change<ReportingLine>(line.Id, one => one.Until = new LocalDate(2026, 11, 24));
        await Ends("manager_changed");
    }

    [Fact]
    public async Task Forgets_what_ended_while_the_service_was_down_for_long()
    {
        world.Clock.Set(Start + Duration.FromHours(13));
        (await world.AskAfter()).ShouldBe(0);
    }

    /// <summary>Friday's is asked until Monday ends, whichever way the clocks go in between.</summary>
    [Theory]
    [InlineData("2026-11-27T15:00:00Z", "2026-11-30T23:00:00Z")]
    [InlineData("2026-11-28T15:00:00Z", "2026-11-30T23:00:00Z")]
    [InlineData("2026-11-29T15:00:00Z", "2026-11-30T23:00:00Z")]
    [InlineData("2026-10-23T15:00:00Z", "2026-10-26T23:00:00Z")]
    [InlineData("2027-03-26T15:00:00Z", "2027-03-29T22:00:00Z")]
    public void Is_worth_asking_until_the_next_working_day_ends(string end, string until)
    {
        var pattern = NodaTime.Text.InstantPattern.ExtendedIso;

        AskAfterOneOnOne
            .EndOfNextWorkingDay(pattern.Parse(end).Value, DateTimeZoneProviders.Tzdb["Europe/Berlin"])
            .ShouldBe(pattern.Parse(until).Value);
    }

    private async Task Ends(string? reason)
    {
        world.Clock.Set(Due);
        (await world.AskAfter()).ShouldBe(1);
        await world.Deliver();
        var row = world.Rows.Single(one => one.Card == "commitment_prompt");
        (row.State, row.Reason).ShouldBe((reason is null ? DeliveryState.Sent : DeliveryState.Excluded, reason));
        (await world.AskAfter()).ShouldBe(0);
    }

    private void Feedback(Person author, Person subject, Instant at) =>
        world.Save(
            new FeedbackNote
            {
                Id = Guid.CreateVersion7(),
                AuthorId = author.Id,
                SubjectId = subject.Id,
                Kind = FeedbackKind.Feedback,
                Text = "x",
                At = at,
            }
        );
}
