using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Goals;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Conversing;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Goals;

public sealed class SetGoalTests : IDisposable
{
    private readonly SmallTeam team = new();

    public void Dispose() => team.Dispose();

    [Fact]
    public async Task Asks_one_thing_at_a_time_and_only_what_is_missing()
    {
        using var talk = new Talk();
        talk.Team.Save(Goal("o1", talk.Team.Maya, visible: true));

        Question(await talk.Says("goal launch the new billing by 2027-03-31")).ShouldStartWith("How will you see that it is reached?");
        Question(await talk.Says("invoices on the new ledger from 0 to 100 percent"))
            .ShouldBe("Which goal does it serve? Write its short name, or skip: o1 Title o1");
        var card = Card(await talk.Says("O1"));

        card["lead"]!.ToString().ShouldBe("Saved as kr1.");
        card["missing"]!.ToString().ShouldBeEmpty();
        var goal = talk.Team.All<Goal>().Single(row => row.Key == "kr1");
        (goal.Title, goal.Metric, goal.Baseline, goal.Target, goal.Unit).ShouldBe(
            ("Launch the new billing", "invoices on the new ledger", 0, 100, "percent")
        );
        (goal.DueOn, goal.ParentId).ShouldBe((new LocalDate(2027, 3, 31), talk.Team.All<Goal>().Single(row => row.Key == "o1").Id));
        talk.Open.ShouldBeEmpty();
    }

    [Fact]
    public async Task Leaves_open_what_is_skipped_and_says_so()
    {
        using var talk = new Talk();
        Question(await talk.Says("goal improve quality")).ShouldStartWith("What exactly will be different?");
        Question(await talk.Says("skip")).ShouldStartWith("How will you see");
        Question(await talk.Says("skip")).ShouldStartWith("By when?");

        Card(await talk.Says("skip"))["missing"]!
            .ToString()
            .ShouldBe("Still open: a more specific title, how it is measured, by when, which goal it serves");
        talk.Team.All<Goal>().ShouldHaveSingleItem().Title.ShouldBe("Improve quality");
    }

    [Theory]
    [InlineData("say_due", "someday", "I do not know that day.")]
    [InlineData("say_due", "2026-11-24", "Tue 24 Nov is not in the future.")]
    [InlineData("say_measure", "errors from 5 to 5 percent", "Where it stands and where it should get are equal")]
    [InlineData("say_measure", "errors", "From where to where?")]
    [InlineData("say_measure", "errors from 1.2.3 to 5", "Write a plain number")]
    public async Task Asks_again_for_an_answer_it_cannot_take(string waits, string answer, string expected)
    {
        using var talk = new Talk();
        await talk.Says(waits == "say_due" ? "goal launch the new billing" : "goal launch the new billing by 2027-03-31");
        if (waits == "say_due")
        {
            await talk.Says("skip");
        }

        talk.Open.ShouldHaveSingleItem().Waits.ShouldBe(waits);
        Question(await talk.Says(answer)).ShouldStartWith(expected);
        talk.Team.All<Goal>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_at_the_fields_of_the_form_what_is_missing_and_takes_it_once_it_may_be_left_open()
    {
        (string, string)[] typed =
        [
            ("title", "Checkout never loses a cart"),
            ("metric", "lost carts"),
            ("baseline", "9"),
            ("parent", "none"),
            ("visible", "true"),
        ];

        var asked = (await Set(typed)).ShouldBeOfType<Reply.Invalid>();
        asked.Errors.Keys.Order(StringComparer.Ordinal).ShouldBe(["due", "target"]);
        asked.Model["askOpen"]!.GetValue<bool>().ShouldBeTrue();
        asked.Model["baseline"]!.ToString().ShouldBe("9");
        Card(await Set([.. typed, ("leave_open", "true")]))["missing"]!
            .ToString()
            .ShouldBe("Still open: how it is measured, by when, which goal it serves");
        team.All<Goal>().ShouldHaveSingleItem().VisibleToPeers.ShouldBeTrue();
    }

    [Theory]
    [InlineData("title", "")]
    [InlineData("due", "2026-11-24")]
    [InlineData("due", "whenever")]
    [InlineData("baseline", "many")]
    [InlineData("target", "1")]
    [InlineData("weight", "-1")]
    [InlineData("weight", "101")]
    [InlineData("parent", "0193a1b2c3d47e8f9a0b1c2d3e4f5a6b")]
    [InlineData("parent", "';--")]
    public async Task Refuses_what_is_wrong_even_where_the_rest_may_be_left_open(string field, string value)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["title"] = "Checkout never loses a cart",
            ["metric"] = "carts",
            ["baseline"] = "1",
            ["leave_open"] = "true",
            [field] = value,
        };

        (await Set([.. fields.Select(entry => (entry.Key, entry.Value))])).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldContain(field);
        team.All<Goal>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_hostile_text_as_text()
    {
        const string Hostile = "Ship <script>alert(1)</script> *now* <!channel> \u202e${x} 'or' 1=1";
        Card(await Set([("title", Hostile), ("leave_open", "true")]))["title"]!.ToString().ShouldBe(Hostile);
        team.All<Goal>().ShouldHaveSingleItem().Title.ShouldBe(Hostile);
    }

    [Fact]
    public async Task Gives_each_goal_the_next_short_name_that_is_free()
    {
        team.Save(Goal("o1", team.Ben), Goal("o2", team.Ben), Goal("o3", team.Ben), Goal("o7", team.Ben), Goal("kr1", team.Ben));
        await Set([("title", "Checkout never loses a cart"), ("leave_open", "true")]);
        await Set([("title", "Checkout never loses a coin"), ("leave_open", "true")]);
        team.All<Goal>()
            .Where(goal => goal.OwnerId == team.Ana.Id)
            .Select(goal => goal.Key)
            .Order(StringComparer.Ordinal)
            .ShouldBe(["o4", "o5"]);
    }

    [Fact]
    public async Task Offers_no_goal_that_would_close_a_circle_or_is_a_key_result()
    {
        var top = Goal("o1", team.Ana);
        var below = Goal("o2", team.Ana, parent: top.Id);
        var result = Goal("kr1", team.Ana, parent: top.Id, metric: "carts");
        team.Save(
            top,
            below,
            result,
            Goal("o3", team.Ana),
            Goal("o4", team.Maya),
            Goal("o5", team.Maya, visible: true),
            Goal("o6", team.Ben, visible: true)
        );

        var form = (await team.Ask(team.Command(team.Ana, SetGoal.Name, row: top.Id.ToString("N")))).ShouldBeOfType<Reply.Opened>();
        form.Model["parents"]!
            .AsArray()
            .Select(choice => choice!["title"]!.ToString())
            .ShouldBe(["none", "o3 Title o3", "o5 Title o5"], ignoreOrder: true);
        foreach (var wrong in new[] { below, result })
        {
            (await Change(top, ("parent", wrong.Id.ToString("N")))).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldContain("parent");
        }
    }

    [Fact]
    public async Task Does_not_make_a_key_result_of_a_goal_with_goals_below_it()
    {
        var (top, other) = (Goal("o1", team.Ana), Goal("o9", team.Ana));
        team.Save(top, other, Goal("o2", team.Ana, parent: top.Id));
        var reply = await Change(top, ("parent", other.Id.ToString("N")), ("metric", "carts"), ("baseline", "1"), ("target", "2"));
        reply.ShouldBeOfType<Reply.Invalid>().Errors["parent"].ShouldStartWith("Other goals hang below this one");
    }

    [Fact]
    public async Task Ends_the_agreement_when_the_goal_says_something_else_and_only_then()
    {
        var goal = Goal("o1", team.Ana);
        (goal.AgreedById, goal.AgreedAt) = (team.Maya.Id, team.Clock.Now());
        team.Save(goal);

        await Change(goal, ("visible", "true"));
        team.All<Goal>().Single().AgreedById.ShouldBe(team.Maya.Id);
        await team.Ask(team.Command(team.Ana, UpdateProgress.Name, "o1 50%"));
        team.All<Goal>().Single().AgreedById.ShouldBe(team.Maya.Id);
        Card(await Change(goal, ("title", "Checkout never loses a coin")))["lead"]!.ToString().ShouldContain("so that ended");
        team.All<Goal>().Single().AgreedById.ShouldBeNull();
    }

    [Fact]
    public async Task Keeps_a_change_made_elsewhere_meanwhile_from_being_lost_unseen()
    {
        var goal = Goal("o1", team.Ana);
        team.Save(goal);
        var read = team.All<Goal>().Single().Version.ToString("N");
        await Change(goal, ("title", "Changed in Slack meanwhile"));

        var reply = await Change(goal, ("title", "Changed in Teams meanwhile"), ("version", read));
        reply.ShouldBeOfType<Reply.Invalid>().Errors["title"].ShouldStartWith("This goal was changed in the meantime.");
        team.All<Goal>().Single().Title.ShouldBe("Changed in Slack meanwhile");
    }

    [Fact]
    public async Task Lets_nobody_change_the_goal_of_somebody_else()
    {
        var goal = Goal("o1", team.Ana);
        team.Save(goal);
        foreach (var other in new[] { team.Maya, team.Ben, team.Olga })
        {
            var reply = await team.Ask(
                team.Command(
                    other,
                    SetGoal.Name,
                    row: goal.Id.ToString("N"),
                    fields: [("title", "Taken over by another"), ("leave_open", "true")]
                )
            );
            reply.ShouldBeOfType<Reply.Said>().Text.ShouldStartWith("I cannot find this goal");
        }

        team.All<Goal>().Single().Title.ShouldBe("Title o1");
    }

    private Task<Reply> Change(Goal goal, params (string Id, string Value)[] fields)
    {
        var all = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["title"] = goal.Title,
            ["leave_open"] = "true",
            ["version"] = team.All<Goal>().Single(row => row.Id == goal.Id).Version.ToString("N"),
        };
        foreach (var (id, value) in fields)
        {
            all[id] = value;
        }

        return team.Ask(
            team.Command(team.Ana, SetGoal.Name, row: goal.Id.ToString("N"), fields: [.. all.Select(entry => (entry.Key, entry.Value))])
        );
    }

    private Task<Reply> Set((string, string)[] fields) => team.Ask(team.Command(team.Ana, SetGoal.Name, fields: fields));

    private static string Question(Reply reply)
    {
        var showed = reply.ShouldBeOfType<Reply.Showed>();
        showed.Card.ShouldBe(Dialogues.Card);
        return showed.Model["question"]!.ToString();
    }

    private static System.Text.Json.Nodes.JsonObject Card(Reply reply)
    {
        var showed = reply.ShouldBeOfType<Reply.Showed>();
        showed.Card.ShouldBe("goal_card");
        return showed.Model;
    }

    private Goal Goal(string key, Person owner, Guid? parent = null, string? metric = null, bool visible = false) =>
        new()
        {
            Id = team.Clock.NewId(),
            Key = key,
            OwnerId = owner.Id,
            Title = $"Title {key}",
            ParentId = parent,
            Metric = metric,
            Baseline = metric is null ? null : 0,
            Target = metric is null ? null : 10,
            VisibleToPeers = visible,
            CreatedAt = team.Clock.Now(),
            UpdatedAt = team.Clock.Now(),
        };
}
