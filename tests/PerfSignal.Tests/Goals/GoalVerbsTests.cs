using PerfSignal.Core.Conversing;
using PerfSignal.Core.Goals;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Goals;

public sealed class GoalVerbsTests : IDisposable
{
    private readonly SmallTeam team = new();

    public GoalVerbsTests()
    {
        var objective = Goal("o1", team.Ana, null);
        team.Save(objective, Goal("kr2", team.Ana, objective.Id), Goal("kr1", team.Ana, objective.Id), Goal("ben1", team.Ben, null));
    }

    public void Dispose() => team.Dispose();

    [Fact]
    public async Task Shows_own_goals_with_key_results_under_their_objective()
    {
        var reply = await List(team.Command(team.Ana, "goal.list"));

        Keys(reply).ShouldBe(["o1", "kr1", "kr2"]);
    }

    [Theory]
    [InlineData("kr2 60%", 60)]
    [InlineData("KR2 60 %", 60)]
    [InlineData("kr2 62,5", 62.5)]
    [InlineData("kr2 0", 0)]
    [InlineData("kr2 100%", 100)]
    public async Task Records_progress_said_in_words(string words, double expected)
    {
        var reply = await List(team.Command(team.Ana, "goal.list", words));

        reply.ShouldBeOfType<Reply.Said>();
        team.All<Goal>().Single(goal => goal.Key == "kr2").Progress.ShouldBe((decimal)expected);
        team.All<CheckIn>().ShouldHaveSingleItem().Progress.ShouldBe((decimal)expected);
    }

    [Fact]
    public async Task Says_that_it_stays_where_only_the_status_changed()
    {
        await List(team.Command(team.Ana, "goal.list", "kr2 60%"));
        var said = (await List(team.Command(team.Ana, "goal.list", "kr2 at risk: waiting for legal"))).ShouldBeOfType<Reply.Said>().Text;
        said.ShouldContain("stays at 60 %. Status: at risk.");
    }

    [Theory]
    [InlineData("kr2 101")]
    [InlineData("kr2 -1")]
    [InlineData("kr2 sixty")]
    [InlineData("kr2 1e2")]
    public async Task Asks_again_for_a_number_it_cannot_take(string words)
    {
        (await Update(team.Command(team.Ana, "goal.progress", words))).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldBe(["progress"]);
        team.All<CheckIn>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("ben1 50%")]
    [InlineData("nothing 50%")]
    public async Task A_colleagues_goal_and_an_unknown_one_get_the_same_answer(string words)
    {
        var text = (await Update(team.Command(team.Ana, "goal.progress", words))).ShouldBeOfType<Reply.Said>().Text;

        text.Replace(words.Split(' ')[0], "X", StringComparison.Ordinal)
            .ShouldBe("I cannot find a goal “X” among yours. Write: goals – to see them with their short names.");
        team.All<CheckIn>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_button_opens_the_form_and_the_form_saves()
    {
        var row = team.All<Goal>().Single(goal => goal.Key == "kr1").Id.ToString("N");

        (await Update(team.Command(team.Ana, "goal.progress", row: row))).ShouldBeOfType<Reply.Opened>();
        (await Update(team.Command(team.Ben, "goal.progress", row: row, fields: [("progress", "10")]))).ShouldBeOfType<Reply.Said>();
        team.All<CheckIn>().ShouldBeEmpty();
        await Update(team.Command(team.Ana, "goal.progress", row: row, fields: [("progress", "10")]));
        team.All<CheckIn>().ShouldHaveSingleItem();
    }

    private Task<Reply> Update(Command command) => team.Ask(command);

    private Task<Reply> List(Command command) => team.Ask(command);

    private static IEnumerable<string> Keys(Reply reply) =>
        reply.ShouldBeOfType<Reply.Showed>().Model["lines"]!.AsArray().Select(line => line!["key"]!.GetValue<string>());

    private Goal Goal(string key, Person owner, Guid? parent) =>
        new()
        {
            Id = team.Clock.NewId(),
            Key = key,
            OwnerId = owner.Id,
            Title = $"Goal {key}",
            ParentId = parent,
            CreatedAt = team.Clock.Now(),
            UpdatedAt = team.Clock.Now(),
        };
}
