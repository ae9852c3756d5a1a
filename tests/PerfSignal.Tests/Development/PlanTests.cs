using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Development;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Governance;

namespace PerfSignal.Tests.Development;

public sealed class PlanTests : IDisposable
{
    private const string Hostile = "'; drop table People; -- <script> *x* <!channel> \"}{ \u202Eשלום";
    private readonly DevelopmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Words_open_the_form_with_the_date_echoed_and_save_nothing()
    {
        var form = (await world.Do(Company.Ana, "plan.list", "pair with Cleo on incident reviews by 2027-01-31"))
            .ShouldBeOfType<Reply.Opened>()
            .Model;

        (form["text"]!.ToString(), form["due"]!.ToString(), form["person"]!.ToString()).ShouldBe(
            ("pair with Cleo on incident reviews", "2027-01-31", "")
        );
        world.All<PlanItem>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_name_before_a_colon_means_the_plan_of_that_report_and_only_of_one()
    {
        (await Form(Company.Mia, "Ana: shadow two support calls"))["person"]!.ToString().ShouldBe(Company.Ana.Id.ToString("N"));
        var own = await Form(Company.Ana, "Mia: shadow two support calls");
        (own["person"]!.ToString(), own["text"]!.ToString()).ShouldBe(("", "Mia: shadow two support calls"));
    }

    [Fact]
    public async Task Saves_what_the_form_brings_and_both_see_it()
    {
        (await world.Plan(Company.Mia, Company.Ana, Hostile, "2027-01-31", "2026-12-08")).ShouldContain("A reminder comes on Tue 8 Dec");

        var item = world.All<PlanItem>().ShouldHaveSingleItem();
        (item.PersonId, item.AuthorId, item.Text).ShouldBe((Company.Ana.Id, Company.Mia.Id, Hostile));
        (await Lines(Company.Ana, null)).ShouldBe([Hostile]);
        (await Lines(Company.Mia, Company.Ana.Id.ToString("N"))).ShouldBe([Hostile]);
        var news = world.All<DeliveryRow>().ShouldHaveSingleItem();
        (news.RecipientId, news.Card, news.Lane).ShouldBe((Company.Ana.Id, "plan_news", Lane.Normal));
        (await world.WhyNot(news)).ShouldBeNull();
    }

    [Theory]
    [InlineData("plan.list", "@Ana")]
    [InlineData("plan.list", "@Ana Sousa")]
    [InlineData("plan.list", "Ana")]
    [InlineData("plan.list", "Nobody")]
    [InlineData("plan.list", "@Ana: shadow two support calls")]
    [InlineData("plan.add", "@Ana: shadow two support calls")]
    public async Task Somebody_elses_name_never_becomes_an_action_on_ones_own_plan(string verb, string words) =>
        (await world.Said(Company.Hana, verb, words)).ShouldContain("nobody of that name");

    [Fact]
    public async Task The_same_action_twice_stands_on_the_plan_once()
    {
        await world.Plan(Company.Ana, Company.Ana, "read the runbook");
        (await world.Plan(Company.Ana, Company.Ana, "read the runbook")).ShouldContain("already");

        world.All<PlanItem>().ShouldHaveSingleItem();
        world.All<DeliveryRow>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", "Practice", "none", "", "", "text")]
    [InlineData("x", "Napping", "none", "", "", "kind")]
    [InlineData("x", "1", "none", "", "", "kind")]
    [InlineData("x", "Course", "discovery", "", "", "competency")]
    [InlineData("x", "Course", "none", "31.01.2027", "", "due")]
    [InlineData("x", "Course", "none", "2027-02-30", "", "due")]
    [InlineData("x", "Course", "none", "2026-11-23", "", "due")]
    [InlineData("x", "Course", "none", "", "2026-11-23", "review")]
    [InlineData("x", "Course", "none", "", "soon", "review")]
    public async Task Keeps_what_was_typed_and_says_what_is_wrong(
        string text,
        string kind,
        string competency,
        string due,
        string review,
        string field
    )
    {
        var invalid = (
            await world.Do(
                Company.Ana,
                "plan.add",
                fields: [("text", text), ("kind", kind), ("competency", competency), ("due", due), ("review", review)]
            )
        ).ShouldBeOfType<Reply.Invalid>();

        invalid.Errors.Keys.ShouldBe([field]);
        new[] { "text", "kind", "competency", "due", "review" }
            .Select(name => invalid.Model[name]!.ToString())
            .ShouldBe([text, kind, competency, due, review]);
        world.All<PlanItem>().ShouldBeEmpty();
    }

    [Fact]
    public async Task Either_of_the_two_closes_it_once()
    {
        await world.Plan(Company.Ana, Company.Ana, "one");
        await world.Plan(Company.Mia, Company.Ana, "two");

        (await world.Said(Company.Mia, "plan.done", row: world.RowOfItem("one"))).ShouldBe("Done: “one”.");
        (await world.Said(Company.Ana, "plan.done", row: world.RowOfItem("one"))).ShouldContain("closed already");
        (await world.Said(Company.Ana, "plan.drop", row: world.RowOfItem("two"))).ShouldBe("Taken off the plan: “two”.");
        (await world.Said(Company.Mia, "plan.move", row: world.RowOfItem("two"))).ShouldContain("closed already");
        world.All<PlanItem>().OrderBy(item => item.Text).Select(item => item.State).ShouldBe([PlanState.Done, PlanState.Dropped]);
        (await Lines(Company.Ana, null)).ShouldBeEmpty();
        var news = world.All<DeliveryRow>().ShouldHaveSingleItem();
        (await world.WhyNot(news)).ShouldBe("plan_closed");
    }

    [Fact]
    public async Task Moves_the_dates_and_says_them_back()
    {
        await world.Plan(Company.Ana, Company.Ana, "one", "2026-12-01");
        var row = world.RowOfItem("one");

        (await world.Do(Company.Mia, "plan.move", row: row)).ShouldBeOfType<Reply.Opened>().Model["due"]!.ToString().ShouldBe("2026-12-01");
        (await world.Do(Company.Mia, "plan.move", row: row, fields: [("due", "yesterday"), ("review", "")]))
            .ShouldBeOfType<Reply.Invalid>()
            .Errors.Keys.ShouldBe(["due"]);
        (await world.Said(Company.Mia, "plan.move", row: row, fields: [("due", ""), ("review", "2026-12-15")])).ShouldBe(
            "Moved: “one”. Due: none. Review: Tue 15 Dec."
        );
        var item = world.All<PlanItem>().Single();
        (item.DueOn, item.ReviewOn).ShouldBe((null, new LocalDate(2026, 12, 15)));
    }

    [Theory]
    [MemberData(nameof(AssessCompetencyTests.Relations), MemberType = typeof(AssessCompetencyTests))]
    public async Task Only_the_person_and_their_manager_of_the_day_see_and_change_a_plan(string viewer, bool reads, bool writes)
    {
        var by = AssessCompetencyTests.Who(viewer);
        await world.Plan(Company.Mia, Company.Ana, "today's");
        world.Save(Closed("old", Company.Handover.PlusDays(-10)));
        var row = world.RowOfItem("today's");

        var list = await world.Do(by, "plan.list", row: Company.Ana.Id.ToString("N"));
        if (reads)
        {
            // The former manager's time is over: what is open now is not theirs to see.
            var shown = list.ShouldBeOfType<Reply.Showed>().Model["lines"]!.AsArray().Select(line => line!["text"]!.ToString());
            shown.ShouldBe(viewer == nameof(Company.Otto) ? [] : ["today's"]);
        }
        else
        {
            list.ShouldBeOfType<Reply.Said>().Text.ShouldBe(await world.Said(by, "plan.list", row: Guid.NewGuid().ToString("N")));
        }

        foreach (var verb in new[] { "plan.move", "plan.drop" })
        {
            await world.Do(by, verb, row: row, fields: [("due", "2026-12-24"), ("review", "")]);
        }

        await world.Do(by, "plan.add", row: Company.Ana.Id.ToString("N"), fields: [("text", "new"), ("kind", "Course")]);
        var after = world.All<PlanItem>();
        after.Single(item => item.Text == "today's").State.ShouldBe(writes ? PlanState.Dropped : PlanState.Open);
        after.Single(item => item.Text == "today's").DueOn.ShouldBe(writes ? new LocalDate(2026, 12, 24) : null);
        after.Count.ShouldBe(writes ? 3 : 2);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nonsense")]
    [InlineData("..")]
    [InlineData("{mia}.{item}")]
    [InlineData(".{item}")]
    [InlineData("{ana}.{ana}")]
    public async Task A_row_that_fits_nothing_is_refused(string row)
    {
        await world.Plan(Company.Ana, Company.Ana, "one");
        var item = world.All<PlanItem>().Single().Id.ToString("N");
        var meant = row.Replace("{item}", item, StringComparison.Ordinal)
            .Replace("{ana}", Company.Ana.Id.ToString("N"), StringComparison.Ordinal)
            .Replace("{mia}", Company.Mia.Id.ToString("N"), StringComparison.Ordinal);

        (await world.Said(Company.Mia, "plan.drop", row: meant)).ShouldContain("I cannot find");
        world.All<PlanItem>().Single().State.ShouldBe(PlanState.Open);
    }

    private static PlanItem Closed(string text, LocalDate day) =>
        new()
        {
            Id = Guid.NewGuid(),
            PersonId = Company.Ana.Id,
            AuthorId = Company.Otto.Id,
            Text = text,
            Kind = PlanKind.Course,
            State = PlanState.Done,
            CreatedAt = Company.Noon(day),
            ClosedAt = Company.Noon(day),
        };

    private async Task<System.Text.Json.Nodes.JsonObject> Form(Person by, string words) =>
        (await world.Do(by, "plan.list", words)).ShouldBeOfType<Reply.Opened>().Model;

    private async Task<List<string>> Lines(Person by, string? row) =>
        [
            .. (await world.Do(by, "plan.list", row: row)).ShouldBeOfType<Reply.Showed>().Model["lines"]!
                .AsArray()
                .Select(line => line!["text"]!.ToString()),
        ];
}
