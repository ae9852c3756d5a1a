using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

public sealed class ApprovalTests
{
    [Fact]
    public async Task A_large_one_waits_for_a_second_person_who_is_hr_of_all_of_them()
    {
        using var world = new BroadcastWorld(approveAbove: 4);
        world.AddMany(5);
        var id = await world.Requested(Wish());
        await world.Tick();
        world.Rows(id).ShouldBeEmpty();

        (await world.Act(acts => acts.Approve(new(world.Hana.Id), id, default))).ShouldBe(new BroadcastResult.Refused("own"));
        (await world.Act(acts => acts.Approve(new(world.Dora.Id), id, default))).ShouldBeOfType<BroadcastResult.NotFound>();
        (
            await world.Act(acts => acts.Approve(new(world.Rows(id).Count == 0 ? Guid.NewGuid() : Guid.Empty), id, default))
        ).ShouldBeOfType<BroadcastResult.NotFound>();
        await world.Tick();
        world.Rows(id).ShouldBeEmpty();
        (await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default))).ShouldBeOfType<BroadcastResult.Done>();
        await world.Tick();

        world.Rows(id).Count(row => row.State == DeliveryState.Sent).ShouldBe(5);
        (world.Stored(id).ApprovedBy, world.Stored(id).ApprovedCount).ShouldBe((world.Hugo.Id, 5));
    }

    [Fact]
    public async Task Hr_of_one_department_reaches_only_that_department()
    {
        using var world = new BroadcastWorld();
        var (ana, ben) = (world.Add("ana"), world.Add("ben", department: "Support"));
        var id = await world.Requested(Wish(new AudienceRule { Emails = [ana.Email, ben.Email] }), world.Dora);

        await world.Tick();

        world.Rows(id).Select(row => row.RecipientId).ShouldBe([ana.Id]);
        (await world.Progress(id, world.Dora))!.Audience.ShouldBe(1);
        (await world.Progress(id, ana)).ShouldBeNull();
        (await world.Report(id, ana)).ShouldBeEmpty();
        (await world.Act(acts => acts.Save(new(ana.Id), null, Wish(), default))).ShouldBeOfType<BroadcastResult.NotFound>();
    }

    [Fact]
    public async Task An_approval_is_void_when_it_is_changed()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        world.AddMany(2);
        var id = await world.Requested(Wish(local: "2026-11-26 09:00"));
        await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default));
        world.Stored(id).State.ShouldBe(BroadcastState.Scheduled);

        await world.Act(acts => acts.Save(new(world.Hana.Id), id, Wish(local: "2026-11-26 10:00"), default));
        (world.Stored(id).State, world.Stored(id).ApprovedBy).ShouldBe((BroadcastState.Draft, (Guid?)null));
        await world.Act(acts => acts.Request(new(world.Hana.Id), id, default));

        world.Stored(id).State.ShouldBe(BroadcastState.AwaitingApproval);
        await world.Until(At("2026-11-27T12:00Z"));
        world.Rows(id).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(120, 10, false)]
    [InlineData(120, 12, false)]
    [InlineData(120, 13, true)]
    [InlineData(20, 10, false)]
    [InlineData(20, 11, true)]
    public async Task An_audience_that_grew_much_is_asked_about_again(int approved, int joined, bool again)
    {
        using var world = new BroadcastWorld(approveAbove: 10, page: 500);
        world.AddMany(approved);
        var id = await world.Requested(Wish(local: "2026-11-25 09:00", timing: SendTiming.AuthorTime));
        await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default));

        world.AddMany(joined, prefix: "joined");
        world.Clock.Set(At("2026-11-25T08:00Z"));
        await world.MakeRows();

        (world.Stored(id).State == BroadcastState.AwaitingApproval).ShouldBe(again);
        world.Stored(id).Notice.ShouldBe(again ? "audience_grew" : null);
        world.Rows(id).Count.ShouldBe(again ? 0 : approved + joined);
        await world.AddsUp();
    }

    [Fact]
    public async Task A_refusal_makes_it_a_draft_and_says_why()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        world.AddMany(2);
        var id = await world.Requested(Wish());

        (await world.Act(acts => acts.Refuse(new(world.Hugo.Id), id, " ", default))).ShouldBeOfType<BroadcastResult.Invalid>();
        await world.Act(acts => acts.Refuse(new(world.Hugo.Id), id, " Too many at once. ", default));

        var stored = world.Stored(id);
        (stored.State, stored.Notice, stored.Remark).ShouldBe((BroadcastState.Draft, "refused", "Too many at once."));
    }

    [Fact]
    public async Task An_edit_of_what_went_to_many_waits_for_a_second_person_too()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        var ana = world.Add("ana");
        world.AddMany(2);
        var id = await world.Requested(Wish());
        await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default));
        await world.Tick();

        await world.Act(acts => acts.EditSent(new(world.Hana.Id), id, "Other words.", null, default));
        await world.Pass(Duration.FromMinutes(5));
        world.Got(ana).Count.ShouldBe(1);
        (await world.Act(acts => acts.Approve(new(world.Hana.Id), id, default))).ShouldBe(new BroadcastResult.Refused("own"));
        (await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default))).ShouldBeOfType<BroadcastResult.Done>();
        await world.Pass(Duration.FromMinutes(5));

        world.Got(ana).ShouldBe([(DeliveryAct.Send, "Please set your goals."), (DeliveryAct.Update, "Other words.")]);
    }

    [Theory]
    [InlineData(4, BroadcastState.Sending)]
    [InlineData(5, BroadcastState.AwaitingApproval)]
    public async Task Only_above_the_set_size_a_second_person_is_asked(int people, BroadcastState state)
    {
        using var world = new BroadcastWorld(approveAbove: 4);
        world.AddMany(people);

        world.Stored(await world.Requested(Wish())).State.ShouldBe(state);
    }

    [Fact]
    public async Task Whoever_wrote_other_words_is_told_once_why_they_were_refused()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        world.AddMany(2);
        var id = await world.Requested(Wish());
        await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default));
        await world.Tick();
        await world.Act(acts => acts.EditSent(new(world.Hugo.Id), id, "Other words.", null, default));

        (await world.Act(acts => acts.Refuse(new(world.Hugo.Id), id, "Mine.", default))).ShouldBe(new BroadcastResult.Refused("own"));
        (await world.Act(acts => acts.Refuse(new(world.Hana.Id), id, "Not now.", default))).ShouldBeOfType<BroadcastResult.Done>();
        await world.Pass(Duration.FromMinutes(5));
        await world.Act(acts => acts.RetryFailed(new(world.Hana.Id), id, default));
        await world.Pass(Duration.FromMinutes(5));

        world.Got(world.Hugo).Count(one => one.Text.Contains("Not now.", StringComparison.Ordinal)).ShouldBe(1);
        world.Got(world.Hana).ShouldBeEmpty("the one who refused it knows");
    }

    [Fact]
    public async Task Everyone_of_somebody_who_is_hr_of_one_department_are_its_people()
    {
        using var world = new BroadcastWorld();
        world.Add("ana");
        world.Add("ben", department: "Support");
        var (id, all) = (await world.Draft(Wish(new AudienceRule()), world.Dora), await world.Draft(Wish(new AudienceRule())));

        AudienceRule.FromJson(world.Stored(id).Audience).Departments.ShouldBe(["Sales"]);
        AudienceRule.FromJson(world.Stored(all).Audience).Departments.ShouldBeEmpty();
        world.Save(Hr(world.Dora));
        await world.Act(acts => acts.Request(new(world.Dora.Id), id, default));
        await world.Tick();

        world.Rows(id).Count.ShouldBe(1, "also where they are HR of everyone by the time it leaves");
    }
}
