using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Development;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Governance;

namespace PerfSignal.Tests.Development;

public sealed class ShowCareerTests : IDisposable
{
    private readonly DevelopmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData(4, null, null, "not assessed yet, so nothing can be said")]
    [InlineData(4, 3, null, "one level to go (self assessment only)")]
    [InlineData(4, null, 2, "2 levels to go (manager's view only)")]
    [InlineData(4, 4, 4, "as far as the step asks")]
    [InlineData(4, 5, 5, "as far as the step asks")]
    [InlineData(4, 5, 3, "one level to go by the manager's view; the self assessment differs, so talk about it")]
    [InlineData(null, 5, 3, "")]
    public void Says_the_gap_in_words_and_takes_nothing_for_level_zero(int? wanted, int? self, int? manager, string said)
    {
        var reader = new Reader(SmallTeam.Texts, "en", DateTimeZone.Utc, Instant.FromUtc(2026, 11, 24, 12, 0));

        CareerGap.Say(reader, wanted, self, manager).ShouldBe(said);
    }

    [Fact]
    public async Task Sets_the_next_step_beside_what_was_assessed()
    {
        await world.Assess(Company.Ana, Company.Ana, "3");

        var card = await Show(Company.Ana);
        card["now"]!.ToString().ShouldBe("Today: Individual contributor");
        card["next"]!.ToString().ShouldBe("Compared with: Manager");
        var line = card["lines"]!.AsArray()[0]!;
        line["required"]!.ToString().ShouldBe("Asked for today: 2 · at that step: 4");
        line["assessed"]!.ToString().ShouldBe("Self: 3 · Manager: not assessed yet");
        line["gap"]!.ToString().ShouldBe("one level to go (self assessment only)");
        card["lines"]!
            .AsArray()
            .Skip(1)
            .ShouldAllBe(other => other!["gap"]!.ToString().StartsWith("not assessed yet") && !other["reached"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Marks_what_is_contested_in_the_list_and_beside_the_step()
    {
        await world.Assess(Company.Mia, Company.Ana, "2");
        var given = world.All<Assessment>().ShouldHaveSingleItem();
        world.Save(
            new Contest
            {
                Id = Guid.CreateVersion7(),
                PersonId = Company.Ana.Id,
                Of = ContestOf.Assessment,
                ItemId = given.Id,
                Reason = "seen differently",
                OpenedAt = given.At,
            }
        );

        foreach (var by in new[] { Company.Ana, Company.Mia })
        {
            var list = (await world.Do(by, "competency.list", row: Company.Ana.Id.ToString("N"))).ShouldBeOfType<Reply.Showed>().Model;
            var line = list["lines"]!.AsArray().Single(one => one!["manager"]!.ToString().Contains("level 2"))!;
            line["manager"]!.ToString().ShouldEndWith(", contested");
            line["self"]!.ToString().ShouldNotContain("contested");
        }

        (await Show(Company.Ana))["lines"]!.AsArray()[0]!["assessed"]!
            .ToString()
            .ShouldBe("Self: not assessed yet · Manager: 2, contested");
        world.Change(data => data.Set<Contest>().Single().Decide(Company.Hana.Id, upheld: false, "it stands", given.At));
        (await Show(Company.Ana)).ToJsonString().ShouldNotContain("contested");
    }

    [Fact]
    public async Task Adds_nothing_up()
    {
        foreach (var one in ShippedCompetencies.Library.For(Company.Ana))
        {
            await world.Assess(Company.Mia, Company.Ana, "3", competency: one.Key);
        }

        // Nothing on the card but names, words and single levels: no sum, mean, share or rank.
        var card = await Show(Company.Ana);
        card.Select(part => part.Key).Order().ShouldBe(["lines", "next", "notice", "now", "steps", "title"]);
        card["lines"]![0]!.AsObject().Select(part => part.Key).Order().ShouldBe(["assessed", "gap", "name", "reached", "required"]);
    }

    [Fact]
    public async Task Compares_with_the_step_that_was_chosen()
    {
        var first = await Show(Company.Mia, Company.Ana.Id.ToString("N"));
        var chosen = first["steps"]!.AsArray().Single(step => step!["title"]!.ToString() == "Senior leadership")!["row"]!.ToString();

        (await Show(Company.Mia, chosen))["next"]!.ToString().ShouldBe("Compared with: Senior leadership");
    }

    [Fact]
    public async Task Says_that_the_last_step_has_no_next()
    {
        world.Change(data => data.People.Single(person => person.Id == Company.Ana.Id).Level = Level.Senior);

        var card = await Show(Company.Mia, Company.Ana.Id.ToString("N"));
        card["next"]!.ToString().ShouldStartWith("This is the last step");
        card["lines"]!.AsArray()[0]!["required"]!.ToString().ShouldBe("Asked for: 5");
    }

    [Fact]
    public async Task Uses_steps_of_the_organisations_own_and_says_where_they_share_a_level()
    {
        await world.In(async provider =>
            (await provider.GetRequiredService<CompetenciesImport>().Run(new StringReader(CompetenciesImportTests.Design()), default)).Ok
        );
        world.Change(data => data.People.Single(person => person.Id == Company.Ana.Id).RoleFamily = "design");

        var card = await Show(Company.Mia, Company.Ana.Id.ToString("N"));
        (card["now"]!.ToString(), card["next"]!.ToString()).ShouldBe(("Today: Designer I", "Compared with: Designer II"));
        card["notice"]!.ToString().ShouldStartWith("Several steps");
        world.Change(data => data.People.Single(person => person.Id == Company.Ana.Id).RoleFamily = "law");
        (await world.Said(Company.Mia, "career.show", row: Company.Ana.Id.ToString("N"))).ShouldContain("import competencies");
    }

    private async Task<JsonObject> Show(Person by, string? row = null) =>
        (await world.Do(by, "career.show", row: row)).ShouldBeOfType<Reply.Showed>().Model;
}
