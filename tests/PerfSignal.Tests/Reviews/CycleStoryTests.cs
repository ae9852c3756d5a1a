using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Tests.Reviews;

/// <summary>Hanna is HR of everyone, Otto of Sales only.</summary>
public sealed class CycleStoryTests : IDisposable
{
    private static readonly (string Id, string Value)[] Good =
    [
        ("name", "Autumn review"),
        ("from", "2026-01-01"),
        ("to", "2026-12-31"),
        ("departments", "engineering"),
        ("families", ""),
        ("steps", "Self-assessment; self; 2026-12-02\nReview; Führungskraft; 2026-12-09"),
        ("before", "0, 7,2"),
        ("every", "3"),
        ("most", "6"),
        ("escalate", "3"),
        ("again", "0"),
    ];

    private readonly ReviewWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Hr_sets_it_up_opens_it_moves_a_due_date_and_closes_it()
    {
        var card = (await world.Press(world.Hanna, WriteCycle.Name, null, Good)).ShouldBeOfType<Reply.Showed>();
        card.Model["count"]!.GetValue<string>().ShouldBe("4 people are reviewed");
        var cycle = world.All<ReviewCycle>().ShouldHaveSingleItem();
        (cycle.State, cycle.Departments, cycle.NudgeDaysBefore, cycle.EscalateAfterDays).ShouldBe(
            (CycleState.Draft, """["Engineering"]""", "7,2,0", 3)
        );
        (await world.Doers(cycle)).ShouldBe("");

        var id = cycle.Id.ToString("N");
        (await world.Press(world.Hanna, OpenCycle.Open, id)).ShouldBeOfType<Reply.Showed>().Model["state"]!
            .GetValue<string>()
            .ShouldStartWith("Now it is open");
        (await world.Press(world.Hanna, OpenCycle.Open, id)).ShouldBeOfType<Reply.Said>().Text.ShouldBe("It is open already.");
        (await world.Doers(cycle)).ShouldBe("Ana Ben Maya Olga");

        var form = (await world.Press(world.Hanna, WriteCycle.Name, id)).ShouldBeOfType<Reply.Opened>().Model;
        var typed = Typed(form, ("steps", "Self-assessment; self; 2026-12-04\nReview; manager; 2026-12-09\nTalk; self; 2026-12-16"));
        (await world.Press(world.Hanna, WriteCycle.Name, id, typed)).ShouldBeOfType<Reply.Showed>();
        world
            .All<CycleStep>()
            .OrderBy(step => step.Position)
            .Select(step => (step.Name, step.Due.Day))
            .ShouldBe([("Self-assessment", 4), ("Review", 9), ("Talk", 16)]);

        // From the same form once more: somebody may have looked away meanwhile.
        (await world.Press(world.Hanna, WriteCycle.Name, id, typed))
            .ShouldBeOfType<Reply.Invalid>()
            .Errors["name"]
            .ShouldContain("Somebody else");
        (await world.Press(world.Hanna, OpenCycle.Close, id)).ShouldBeOfType<Reply.Showed>();
        (await world.Doers(cycle)).ShouldBe("");
        world.All<AuditEntry>().Count(entry => entry.What is WriteCycle.Name or OpenCycle.Open or OpenCycle.Close).ShouldBe(4);
    }

    [Fact]
    public async Task A_draft_that_was_never_open_is_not_closed()
    {
        await world.Press(world.Hanna, WriteCycle.Name, null, Good);

        var answer = await world.Press(world.Hanna, OpenCycle.Close, world.All<ReviewCycle>().Single().Id.ToString("N"));

        answer.ShouldBeOfType<Reply.Said>().Text.ShouldContain("never open");
        world.All<ReviewCycle>().Single().State.ShouldBe(CycleState.Draft);
    }

    [Theory]
    [InlineData("departments", "Sales")]
    [InlineData("steps", "Self-assessment; manager; 2026-12-02\nReview; manager; 2026-12-09")]
    [InlineData("steps", "Self-assessment; self; 2026-12-02")]
    [InlineData("steps", "Talk; self; 2026-12-01\nReview; manager; 2026-12-02\nSelf-assessment; self; 2026-12-09")]
    public async Task While_it_is_open_who_is_reviewed_and_who_does_a_step_stay(string field, string value)
    {
        world.Save(world.Make("sam@example.com", "Sam Sale", "Sales"));
        await world.Press(world.Hanna, WriteCycle.Name, null, Good);
        var id = world.All<ReviewCycle>().Single().Id.ToString("N");
        await world.Press(world.Hanna, OpenCycle.Open, id);
        var form = (await world.Press(world.Hanna, WriteCycle.Name, id)).ShouldBeOfType<Reply.Opened>().Model;
        (await world.Press(world.Hanna, WriteCycle.Name, id, Typed(form, (field, value))))
            .ShouldBeOfType<Reply.Invalid>()
            .Errors[field]
            .ShouldContain("While a cycle is open");
        world.All<CycleStep>().Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("research, development", "Research, Development")]
    [InlineData("Engineering, Research, Development, Research", "Engineering|Research, Development|Research")]
    public async Task Takes_departments_with_a_comma_in_their_name(string typed, string departments)
    {
        world.Save(world.Make("rd@example.com", "Rita Day", "Research, Development"), world.Make("r@example.com", "Rob Ark", "Research"));
        (await world.Press(world.Hanna, WriteCycle.Name, null, With(Good, "departments", typed))).ShouldBeOfType<Reply.Showed>();
        string.Join('|', world.All<ReviewCycle>().Single().Teams).ShouldBe(departments);
    }

    [Theory]
    [InlineData("name", " ", "at most 100")]
    [InlineData("from", "soon", "2026-12-31")]
    [InlineData("to", "2025-12-31", "on or after its first day")]
    [InlineData("to", "2031-12-31", "within three years")]
    [InlineData("departments", "Engineering, <b>Moon</b>", "no department \"<b>Moon</b>\"")]
    [InlineData("families", "alchemy", "There are: engineering")]
    [InlineData("steps", "", "at least one step")]
    [InlineData("steps", "Only a name", "Line 1: write a name")]
    [InlineData("steps", "A; peer; 2026-12-02", "Line 1: write \"self\"")]
    [InlineData("steps", "A; self; tomorrow", "Line 1: write the due date")]
    [InlineData("steps", "A; self; 2025-12-02", "Line 1: the due date has to be after")]
    [InlineData("steps", "A; self; 2036-12-02", "Line 1: the due date has to be after")]
    [InlineData("steps", "A; self; 2026-12-02\na; self; 2026-12-03", "Line 2: two steps")]
    [InlineData("steps", "A; self; 2026-12-02\nB; self; 2026-12-01", "Line 2: it is due before")]
    [InlineData("before", "7, minus", "whole numbers of days")]
    [InlineData("every", "often", "from 0 to 60")]
    [InlineData("most", "51", "from 0 to 50")]
    [InlineData("escalate", "0", "from 1 to 60")]
    public async Task Says_at_the_field_what_to_write_instead_and_keeps_what_was_typed(string field, string value, string said)
    {
        var answer = (await world.Press(world.Hanna, WriteCycle.Name, null, With(Good, field, value))).ShouldBeOfType<Reply.Invalid>();
        answer.Errors.Keys.ShouldBe([field]);
        answer.Errors[field].ShouldContain(said);
        answer.Model[field]!.GetValue<string>().ShouldBe(value.Trim());
        world.All<ReviewCycle>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Escalates_nothing_that_nobody_is_nudged_about()
    {
        var answer = await world.Press(world.Hanna, WriteCycle.Name, null, With(Good, "most", "0"));
        answer.ShouldBeOfType<Reply.Invalid>().Errors["escalate"].ShouldContain("at least one nudge");
    }

    [Fact]
    public async Task Hr_of_one_department_sets_up_and_sees_only_that_one()
    {
        world.Save(world.Make("sam@example.com", "Sam Sale", "Sales"));
        (await world.Press(world.Otto, WriteCycle.Name, null, Good))
            .ShouldBeOfType<Reply.Invalid>()
            .Errors["departments"]
            .ShouldContain("Sales");
        (await world.Press(world.Otto, WriteCycle.Name, null, With(Good, "departments", ""))).ShouldBeOfType<Reply.Invalid>();
        (await world.Press(world.Otto, WriteCycle.Name, null, With(Good, "departments", "Sales"))).ShouldBeOfType<Reply.Showed>();

        var (engineering, _, _) = world.Cycle();
        var id = engineering.Id.ToString("N");
        foreach (var verb in new[] { WriteCycle.Name, OpenCycle.Open, OpenCycle.Close, ShowCycle.Name })
        {
            (await world.Press(world.Otto, verb, id)).ShouldBeOfType<Reply.Said>().Text.ShouldBe("This review cycle is not there.");
        }

        var (everyone, self, _) = world.Cycle(cycle => cycle.Departments = "[]");
        var card = (await world.Press(world.Otto, ShowCycle.Name, everyone.Id.ToString("N"))).ShouldBeOfType<Reply.Showed>().Model;
        card["count"]!.GetValue<string>().ShouldBe("1 people are reviewed");
        card["canWrite"]!.GetValue<bool>().ShouldBeFalse();
        world.Save(world.Done(self, world.Ana, world.Ana));
        (await world.Press(world.Otto, CompleteStep.Reopen, new StepKey(self.Id, world.Ana.Id).ToString()))
            .ShouldBeOfType<Reply.Said>()
            .Text.ShouldContain("not there");
    }

    [Fact]
    public async Task Of_two_who_save_at_once_one_is_told()
    {
        await world.Press(world.Hanna, WriteCycle.Name, null, Good);
        var id = world.All<ReviewCycle>().Single().Id.ToString("N");
        var form = (await world.Press(world.Hanna, WriteCycle.Name, id)).ShouldBeOfType<Reply.Opened>().Model;
        var answers = await Task.WhenAll(
            new[] { "One", "Two" }.Select(name =>
                Task.Run(() => world.Press(world.Hanna, WriteCycle.Name, id, Typed(form, ("name", name))))
            )
        );
        answers.Count(answer => answer is Reply.Showed).ShouldBe(1);
    }

    [Fact]
    public async Task Two_who_complete_at_once_complete_it_once()
    {
        var (_, _, managers) = world.Cycle();
        world.Save(
            new Delegation
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                DelegateId = world.Hanna.Id,
                From = ReviewWorld.Day("2026-11-01"),
                Until = ReviewWorld.Day("2026-12-31"),
            }
        );
        var key = new StepKey(managers.Id, world.Ana.Id).ToString();
        var answers = await Task.WhenAll(
            new[] { world.Maya, world.Hanna }.Select(by => Task.Run(() => world.Press(by, CompleteStep.Done, key)))
        );
        answers
            .Select(answer => answer.ShouldBeOfType<Reply.Said>().Text)
            .Order()
            .ShouldBe(["Done: Review (Autumn review) for Ana Sousa.", "Review (Autumn review) for Ana Sousa is done already."]);
        world.All<StepDone>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Shows_each_what_is_theirs()
    {
        var (cycle, self, managers) = world.Cycle();
        await world.Press(world.Ana, CompleteStep.Done, new StepKey(self.Id, world.Ana.Id).ToString());
        (await world.Press(world.Maya, CompleteStep.Done, new StepKey(self.Id, world.Ben.Id).ToString()))
            .ShouldBeOfType<Reply.Said>()
            .Text.ShouldContain("not yours");
        (await world.Press(world.Hanna, CompleteStep.Done, new StepKey(managers.Id, world.Ana.Id).ToString()))
            .ShouldBeOfType<Reply.Said>()
            .Text.ShouldContain("not yours");

        var ana = (await world.Type(world.Ana, "reviews")).ShouldBeOfType<Reply.Showed>().Model;
        ana["open"]!.AsArray().ShouldBeEmpty();
        ana["done"]!.AsArray().Count.ShouldBe(1);
        var maya = (await world.Type(world.Maya, "zyklen")).ShouldBeOfType<Reply.Showed>().Model;
        maya["open"]!.AsArray().Count.ShouldBe(3);
        maya["cycles"]!.AsArray().ShouldBeEmpty();
        var hanna = (await world.Type(world.Hanna, "cycles")).ShouldBeOfType<Reply.Showed>().Model;
        hanna["cycles"]![0]!["state"]!.GetValue<string>().ShouldBe("open, 1 of 8 steps completed");
        (await world.Press(world.Maya, ShowCycle.Name, cycle.Id.ToString("N"))).ShouldBeOfType<Reply.Showed>().Model["reports"]![0]![
            "value"
        ]!
            .GetValue<string>()
            .ShouldBe("Self-assessment: done Tue 24 Nov · Review: open");
        (await world.Press(world.Ana, ShowCycle.Name, cycle.Id.ToString("N"))).ShouldBeOfType<Reply.Said>();
    }

    private static (string, string)[] With((string Id, string Value)[] fields, string field, string value) =>
        [.. fields.Select(one => one.Id == field ? (one.Id, value) : one)];

    private static (string, string)[] Typed(System.Text.Json.Nodes.JsonObject form, (string Id, string Value) change) =>
        With(
            [.. form.Where(field => field.Key is not ("title" or "row")).Select(field => (field.Key, field.Value!.GetValue<string>()))],
            change.Id,
            change.Value
        );
}
