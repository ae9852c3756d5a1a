using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Commitments;

public sealed class ChangeCommitmentTests : IDisposable
{
    private readonly CommitmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Its_owner_closes_it_once_and_its_manager_reopens_it()
    {
        var row = (await world.Log(world.Maya, world.Ana, "for Ana")).Id.ToString("N");

        (await Said(world.Ana, "commitment.done", row)).ShouldBe("Done: “for Ana”.");
        (await Said(world.Maya, "commitment.done", row)).ShouldBe("“for Ana” was closed already.");
        (await Said(world.Maya, "commitment.drop", row)).ShouldBe("“for Ana” was closed already.");
        world.Only.State.ShouldBe(CommitmentState.Done);
        world.Only.ClosedAt.ShouldNotBeNull();
        (await Said(world.Maya, "commitment.reopen", row)).ShouldBe("Open again: “for Ana”.");
        (await Said(world.Maya, "commitment.reopen", row)).ShouldBe("“for Ana” is open already.");
        world.Only.ClosedAt.ShouldBeNull();
        Acts().ShouldBe([CommitmentAct.Logged, CommitmentAct.Done, CommitmentAct.Reopened]);
    }

    [Fact]
    public async Task Is_dropped_only_after_the_question_whether_to()
    {
        var row = (await world.Log(world.Maya, world.Ana, "for Ana")).Id.ToString("N");

        (await world.Press(world.Ana, "commitment.drop", row)).ShouldBeOfType<Reply.Showed>().Card.ShouldBe("commitment_drop");
        world.Only.State.ShouldBe(CommitmentState.Open);
        (await Said(world.Ana, "commitment.drop", row, ("sure", "yes"))).ShouldBe("Dropped: “for Ana”.");
        world.Only.State.ShouldBe(CommitmentState.Dropped);
    }

    [Fact]
    public async Task Only_owner_and_manager_change_it_and_only_the_pair_sees_it()
    {
        // Maya's own promise: Ana may read it, and not close it for her.
        var row = (await world.Log(world.Maya, world.Ana, "by Maya", owner: "me")).Id.ToString("N");
        foreach (var verb in new[] { "commitment.done", "commitment.drop", "commitment.reopen", "commitment.move" })
        {
            foreach (var by in new[] { world.Ana, world.Ben, world.Olga })
            {
                (await Said(by, verb, row, ("sure", "yes"), ("due", "2026-12-01"))).ShouldBe("I cannot find that commitment among yours.");
            }

            (await Said(world.Maya, verb, "nonsense")).ShouldBe("I cannot find that commitment among yours.");
        }

        world.Only.State.ShouldBe(CommitmentState.Open);
        (await world.Press(world.Ana, "commitment.show", row)).ShouldBeOfType<Reply.Showed>().Model["canClose"]!
            .GetValue<bool>()
            .ShouldBeFalse();
        (await Said(world.Ben, "commitment.show", row)).ShouldContain("cannot find");
        (await Said(world.Olga, "commitment.show", row)).ShouldContain("cannot find");
    }

    [Fact]
    public async Task Its_due_date_is_moved_and_taken_away()
    {
        var row = (await world.Log(world.Maya, world.Ana, "x1", "2026-11-27")).Id.ToString("N");
        (await world.Press(world.Ana, "commitment.move", row)).ShouldBeOfType<Reply.Opened>().Model["due"]!
            .GetValue<string>()
            .ShouldBe("2026-11-27");

        (await Said(world.Ana, "commitment.move", row, ("due", "2026-12-01"), ("was", "2026-11-27"))).ShouldBe("Moved to Tue 1 Dec: “x1”.");
        (await Said(world.Ana, "commitment.move", row, ("due", "2026-12-01"), ("was", "2026-12-01"))).ShouldContain("on that day already");
        (await Said(world.Maya, "commitment.move", row, ("due", ""), ("was", "2026-12-01"))).ShouldContain("has no due date now");
        world.Only.DueOn.ShouldBeNull();
        Acts().ShouldBe([CommitmentAct.Logged, CommitmentAct.Moved, CommitmentAct.Moved]);
    }

    [Theory]
    [InlineData("2026-11-23", "2026-11-27", "has passed")]
    [InlineData("12/3", "2026-11-27", "may mean")]
    [InlineData("2026-12-01", "2026-11-26", "changed at the same moment")]
    public async Task A_date_that_cannot_be_taken_is_asked_again(string due, string was, string sentence)
    {
        var row = (await world.Log(world.Maya, world.Ana, "x1", "2026-11-27")).Id.ToString("N");

        var invalid = (await world.Press(world.Ana, "commitment.move", row, ("due", due), ("was", was))).ShouldBeOfType<Reply.Invalid>();
        invalid.Errors["due"].ShouldContain(sentence);
        (invalid.Model["due"]!.GetValue<string>(), invalid.Model["was"]!.GetValue<string>()).ShouldBe((due, "2026-11-27"));
        world.Only.DueOn.ShouldBe(new LocalDate(2026, 11, 27));
    }

    [Fact]
    public async Task Two_who_act_at_the_same_moment_do_not_overwrite_each_other()
    {
        var id = (await world.Log(world.Maya, world.Ana, "x1", "2026-11-27")).Id;
        await using var mine = world.Open();
        var stale = await mine.Set<Commitment>().SingleAsync(row => row.Id == id);
        (await Said(world.Maya, "commitment.done", id.ToString("N"))).ShouldContain("Done");
        stale.DueOn = new LocalDate(2026, 12, 1);

        (await mine.Saved(CancellationToken.None)).ShouldBeFalse();
        world.Only.DueOn.ShouldBe(new LocalDate(2026, 11, 27));
        world.Only.State.ShouldBe(CommitmentState.Done);
    }

    [Fact]
    public async Task Done_by_both_at_once_is_one_step_of_its_history()
    {
        var row = (await world.Log(world.Maya, world.Ana, "x1")).Id.ToString("N");
        var answers = await Task.WhenAll(
            new[] { world.Maya, world.Ana, world.Maya, world.Ana }.Select(by => Task.Run(() => Said(by, "commitment.done", row)))
        );

        answers.Count(answer => answer == "Done: “x1”.").ShouldBe(1);
        Acts().ShouldBe([CommitmentAct.Logged, CommitmentAct.Done]);
    }

    [Fact]
    public async Task Shows_its_history_newest_first_with_names_and_dates()
    {
        var row = (await world.Log(world.Maya, world.Ana, "x1", "2026-11-27")).Id.ToString("N");
        world.Clock.Advance(Duration.FromHours(1));
        await Said(world.Ana, "commitment.move", row, ("due", "2026-12-01"));
        world.Clock.Advance(Duration.FromHours(1));
        await Said(world.Ana, "commitment.done", row);

        var shown = (await world.Press(world.Maya, "commitment.show", row)).ShouldBeOfType<Reply.Showed>().Model;
        shown["steps"]!
            .AsArray()
            .Select(step => $"{step!["when"]} {step["who"]} {step["what"]}")
            .ShouldBe([
                "Tue 24 Nov, 12:00 Ana Sousa marked it as done",
                "Tue 24 Nov, 11:00 Ana Sousa moved it to Tue 1 Dec",
                "Tue 24 Nov, 10:00 Maya Brandt logged it, due Fri 27 Nov",
            ]);
        (shown["canClose"]!.GetValue<bool>(), shown["canReopen"]!.GetValue<bool>()).ShouldBe((false, true));
    }

    private IEnumerable<CommitmentAct> Acts() => world.All<CommitmentChange>().OrderBy(step => step.At).Select(step => step.Act);

    private async Task<string> Said(Person by, string verb, string row, params (string Id, string Value)[] fields)
    {
        world.Clock.Advance(Duration.FromSeconds(1));
        return (await world.Press(by, verb, row, fields)).ShouldBeOfType<Reply.Said>().Text;
    }
}
