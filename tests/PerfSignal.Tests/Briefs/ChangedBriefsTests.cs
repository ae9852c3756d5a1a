using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Briefs;

public sealed class ChangedBriefsTests : IDisposable
{
    private static readonly Duration Hour = Duration.FromHours(1);
    private readonly BriefWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Updates_the_same_cards_once_when_the_meeting_moves_and_keeps_the_frozen_figures()
    {
        var occurrence = await Sent();
        world.Figures = [Sample.Figure("engineering.story_points", "Story points", 99)];
        await Move(occurrence, BriefWorld.Start + Duration.FromMinutes(15), briefAt: occurrence.BriefAt);

        (await world.TellMoves()).ShouldBe(1);
        (await world.TellMoves()).ShouldBe(0);
        (await world.Refresh()).ShouldBe(0);
        (await world.Send()).ShouldBe(0);
        var updates = await Updates();
        updates.Select(row => row.OfId).ShouldBe((await Sends()).Select(row => (Guid?)row.Id));
        var card = CardJson.Read<BriefCard>(updates[1].Model);
        card.When.ShouldBe("Tue 24 Nov, 11:15");
        card.Notice.ShouldContain("11:15");
        card.Figures[0].Value.ShouldBe("36 points");
        (await world.All<Brief>()).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Brings_fresh_figures_by_an_update_when_the_brief_is_wanted_again_after_a_move()
    {
        var occurrence = await Sent();
        await Move(occurrence, BriefWorld.Start + 5 * Hour);
        await world.TellMoves();
        (await world.Refresh()).ShouldBe(0);
        world.Figures = [Sample.Figure("engineering.story_points", "Story points", 38)];
        world.Clock.Set(BriefWorld.Start + 5 * Hour - Duration.FromMinutes(30));
        (await world.Refresh()).ShouldBe(1);
        (await world.Refresh()).ShouldBe(0);
        (await world.Send()).ShouldBe(0);

        (await world.All<Brief>()).Select(brief => brief.Revision).Order().ShouldBe([1, 2]);
        (await Sends()).Count.ShouldBe(2);
        var card = CardJson.Read<BriefCard>((await Updates())[^1].Model);
        card.Figures[0].Value.ShouldBe("38 points");
        card.Notice.ShouldBe("");
    }

    [Fact]
    public async Task Marks_an_early_card_with_its_time_and_refreshes_it_at_lead_time()
    {
        var occurrence = world.Meet();
        world.Clock.Set(BriefWorld.Start - 15 * Hour);
        await world.Change<Occurrence>(
            occurrence.Id,
            one => (one.BriefAt, one.RefreshAt) = (BriefWorld.Start - 15 * Hour, BriefWorld.Start - Duration.FromMinutes(30))
        );
        await world.Send();
        await world.Deliver();
        CardJson.Read<BriefCard>((await world.Rows())[0].Model).Notice.ShouldContain("20:00");
        (await world.Refresh()).ShouldBe(0);

        world.Clock.Set(BriefWorld.Start - Duration.FromMinutes(30));
        (await world.Refresh()).ShouldBe(1);
        (await world.Refresh()).ShouldBe(0);
        (await Updates()).Select(row => row.RecipientId).ShouldBe([world.Ana.Id, world.Maya.Id]);
        CardJson.Read<BriefCard>((await Updates())[0].Model).Notice.ShouldBe("");
    }

    [Fact]
    public async Task Says_on_the_sent_card_that_the_meeting_was_cancelled_and_takes_it_back_when_it_was_not()
    {
        var occurrence = await Sent();
        await world.Change<Occurrence>(
            occurrence.Id,
            one => (one.State, one.DroppedBecause, one.Version) = (OccurrenceState.Dropped, "cancelled", Guid.NewGuid())
        );
        (await world.TellMoves()).ShouldBe(1);
        (await world.TellMoves()).ShouldBe(0);
        var card = CardJson.Read<BriefCard>((await Updates())[^1].Model);
        card.Open.ShouldBeFalse();
        card.Notice.ShouldBe("This 1:1 was cancelled.");
        card.Figures.ShouldBeEmpty();

        world.Clock.Advance(Duration.FromMinutes(1));
        await world.Change<Occurrence>(
            occurrence.Id,
            one => (one.State, one.DroppedBecause, one.Version) = (OccurrenceState.Planned, null, Guid.NewGuid())
        );
        (await world.TellMoves()).ShouldBe(1);
        var again = CardJson.Read<BriefCard>((await Updates())[^1].Model);
        again.Open.ShouldBeTrue();
        again.Figures.ShouldNotBeEmpty();
        (await Sends()).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Excludes_right_before_the_send_what_must_not_leave_any_more()
    {
        var occurrence = world.Meet();
        await world.Send();
        (await Check(world.Maya)).ShouldBeNull();
        (await Check(world.Ana)).ShouldBeNull();

        await world.Change<ReportingLine>(world.Line.Id, line => line.Until = new LocalDate(2026, 11, 24));
        (await Check(world.Maya)).ShouldBe("manager_changed");
        (await Check(world.Ana)).ShouldBeNull();

        await world.Change<ReportingLine>(world.Line.Id, line => line.Until = null);
        await world.Change<Person>(world.Maya.Id, person => person.PausedUntil = BriefWorld.Start + Hour);
        (await Check(world.Maya)).ShouldBe("paused");

        await world.Change<Occurrence>(occurrence.Id, one => (one.State, one.DroppedBecause) = (OccurrenceState.Dropped, "declined"));
        (await Check(world.Ana)).ShouldBe("declined");
    }

    [Fact]
    public async Task Marks_a_figure_contested_between_freezing_and_sending_instead_of_holding_the_card()
    {
        world.Meet();
        await world.Send();
        world.Add(
            new Contest
            {
                Id = Guid.CreateVersion7(),
                PersonId = world.Ana.Id,
                MetricKey = "engineering.story_points",
                Reason = "two sprints are missing",
                OpenedAt = BriefWorld.Start,
            }
        );
        var row = (await Sends())[1];
        (await world.In<IDeliveryCheck, string?>(check => check.WhyNot(row, CancellationToken.None))).ShouldBeNull();
        CardJson.Read<BriefCard>(row.Model).Figures[0].Warning.ShouldBe("contested");
        row.Model.ShouldNotContain("two sprints are missing");
    }

    private async Task<Occurrence> Sent()
    {
        var occurrence = world.Meet();
        await world.Send();
        await world.Deliver();
        return occurrence;
    }

    private Task Move(Occurrence occurrence, Instant start, Instant? briefAt = null) =>
        world.Change<Occurrence>(
            occurrence.Id,
            one =>
                (one.Start, one.End, one.BriefAt, one.Version) = (
                    start,
                    start + Duration.FromMinutes(30),
                    briefAt ?? start - Duration.FromMinutes(30),
                    Guid.NewGuid()
                )
        );

    private async Task<string?> Check(Person recipient)
    {
        var row = (await Sends()).Single(row => row.RecipientId == recipient.Id);
        return await world.In<IDeliveryCheck, string?>(check => check.WhyNot(row, CancellationToken.None));
    }

    private async Task<List<DeliveryRow>> Sends() => [.. (await world.Rows()).Where(row => row.Act == DeliveryAct.Send)];

    private async Task<List<DeliveryRow>> Updates() =>
        [.. (await world.Rows()).Where(row => row.Act == DeliveryAct.Update).OrderBy(row => row.CreatedAt).ThenBy(row => row.Id)];
}
