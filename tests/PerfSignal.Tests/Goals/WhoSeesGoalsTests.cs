using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.Goals;

/// <summary>Ana's goals in the company where each relation to her is held by one person.</summary>
public sealed class WhoSeesGoalsTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly TestClock clock = On(new LocalDate(2026, 11, 24));
    private readonly Goal open = GoalOf(Ana, "o1", visible: true);
    private readonly Goal closed = GoalOf(Ana, "o2", visible: false);

    public WhoSeesGoalsTests()
    {
        database.Add([.. Governance.Company.All]);
        closed.ParentId = open.Id;
        database.Add(
            open,
            closed,
            new CheckIn
            {
                Id = Guid.NewGuid(),
                GoalId = open.Id,
                OwnerId = Ana.Id,
                AuthorId = Ana.Id,
                Progress = 40,
                At = clock.Now(),
            },
            new GoalComment
            {
                Id = Guid.NewGuid(),
                GoalId = open.Id,
                OwnerId = Ana.Id,
                AuthorId = Mia.Id,
                Text = "between us",
                At = clock.Now(),
            }
        );
    }

    public void Dispose() => database.Dispose();

    public static TheoryData<string, string, string> Viewers() =>
        new()
        {
            // who, what the list shows, what the open goal shows: h(istory), k(comment), g(agree), u(pdate)
            { "Ana", "o1 o2", "hku" },
            { "Mia", "o1 o2", "hkg" },
            { "Dan", "o1 o2", "hkg" },
            { "Sven", "o1 o2", "h" },
            { "Nina", "o1 o2", "h" },
            { "Otto", "", "" },
            { "Bob", "o1", "-" },
            { "Rita", "o1", "-" },
            { "Hana", "? ?", "" },
            { "Hugo", "", "" },
            { "Wim", "", "" },
            { "Eva", "", "" },
            { "Adam", "", "" },
            { "Zoe", "", "" },
        };

    [Theory]
    [MemberData(nameof(Viewers))]
    public async Task Shows_each_relation_what_the_rights_table_opens(string name, string list, string card)
    {
        var viewer = Governance.Company.All.OfType<Person>().Single(person => person.Name.StartsWith(name + " ", StringComparison.Ordinal));
        var lines = (await Ask(viewer, ListGoals.Name, "ana sousa")).ShouldBeOfType<Reply.Showed>().Model;

        string.Join(' ', lines["lines"]!.AsArray().Select(line => line!["key"]!.ToString() is { Length: > 0 } key ? key : "?"))
            .ShouldBe(list);
        if (list.Length == 0)
        {
            lines["empty"]!.ToString().ShouldBe("There are no goals of Ana Sousa that you may see.");
        }

        var shown = await Ask(viewer, ShowGoal.Name, row: open.Id);
        if (card.Length == 0)
        {
            shown.ShouldBeOfType<Reply.Said>().Text.ShouldStartWith("I cannot find this goal");
            return;
        }

        var model = shown.ShouldBeOfType<Reply.Showed>().Model;
        model["history"]!.AsArray().Count.ShouldBe(card.Contains('h') ? 1 : 0);
        model["comments"]!.AsArray().Count.ShouldBe(card.Contains('h') ? 1 : 0);
        (model["pace"]!.ToString().Length > 0).ShouldBe(card.Contains('h'));
        model["canComment"]!.GetValue<bool>().ShouldBe(card.Contains('k'));
        model["canAgree"]!.GetValue<bool>().ShouldBe(card.Contains('g'));
        model["canUpdate"]!.GetValue<bool>().ShouldBe(card.Contains('u'));
        model["children"]!.AsArray().Count.ShouldBe(card == "-" ? 0 : 1);
    }

    [Theory]
    [InlineData("Mia", true)]
    [InlineData("Dan", true)]
    [InlineData("Sven", false)]
    [InlineData("Bob", false)]
    [InlineData("Rita", false)]
    [InlineData("Hana", false)]
    [InlineData("Zoe", false)]
    public async Task Lets_the_manager_and_who_stands_in_comment_and_agree_and_nobody_else(string name, bool may)
    {
        var viewer = Governance.Company.All.OfType<Person>().Single(person => person.Name.StartsWith(name + " ", StringComparison.Ordinal));
        var version = Stored().Version.ToString("N");
        await Ask(viewer, CommentGoal.Name, row: open.Id, fields: [("text", "well done")]);
        await Ask(viewer, AgreeGoal.Name, row: open.Id, fields: [("version", version)]);

        using var data = database.Open();
        data.Set<GoalComment>().Count(row => row.AuthorId == viewer.Id && row.Text == "well done").ShouldBe(may ? 1 : 0);
        Stored().AgreedById.ShouldBe(may ? viewer.Id : null);
    }

    [Fact]
    public async Task Agrees_to_what_was_read_and_not_to_what_it_became()
    {
        var read = Stored().Version.ToString("N");
        await Ask(Ana, UpdateProgress.Name, "o1 50%");
        var reply = await Ask(Mia, AgreeGoal.Name, row: open.Id, fields: [("version", read)]);
        reply.ShouldBeOfType<Reply.Showed>().Model["lead"]!.ToString().ShouldStartWith("This goal was changed after you opened it.");
        Stored().AgreedById.ShouldBeNull();
    }

    [Fact]
    public async Task Names_a_goal_above_only_to_those_who_may_read_it()
    {
        database.Add(GoalOf(Sven, "s1", visible: false));
        using (var data = database.Open())
        {
            data.Set<Goal>().Single(goal => goal.Id == open.Id).ParentId = data.Set<Goal>().Single(goal => goal.Key == "s1").Id;
            data.SaveChanges();
        }

        Above(await Ask(Ana, ShowGoal.Name, row: closed.Id)).ShouldBe(["a goal above", "Title o1"]);
        using (var data = database.Open())
        {
            data.Set<Goal>().Single(goal => goal.Key == "s1").VisibleToPeers = true;
            data.SaveChanges();
        }

        Above(await Ask(Ana, ShowGoal.Name, row: closed.Id)).ShouldBe(["Title s1", "Title o1"]);
        Above(await Ask(Bob, ShowGoal.Name, row: open.Id)).ShouldBe(["Title s1"]);

        static IEnumerable<string> Above(Reply reply) =>
            reply.ShouldBeOfType<Reply.Showed>().Model["above"]!.AsArray().Select(line => line!["title"]!.ToString());
    }

    [Fact]
    public async Task Leaves_one_entry_for_a_look_at_somebodys_goals_and_none_for_ones_own()
    {
        await Ask(Ana, ListGoals.Name);
        await Ask(Ana, ShowGoal.Name, row: open.Id);
        Entries().ShouldBeEmpty();
        await Ask(Mia, ListGoals.Name, "ana");
        await Ask(Bob, ShowGoal.Name, row: open.Id);
        await Ask(Zoe, ListGoals.Name, "ana");
        Entries().ShouldBe(["read Goals", "read Goals", "refused Goals"], ignoreOrder: true);
    }

    [Theory]
    [InlineData("ana", "Goals of Ana Sousa")]
    [InlineData("@ana", "Goals of Ana Sousa")]
    [InlineData("<@U0ANA|ana>", "Goals of Ana Sousa")]
    [InlineData("<at>Ana Sousa</at>", "Goals of Ana Sousa")]
    [InlineData("ana.sousa@example.com", "Goals of Ana Sousa")]
    [InlineData("mia", "My goals")]
    public async Task Finds_a_colleague_however_they_are_named(string words, string title)
    {
        using (var data = database.Open())
        {
            data.People.Single(person => person.Id == Ana.Id).SlackUserId = "U0ANA";
            data.SaveChanges();
        }

        (await Ask(Mia, ListGoals.Name, words)).ShouldBeOfType<Reply.Showed>().Model["title"]!.ToString().ShouldBe(title);
    }

    [Theory]
    [InlineData("Nobody Here")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("%")]
    [InlineData("' OR 1=1 --")]
    public async Task Says_that_it_knows_nobody_of_that_name(string words) =>
        (await Ask(Mia, ListGoals.Name, words)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("neither a goal nor a colleague");

    private Goal Stored()
    {
        using var data = database.Open();
        return data.Set<Goal>().Single(goal => goal.Id == open.Id);
    }

    private List<string> Entries()
    {
        using var data = database.Open();
        return [.. data.Set<AuditEntry>().ToList().Select(entry => $"{entry.Act} {entry.What}")];
    }

    private async Task<Reply> Ask(Person by, string verb, string text = "", Guid? row = null, params (string Id, string Value)[] fields)
    {
        await using var data = database.Open();
        var audit = new Audit(data, clock);
        var access = new Access(data, audit, new Relations(data, Organization, clock), clock);
        var command = new Command
        {
            Verb = verb,
            By = by,
            Reader = new Reader(SmallTeam.Texts, "en", by.Zone, clock.Now()),
            Platform = PlatformName.Slack,
            Text = text,
            Row = row?.ToString("N"),
            Fields = fields.ToDictionary(field => field.Id, field => field.Value),
        };
        return await GoalDesk.Verb(verb, data, access, audit, clock, Organization).Handle(command, CancellationToken.None);
    }

    private static Goal GoalOf(Person owner, string key, bool visible) =>
        new()
        {
            Id = Guid.NewGuid(),
            Key = key,
            OwnerId = owner.Id,
            Title = "Title " + key,
            VisibleToPeers = visible,
            CreatedAt = Noon(new LocalDate(2026, 11, 2)),
            UpdatedAt = Noon(new LocalDate(2026, 11, 24)),
        };
}
