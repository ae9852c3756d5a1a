using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

public sealed class SteeringTests
{
    private const string Nine = "2026-11-25 09:00";

    [Fact]
    public async Task A_pause_holds_what_is_there_and_what_is_to_come_until_it_is_resumed()
    {
        using var world = new BroadcastWorld();
        var (tokyo, berlin, york) = (world.Add("tom", "Asia/Tokyo"), world.Add("bea"), world.Add("yve", "America/New_York"));
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T01:00Z"));

        await world.Act(acts => acts.Pause(new(world.Hana.Id), id, default));
        await world.Until(At("2026-11-25T10:00Z"));
        world.Rows(id).Select(row => row.RecipientId).ShouldBe([tokyo.Id]);
        await world.Act(acts => acts.Resume(new(world.Hugo.Id), id, default));
        await world.Until(At("2026-11-25T10:00Z") + Duration.FromMinutes(1));

        world.Row(id, berlin)!.State.ShouldBe(DeliveryState.Sent);
        await world.Until(At("2026-11-26T12:00Z"));
        world.Row(id, york)!.EndedAt.ShouldBe(At("2026-11-25T14:00Z"));
        world.Stored(id).State.ShouldBe(BroadcastState.Done);
    }

    /// <summary>The message is made already and waits for the end of the quiet hours at ten.</summary>
    [Fact]
    public async Task A_pause_holds_messages_that_are_made_already()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine, timing: SendTiming.AuthorTime));
        await world.Until(At("2026-11-25T08:30Z"));
        world.Row(id, ana)!.State.ShouldBe(DeliveryState.Waiting);

        await world.Act(acts => acts.Pause(new(world.Hana.Id), id, default));
        await world.Until(At("2026-11-25T10:00Z"));
        world.Got(ana).ShouldBeEmpty();
        await world.Act(acts => acts.Resume(new(world.Hana.Id), id, default));
        await world.Pass(Duration.FromMinutes(5));

        world.Got(ana).Count.ShouldBe(1);
        world.Stored(id).State.ShouldBe(BroadcastState.Done);
    }

    [Fact]
    public async Task Cancelled_messages_that_are_made_already_never_leave()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine, timing: SendTiming.AuthorTime));
        await world.Until(At("2026-11-25T08:30Z"));

        await world.Act(acts => acts.Cancel(new(world.Hana.Id), id, default));
        await world.Pass(Duration.FromMinutes(5));

        (world.Row(id, ana)!.State, world.Row(id, ana)!.Reason).ShouldBe((DeliveryState.Cancelled, Sends.Cancelled));
    }

    [Fact]
    public async Task A_retry_is_being_sent_again_and_what_was_taken_back_is_not_retried()
    {
        using var world = new BroadcastWorld();
        world.AddMany(2);
        world.Platform.Fails(FailureCategory.Invalid);
        var id = await world.Requested(Wish());
        await world.Tick();

        await world.Act(acts => acts.RetryFailed(new(world.Hana.Id), id, default));
        (world.Stored(id).State, world.Stored(id).EndedAt).ShouldBe((BroadcastState.Sending, null));
        await world.Pass(Duration.FromMinutes(5));
        await world.Act(acts => acts.Retract(new(world.Hana.Id), id, default));

        (await world.Act(acts => acts.RetryFailed(new(world.Hana.Id), id, default))).ShouldBe(new BroadcastResult.Refused("retracted"));
    }

    [Fact]
    public async Task A_pause_longer_than_the_message_is_worth_lets_it_expire()
    {
        using var world = new BroadcastWorld();
        var ana = world.Add("ana");
        var id = await world.Requested(Wish(local: Nine, timing: SendTiming.AuthorTime, hours: 2));

        await world.Act(acts => acts.Pause(new(world.Hana.Id), id, default));
        await world.Until(At("2026-11-25T12:00Z"));
        await world.Act(acts => acts.Resume(new(world.Hana.Id), id, default));
        await world.Pass(Duration.FromMinutes(5));

        world.Row(id, ana)!.State.ShouldBe(DeliveryState.Expired);
        world.Stored(id).State.ShouldBe(BroadcastState.Done);
    }

    [Fact]
    public async Task Cancelled_half_way_everyone_has_an_end()
    {
        using var world = new BroadcastWorld();
        var (tokyo, berlin) = (world.Add("tom", "Asia/Tokyo"), world.Add("bea"));
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T01:00Z"));

        await world.Act(acts => acts.Cancel(new(world.Hana.Id), id, default));
        await world.Pass(Duration.FromMinutes(5));

        world.Row(id, tokyo)!.State.ShouldBe(DeliveryState.Sent);
        (world.Row(id, berlin)!.State, world.Row(id, berlin)!.Reason).ShouldBe((DeliveryState.Cancelled, Sends.Cancelled));
        (await world.Progress(id))!.Account.ShouldBe(new Account(2, 1, 0, 0, 1, 0, 0));
        (world.Stored(id).State, world.Stored(id).EndedAt is not null).ShouldBe((BroadcastState.Cancelled, true));
        await world.Until(At("2026-11-26T12:00Z"));
        world.Got(berlin).ShouldBeEmpty();
    }

    [Fact]
    public async Task Taken_back_what_was_sent_goes_and_the_rest_never_leaves()
    {
        using var world = new BroadcastWorld();
        var (tokyo, berlin) = (world.Add("tom", "Asia/Tokyo"), world.Add("bea"));
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T01:00Z"));

        await world.Act(acts => acts.Retract(new(world.Hana.Id), id, default));
        await world.Act(acts => acts.Retract(new(world.Hugo.Id), id, default));
        await world.Pass(Duration.FromMinutes(10));

        world.Got(tokyo).Select(one => one.Act).ShouldBe([DeliveryAct.Send, DeliveryAct.Retract]);
        world.Got(berlin).ShouldBeEmpty();
        var progress = (await world.Progress(id))!;
        (progress.Retracted, progress.Account).ShouldBe((1, new Account(2, 1, 0, 0, 1, 0, 0)));
        progress.CanRetract.ShouldBeFalse();
    }

    [Fact]
    public async Task An_edit_reaches_those_who_have_it_and_those_who_wait()
    {
        using var world = new BroadcastWorld();
        var tokyo = world.Add("tom", "Asia/Tokyo");
        var (berlin, german) = (world.Add("bea"), world.Add("kai", change: one => one.Language = "de"));
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T01:00Z"));

        await world.Act(acts => acts.EditSent(new(world.Hana.Id), id, "Other words.", "Andere Worte.", default));
        await world.Act(acts => acts.EditSent(new(world.Hugo.Id), id, "Other words.", "Andere Worte.", default));
        await world.Until(At("2026-11-26T12:00Z"));

        world.Got(tokyo).ShouldBe([(DeliveryAct.Send, "Please set your goals."), (DeliveryAct.Update, "Other words.")]);
        world.Got(berlin).ShouldBe([(DeliveryAct.Send, "Other words.")]);
        world.Got(german).ShouldBe([(DeliveryAct.Send, "Andere Worte.")]);
        (world.Stored(id).Edits, world.Stored(id).EditsSpread).ShouldBe((1, 1));
        world.Row(id, berlin)!.Model.ShouldContain("Changed on");
    }

    [Fact]
    public async Task An_edit_reaches_many_in_pages_and_each_once()
    {
        using var world = new BroadcastWorld(page: 3);
        var people = world.AddMany(8);
        var id = await world.Requested(Wish());
        await world.Tick();

        await world.Act(acts => acts.EditSent(new(world.Hana.Id), id, "Other words.", null, default));
        await world.Pass(Duration.FromMinutes(5));

        people.ForEach(person => world.Got(person).Select(one => one.Act).ShouldBe([DeliveryAct.Send, DeliveryAct.Update]));
    }

    [Fact]
    public async Task What_failed_is_tried_again_and_nobody_else_is()
    {
        using var world = new BroadcastWorld();
        var people = world.AddMany(3);
        world.Platform.Fails(FailureCategory.Invalid);
        var id = await world.Requested(Wish());
        await world.Tick();
        (await world.Progress(id))!.Account.ShouldBe(new Account(3, 2, 1, 0, 0, 0, 0));
        world.Stored(id).State.ShouldBe(BroadcastState.Done);

        await world.Act(acts => acts.RetryFailed(new(world.Hana.Id), id, default));
        await world.Pass(Duration.FromMinutes(5));

        (await world.Progress(id))!.Account.ShouldBe(new Account(3, 3, 0, 0, 0, 0, 0));
        world.Platform.Asked.Count.ShouldBe(4);
        world.Stored(id).State.ShouldBe(BroadcastState.Done);
        people.ForEach(person => world.Row(id, person)!.State.ShouldBe(DeliveryState.Sent));
    }

    [Fact]
    public async Task The_dry_run_says_who_gets_it_who_does_not_and_why()
    {
        using var world = new BroadcastWorld(quiet: "20:00-07:00");
        world.Add("a-tokyo", "Asia/Tokyo");
        world.Add("b-early", change: one => one.QuietHours = "20:00-10:00");
        world.Add("c-paused", change: one => one.PausedUntil = At("2026-12-01T00:00Z"));
        world.Add("d-muted", change: one => one.Muted = "nudges");
        world.Add("e-leaves", change: one => one.LastDay = Day("2026-11-24"));
        var gone = world.Add("f-unreachable");
        world.Platform.Knows = person => person.Id != gone.Id;
        var id = await world.Draft(Wish(local: Nine));

        var result = await world.Do<DryRun, DryRunResult>(run => run.Of(new(world.Hana.Id), world.Stored(id), 0, 100, default));

        result
            .Lines.Select(line => (line.Name, line.LeavesAt, line.WhyNot))
            .ShouldBe([
                ("a-tokyo", At("2026-11-25T00:00Z"), null),
                ("b-early", At("2026-11-25T09:00Z"), null),
                ("c-paused", null, "paused"),
                ("d-muted", null, "topic_off"),
                ("e-leaves", null, "not_employed"),
                ("f-unreachable", null, "unreachable"),
            ]);
        (result.Audience, result.WillGet, result.Excluded.Values.Sum()).ShouldBe((6, 2, 4));
        (result.First, result.Last).ShouldBe((At("2026-11-25T00:00Z"), At("2026-11-25T09:00Z")));
        var part = await world.Do<DryRun, DryRunResult>(run => run.Of(new(world.Hana.Id), world.Stored(id), 1, 2, default));
        part.Lines.Select(line => line.Name).ShouldBe(["b-early", "c-paused"]);
        part.Audience.ShouldBe(6);
    }
}
