using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>Who may do what with a broadcast that waits for a second person, or has been approved by one.</summary>
public sealed class SecondPersonTests
{
    private const string Nine = "2026-11-25 09:00";

    [Fact]
    public async Task Others_of_hr_change_nothing_of_what_is_not_theirs()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        world.AddMany(2);
        var id = await world.Requested(Wish());

        (await world.Act(acts => acts.Save(new(world.Hugo.Id), id, Wish() with { TextEn = "Mine." }, default))).ShouldBe(
            new BroadcastResult.Refused("not_author")
        );

        world.Stored(id).TextEn.ShouldBe("Please set your goals.");
        world.Stored(id).State.ShouldBe(BroadcastState.AwaitingApproval);
    }

    [Fact]
    public async Task An_author_who_is_no_longer_hr_does_nothing_with_it()
    {
        using var world = new BroadcastWorld();
        world.AddMany(2);
        var id = await world.Requested(Wish(local: Nine));

        world.Remove<PersonRole>(role => role.PersonId == world.Hana.Id);

        (await world.Progress(id, world.Hana)).ShouldBeNull();
        (await world.Act(acts => acts.Pause(new(world.Hana.Id), id, default))).ShouldBeOfType<BroadcastResult.NotFound>();
        (await world.Act(acts => acts.Copy(new(world.Hana.Id), id, default))).ShouldBeOfType<BroadcastResult.NotFound>();
        (await world.Act(acts => acts.Pause(new(world.Hugo.Id), id, default))).ShouldBeOfType<BroadcastResult.Done>();
    }

    [Fact]
    public async Task What_is_over_by_then_is_neither_asked_for_nor_approved()
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        world.AddMany(2);
        var draft = await world.Draft(Wish(local: Nine, timing: SendTiming.AuthorTime));
        var waiting = await world.Requested(Wish(local: Nine, timing: SendTiming.AuthorTime));
        world.Clock.Set(At("2026-11-25T08:01Z"));

        var asked = await world.Act(acts => acts.Request(new(world.Hana.Id), draft, default));
        asked.ShouldBeOfType<BroadcastResult.Invalid>().Errors["time"].ShouldBe("past");
        (await world.Act(acts => acts.Approve(new(world.Hugo.Id), waiting, default))).ShouldBe(new BroadcastResult.Refused("past"));

        world.Stored(draft).State.ShouldBe(BroadcastState.Draft);
        world.Stored(waiting).State.ShouldBe(BroadcastState.AwaitingApproval);
    }

    [Fact]
    public async Task To_nobody_nothing_is_sent_now_but_people_may_come_until_its_time()
    {
        using var world = new BroadcastWorld();
        var (now, later) = (await world.Draft(Wish()), await world.Draft(Wish(local: Nine)));

        var asked = await world.Act(acts => acts.Request(new(world.Hana.Id), now, default));
        asked.ShouldBeOfType<BroadcastResult.Invalid>().Errors["audience"].ShouldBe("nobody");
        (await world.Act(acts => acts.Request(new(world.Hana.Id), later, default))).ShouldBeOfType<BroadcastResult.Done>();
    }

    [Fact]
    public async Task An_audience_that_shrank_and_grew_again_below_the_size_is_not_asked_about()
    {
        using var world = new BroadcastWorld(approveAbove: 40, page: 500);
        var people = world.AddMany(41);
        var id = await world.Requested(Wish(local: Nine, timing: SendTiming.AuthorTime));
        people[..31].ForEach(person => world.Change<Person>(person.Id, one => one.Department = "Care"));
        await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default));
        world.Stored(id).ApprovedCount.ShouldBe(10);

        people[..21].ForEach(person => world.Change<Person>(person.Id, one => one.Department = "Sales"));
        world.Clock.Set(At("2026-11-25T08:00Z"));
        await world.MakeRows();

        world.Rows(id).Count.ShouldBe(31);
    }

    [Fact]
    public async Task What_grew_while_it_was_sent_is_held_and_waits_for_somebody_who_wrote_nothing_of_it()
    {
        using var world = new BroadcastWorld(approveAbove: 2);
        var third = world.Add("third", department: "People");
        world.Save(Hr(third));
        world.Add("early", "Asia/Tokyo");
        world.Add("late");
        var id = await world.Requested(Wish(local: Nine));
        await world.Until(At("2026-11-25T01:00Z"));
        world.Rows(id).Count.ShouldBe(1);

        world.AddMany(2);
        await world.Until(At("2026-11-25T08:30Z"));
        var stored = world.Stored(id);
        (stored.State, stored.Notice, world.Rows(id).Count).ShouldBe((BroadcastState.AwaitingApproval, "audience_grew", 1));

        (await world.Act(acts => acts.Save(new(world.Hana.Id), id, Wish(local: Nine), default))).ShouldBe(
            new BroadcastResult.Refused("started"),
            "who has it already would have got something else"
        );

        world.Change<Broadcast>(id, one => (one.ProposedEn, one.ProposedBy) = ("Other words.", world.Hugo.Id));
        (await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default))).ShouldBe(new BroadcastResult.Refused("own"));
        (await world.Act(acts => acts.Approve(new(world.Hana.Id), id, default))).ShouldBe(new BroadcastResult.Refused("own"));
        (await world.Act(acts => acts.Refuse(new(third.Id), id, "Too many.", default))).ShouldBeOfType<BroadcastResult.Done>();
        world.Stored(id).State.ShouldBe(BroadcastState.Paused);
        using (var data = world.Open())
        {
            data.Set<BulkSend>().Single(send => send.Id == id).Paused.ShouldBeTrue("what has its message already waits with the rest");
        }

        await world.Act(acts => acts.Resume(new(world.Hana.Id), id, default));
        (world.Stored(id).Notice, world.Stored(id).Remark).ShouldBe((null, null), "the refusal is over");
        await world.Pass(Duration.FromMinutes(5));
        world.Stored(id).State.ShouldBe(BroadcastState.AwaitingApproval, "to go on asks again");
        (await world.Act(acts => acts.Approve(new(third.Id), id, default))).ShouldBeOfType<BroadcastResult.Done>();
        await world.Until(At("2026-11-27T12:00Z"));
        world.Rows(id).Count(row => row.State == DeliveryState.Sent).ShouldBe(4);
    }

    [Fact]
    public async Task A_copy_by_hr_of_one_department_goes_to_no_more_than_that()
    {
        using var world = new BroadcastWorld();
        world.Add("ana");
        var id = await world.Requested(Wish(new AudienceRule(), Nine), world.Hugo);

        (await world.Act(acts => acts.Copy(new(world.Dora.Id), id, default))).ShouldBeOfType<BroadcastResult.NotFound>();
        world.Save(Hr(world.Dora));
        var wide = await world.Act(acts => acts.Copy(new(world.Dora.Id), id, default));
        AudienceRule.FromJson(wide.ShouldBeOfType<BroadcastResult.Done>().Broadcast.Audience).Departments.ShouldBeEmpty();
        world.Remove<PersonRole>(role => role.PersonId == world.Dora.Id && role.Department == null);
        var own = ((BroadcastResult.Done)wide).Broadcast.Id;
        var narrow = await world.Act(acts => acts.Copy(new(world.Dora.Id), own, default));
        AudienceRule.FromJson(narrow.ShouldBeOfType<BroadcastResult.Done>().Broadcast.Audience).Departments.ShouldBe(["Sales"]);
    }

    /// <summary>Also where fewer got it than were approved, and where so many got it without an approval.</summary>
    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public async Task Other_words_wait_for_a_second_person_where_one_was_or_would_be_asked(bool approved, int sent)
    {
        using var world = new BroadcastWorld(approveAbove: 1);
        var people = world.AddMany(2);
        var id = await world.Requested(Wish());
        await world.Act(acts => acts.Approve(new(world.Hugo.Id), id, default));
        people[sent..].ForEach(person => world.Change<Person>(person.Id, one => one.Department = "Care"));
        await world.Tick();
        world.Rows(id).Count.ShouldBe(sent);
        if (!approved)
        {
            world.Change<Broadcast>(id, one => one.ApprovedBy = null);
        }

        await world.Act(acts => acts.EditSent(new(world.Hana.Id), id, "Other words.", null, default));

        (world.Stored(id).ProposedBy, world.Stored(id).TextEn).ShouldBe((world.Hana.Id, "Please set your goals."));
    }
}
