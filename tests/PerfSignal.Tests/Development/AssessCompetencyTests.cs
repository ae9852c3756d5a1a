using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Development;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Governance;

namespace PerfSignal.Tests.Development;

public sealed class AssessCompetencyTests : IDisposable
{
    private readonly DevelopmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Shows_what_can_be_seen_at_each_level_while_one_is_chosen()
    {
        var form = (await world.Do(Company.Mia, "competency.assess", row: AssessCompetency.RowOf(Company.Ana, "communication")))
            .ShouldBeOfType<Reply.Opened>()
            .Model;

        form["levels"]!
            .AsArray()
            .Select(level => level!["text"]!.ToString())
            .ShouldBe(ShippedCompetencies.Library.Find("communication")!.Levels.Select(level => level.En));
        form["title"]!.ToString().ShouldContain("Ana Sousa");
    }

    [Fact]
    public async Task Who_writes_decides_whose_view_it_is()
    {
        await world.Assess(Company.Ana, Company.Ana, "4", "I led two reviews.");
        await world.Assess(Company.Mia, Company.Ana, "3", "Saw one of them.");

        world
            .All<Assessment>()
            .Select(row => (row.Kind, row.AuthorId, row.Level))
            .ShouldBe([(AssessmentKind.Self, Company.Ana.Id, 4), (AssessmentKind.Manager, Company.Mia.Id, 3)], ignoreOrder: true);
        var line = await Line(Company.Ana, null);
        line["self"]!.ToString().ShouldContain("level 4");
        line["manager"]!.ToString().ShouldContain("level 3");
    }

    [Fact]
    public async Task The_last_one_counts_and_earlier_ones_stay()
    {
        await world.Assess(Company.Mia, Company.Ana, "2");
        world.Clock.Advance(Duration.FromDays(1));
        await world.Assess(Company.Mia, Company.Ana, "3");

        (await Line(Company.Ana, null))["manager"]!.ToString().ShouldContain("level 3");
        world.All<Assessment>().Select(row => row.Level).Order().ShouldBe([2, 3]);
    }

    [Fact]
    public async Task The_same_again_is_no_second_assessment()
    {
        await world.Assess(Company.Mia, Company.Ana, "2", "x");
        (await world.Assess(Company.Mia, Company.Ana, "2", "x")).ShouldContain("already");

        world.All<Assessment>().ShouldHaveSingleItem();
        world.All<DeliveryRow>().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Tells_the_person_at_once_what_the_manager_gave_and_the_manager_nothing()
    {
        await world.Assess(Company.Ana, Company.Ana, "4");
        world.All<DeliveryRow>().ShouldBeEmpty();
        await world.Assess(Company.Mia, Company.Ana, "3", "*Saw* <b>one</b>");

        var row = world.All<DeliveryRow>().ShouldHaveSingleItem();
        (row.RecipientId, row.Card, row.Lane).ShouldBe((Company.Ana.Id, "assessment", Lane.Normal));
        var card = CardJson.Read<AssessmentCard>(row.Model);
        (card.Level, card.Note).ShouldBe(("Level 3", "*Saw* <b>one</b>"));
        card.Self.ShouldContain("level 4");
        (await world.WhyNot(row)).ShouldBeNull();
    }

    [Fact]
    public async Task A_card_that_was_overtaken_is_not_sent()
    {
        await world.Assess(Company.Mia, Company.Ana, "3");
        world.Clock.Advance(Duration.FromMinutes(1));
        await world.Assess(Company.Mia, Company.Ana, "4");

        var rows = world.All<DeliveryRow>().OrderBy(row => row.CreatedAt).ToList();
        (await world.WhyNot(rows[0])).ShouldBe("assessment_replaced");
        (await world.WhyNot(rows[1])).ShouldBeNull();
    }

    [Theory]
    [InlineData("", "", "level")]
    [InlineData("0", "", "level")]
    [InlineData("6", "", "level")]
    [InlineData("3.5", "", "level")]
    [InlineData("٣", "", "level")]
    [InlineData("3", "long", "note")]
    public async Task Keeps_what_was_typed_and_says_what_is_wrong(string level, string note, string field)
    {
        var typed = note.Length == 0 ? "hello *there*" : new string('x', Assessment.MaxNote + 1);
        var invalid = (
            await world.Do(
                Company.Ana,
                "competency.assess",
                row: AssessCompetency.RowOf(Company.Ana, "communication"),
                fields: [("level", level), ("note", typed)]
            )
        ).ShouldBeOfType<Reply.Invalid>();

        invalid.Errors.Keys.ShouldBe([field]);
        invalid.Model["note"]!.ToString().ShouldBe(typed);
        world.All<Assessment>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData(".communication")]
    [InlineData("{ana}.")]
    [InlineData("{ana}.discovery")]
    [InlineData("{ana}.'; drop table People; --")]
    public async Task A_row_that_means_nothing_is_refused(string row)
    {
        var meant = row.Replace("{ana}", Company.Ana.Id.ToString("N"), StringComparison.Ordinal);
        (await world.Said(Company.Ana, "competency.assess", row: meant, fields: [("level", "3")])).ShouldContain("I cannot find");
        world.All<Assessment>().ShouldBeEmpty();
    }

    public static TheoryData<string, bool, bool> Relations() =>
        new()
        {
            { nameof(Company.Ana), true, true },
            { nameof(Company.Mia), true, true },
            { nameof(Company.Dan), true, true },
            { nameof(Company.Otto), true, false },
            { nameof(Company.Nina), false, false },
            { nameof(Company.Sven), false, false },
            { nameof(Company.Bob), false, false },
            { nameof(Company.Hana), false, false },
            { nameof(Company.Wim), false, false },
            { nameof(Company.Eva), false, false },
            { nameof(Company.Adam), false, false },
            { nameof(Company.Zoe), false, false },
        };

    [Theory]
    [MemberData(nameof(Relations))]
    public async Task Only_the_person_and_their_manager_of_the_day_read_and_write(string viewer, bool reads, bool writes)
    {
        var by = Who(viewer);
        await world.Assess(Company.Mia, Company.Ana, "5", "today");
        world.Save(Old(Company.Handover.PlusDays(-10)));

        var list = await world.Do(by, "competency.list", row: Company.Ana.Id.ToString("N"));
        if (reads)
        {
            var shown = list.ShouldBeOfType<Reply.Showed>().Model;
            shown["mayWrite"]!.GetValue<bool>().ShouldBe(writes);
            // The former manager sees what was given in their own time, and no more.
            Communication(shown)["manager"]!.ToString().ShouldContain(viewer == nameof(Company.Otto) ? "level 1" : "level 5");
        }
        else
        {
            list.ShouldBeOfType<Reply.Said>().Text.ShouldBe(await world.Said(by, "competency.list", row: Guid.NewGuid().ToString("N")));
            (await world.Said(by, "career.show", row: Company.Ana.Id.ToString("N"))).ShouldContain("I find nobody");
        }

        var before = world.All<Assessment>().Count;
        await world.Assess(by, Company.Ana, "4");
        world.All<Assessment>().Count.ShouldBe(writes ? before + 1 : before);
    }

    [Fact]
    public async Task A_name_finds_only_whom_the_reader_may_see()
    {
        (await world.Do(Company.Mia, "competency.list", "Ana")).ShouldBeOfType<Reply.Showed>();
        (await world.Said(Company.Zoe, "competency.list", "Ana")).ShouldBe(
            await world.Said(Company.Zoe, "competency.list", "Nobody Atall")
        );
    }

    private async Task<System.Text.Json.Nodes.JsonNode> Line(Person by, string? row) =>
        Communication((await world.Do(by, "competency.list", row: row)).ShouldBeOfType<Reply.Showed>().Model);

    private static System.Text.Json.Nodes.JsonNode Communication(System.Text.Json.Nodes.JsonObject model) =>
        model["lines"]!.AsArray().Single(line => line!["row"]!.ToString().EndsWith(".communication", StringComparison.Ordinal))!;

    private static Assessment Old(LocalDate day) =>
        new()
        {
            Id = Guid.NewGuid(),
            SubjectId = Company.Ana.Id,
            AuthorId = Company.Otto.Id,
            Kind = AssessmentKind.Manager,
            CompetencyKey = "communication",
            Level = 1,
            At = Company.Noon(day),
        };

    internal static Person Who(string name) =>
        (Person)
            typeof(Company).GetField(name, System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.Public)!.GetValue(null)!;
}
