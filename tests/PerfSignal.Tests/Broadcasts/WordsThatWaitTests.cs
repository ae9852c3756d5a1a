using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>Other words, an end or a step back for what has not left yet.</summary>
public sealed class WordsThatWaitTests
{
    private const string Nine = "2026-11-25 09:00";

    [Fact]
    public async Task Taken_back_it_forgets_the_words_that_a_second_person_was_asked_about()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        var people = world.AddMany(2);
        var id = await world.Requested(Wish());
        await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default));
        await world.Tick();
        await world.Act(acts => acts.EditSent(new(world.Hana.Id), id, "Other words.", "Andere Worte.", default));
        (world.Stored(id).ProposedBy, world.Stored(id).Notice).ShouldBe((world.Hana.Id, "edit_awaits"));

        (await world.Act(acts => acts.Retract(new(world.Hana.Id), id, default))).ShouldBeOfType<BroadcastResult.Done>();

        var stored = world.Stored(id);
        (stored.ProposedEn, stored.ProposedDe, stored.ProposedBy, stored.Notice).ShouldBe((null, null, null, null));
        (await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default))).ShouldBeOfType<BroadcastResult.Refused>();
        await world.Pass(Duration.FromMinutes(10));
        people.ForEach(person => world.Got(person).Select(one => one.Act).ShouldBe([DeliveryAct.Send, DeliveryAct.Retract]));
        world.Stored(id).Edits.ShouldBe(0);
    }

    [Theory]
    [InlineData(SendTiming.AuthorTime)]
    [InlineData(SendTiming.RecipientTime)]
    public async Task Cancelled_before_its_time_it_is_over_at_once_and_nobody_hears_of_it(SendTiming timing)
    {
        using var world = new BroadcastWorld();
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine, timing: timing));
        world.Stored(id).State.ShouldBe(BroadcastState.Scheduled);

        await world.Act(acts => acts.Cancel(new(world.Hana.Id), id, default));

        var stored = world.Stored(id);
        (stored.State, stored.NextAt, stored.EndedAt, stored.StartedAt).ShouldBe((BroadcastState.Cancelled, null, world.Now, null));
        var progress = (await world.Progress(id))!;
        (progress.Audience, progress.CanCancel, progress.CanRetract, progress.CanPause, progress.CanResume).ShouldBe(
            (0, false, false, false, false)
        );
        await world.Until(At("2026-11-26T12:00Z"));
        (world.Got(ana).Count, world.Rows(id).Count).ShouldBe((0, 0));
        using var data = world.Open();
        data.Set<BulkSend>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Cancelled_while_a_second_person_is_asked_it_asks_nobody_any_more()
    {
        using var world = new BroadcastWorld(approveAbove: 2);
        world.Add("early", "Asia/Tokyo");
        world.Add("late");
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T01:00Z"));
        world.AddMany(2);
        await world.Until(At("2026-11-25T08:30Z"));
        world.Stored(id).Notice.ShouldBe("audience_grew");

        await world.Act(acts => acts.Cancel(new(world.Hana.Id), id, default));

        (world.Stored(id).State, world.Stored(id).Notice).ShouldBe((BroadcastState.Cancelled, null));
        await world.Pass(Duration.FromMinutes(10));
        (await world.Progress(id))!.Account.ShouldBe(new Account(4, 1, 0, 0, 3, 0, 0));
    }

    /// <summary>The messages are made already and wait for the end of the quiet hours at ten.</summary>
    [Fact]
    public async Task Other_words_reach_messages_that_are_made_already_before_they_leave()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var (ana, kai) = (world.Add("ana"), world.Add("kai", change: one => one.Language = "de"));
        var id = await world.Requested(Wish(local: Nine, timing: SendTiming.AuthorTime));
        await world.Until(At("2026-11-25T08:30Z"));

        await world.Act(acts => acts.EditSent(new(world.Hana.Id), id, "Other words.", "Andere Worte.", default));
        await world.Tick();

        world.Row(id, ana)!.State.ShouldBe(DeliveryState.Waiting);
        world.Row(id, ana)!.Model.ShouldContain("Other words.");
        world.Row(id, kai)!.Model.ShouldContain("Andere Worte.");
        world.Stored(id).EditsSpread.ShouldBe(1);
        await world.Until(At("2026-11-25T09:00Z"));
        world.Got(ana).ShouldBe([(DeliveryAct.Send, "Other words.")]);
        world.Got(kai).ShouldBe([(DeliveryAct.Send, "Andere Worte.")]);
    }

    /// <summary>A node has it in hand, and leaves with the words that it read.</summary>
    [Fact]
    public async Task Other_words_wait_for_a_message_that_is_on_its_way()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine, timing: SendTiming.AuthorTime));
        await world.Until(At("2026-11-25T08:30Z"));
        Hold(Guid.NewGuid());
        await world.Act(acts => acts.EditSent(new(world.Hana.Id), id, "Other words.", null, default));

        await world.MakeRows();
        (world.Stored(id).EditsSpread, world.Row(id, ana)!.Model.Contains("Other words.")).ShouldBe((0, false));
        Hold(null);
        await world.MakeRows();

        (world.Stored(id).EditsSpread, world.Row(id, ana)!.Model.Contains("Other words.")).ShouldBe((1, true));

        void Hold(Guid? lease)
        {
            using var data = world.Open();
            data.Set<DeliveryRow>().ExecuteUpdate(set => set.SetProperty(row => row.LeaseId, lease));
        }
    }

    /// <summary>It may be there with the first words: it is looked for with these, and changed where it is.</summary>
    [Fact]
    public async Task Other_words_come_after_a_message_that_may_be_there_already()
    {
        using var world = new BroadcastWorld();
        var ana = world.Add("ana");
        world.Platform.Fails(FailureCategory.Uncertain);
        var id = await world.Requested(Wish());
        await world.Tick();
        world.Row(id, ana)!.Category.ShouldBe(FailureCategory.Uncertain);

        await world.Act(acts => acts.EditSent(new(world.Hana.Id), id, "Other words.", null, default));
        await world.MakeRows();
        (world.Stored(id).EditsSpread, world.Row(id, ana)!.Model.Contains("Other words.")).ShouldBe((0, false));
        await world.Pass(Duration.FromMinutes(10));

        world
            .Got(ana)
            .ShouldBe([
                (DeliveryAct.Send, "Please set your goals."),
                (DeliveryAct.Send, "Please set your goals."),
                (DeliveryAct.Update, "Other words."),
            ]);
        world.Stored(id).EditsSpread.ShouldBe(1);
    }
}
