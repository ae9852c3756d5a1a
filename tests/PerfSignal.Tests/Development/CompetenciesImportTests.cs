using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Development;
using PerfSignal.Core.Imports;

namespace PerfSignal.Tests.Development;

public sealed class CompetenciesImportTests : IDisposable
{
    private readonly DevelopmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Takes_a_file_twice_and_changes_nothing_the_second_time()
    {
        (await Import(Design())).ShouldSatisfyAllConditions(result => result.Ok.ShouldBeTrue(), result => result.Added.ShouldBe(2));
        var again = await Import(Design());

        (again.Added, again.Changed, again.Unchanged).ShouldBe((0, 0, 2));
        again.MissingRows.ShouldContain("path sales");
        again.MissingRows.ShouldContain("competency communication");
    }

    [Fact]
    public async Task Brings_the_shipped_ones_along_so_that_other_families_keep_theirs()
    {
        await Import(Design());

        world.All<CareerPath>().Select(row => row.RoleFamily).Order().ShouldBe(["delivery", "design", "engineering", "sales", "support"]);
        world.All<Competency>().Count.ShouldBe(18);
    }

    [Fact]
    public async Task Replaces_a_description_by_the_organisations_own()
    {
        await Import(Design());
        var result = await Import(Design("Sketches three ways before choosing one."));

        (result.Added, result.Changed, result.Unchanged).ShouldBe((0, 1, 1));
        world.All<Competency>().Single(row => row.Key == "sketching").Definition.ShouldContain("Sketches three ways");
    }

    [Fact]
    public async Task The_shipped_file_can_be_imported_as_it_is()
    {
        var result = await Import(ShippedCompetencies.Text);

        (result.Ok, result.Added, result.Changed, result.Unchanged).ShouldBe((true, 0, 0, 21));
    }

    [Theory]
    [InlineData("{", 1, "", "This is not JSON")]
    [InlineData("[]", 1, "", "This must be an object")]
    [InlineData("{}", 1, "", "neither a competency nor a path")]
    [InlineData("""{"competencies":[{"key":"Bad Key"}]}""", 1, "competencies[0].key", "is no key")]
    [InlineData("""{"competencies":[{"key":"a"}]}""", 1, "competencies[0].levels", "There is no levels")]
    [InlineData("""{"competencies":[{"key":"a","levels":[{"en":"x","de":"y"}]}]}""", 1, "competencies[0].levels", "exactly 5")]
    [InlineData("""{"competencies":[{"key":"a","name":{"en":"A"}}]}""", 1, "competencies[0].name.de", "There is no de")]
    [InlineData("""{"competencies":[{"key":"a","score":3}]}""", 1, "competencies[0].score", "Unknown property")]
    [InlineData("""{"paths":[{"roleFamily":"x","steps":[]}]}""", 1, "paths[0].steps", "give 1 to 6")]
    [InlineData(
        """{"paths":[{"roleFamily":"x","steps":[{"key":"s","level":"king"}]}]}""",
        1,
        "paths[0].steps[0].level",
        "'king' is not known"
    )]
    [InlineData(
        """{"paths":[{"roleFamily":"x","steps":[{"key":"s","requires":[{"competency":"nope","level":2}]}]}]}""",
        1,
        "paths[0].steps[0].requires[0].competency",
        "neither described in this file nor known"
    )]
    [InlineData(
        """{"paths":[{"roleFamily":"x","steps":[{"key":"s","requires":[{"competency":"feedback","level":6}]}]}]}""",
        1,
        "paths[0].steps[0].requires[0].level",
        "outside 1 to 5"
    )]
    [InlineData(
        """{"paths":[{"roleFamily":"x","steps":[{"key":"s","requires":[{"competency":"feedback","level":2.5}]}]}]}""",
        1,
        "paths[0].steps[0].requires[0].level",
        "whole numbers"
    )]
    [InlineData(
        """{"paths":[{"roleFamily":"x","steps":[{"key":"s","requires":[{"competency":"feedback","level":2},{"competency":"feedback","level":3}]}]}]}""",
        1,
        "paths[0].steps[0].requires[1].competency",
        "a second time"
    )]
    public async Task Names_each_mistake_with_its_place_and_writes_nothing(string text, int line, string place, string says)
    {
        var result = await Import(text);

        result.Ok.ShouldBeFalse();
        result.Problems.ShouldContain(problem => problem.Line == line && problem.Column == place && problem.Message.Contains(says));
        world.All<Competency>().ShouldBeEmpty();
        world.All<CareerPath>().ShouldBeEmpty();
    }

    [Fact]
    public async Task One_mistake_keeps_everything_else_of_the_file_out()
    {
        var result = await Import(Design().Replace("\"level\": 2", "\"level\": 9", StringComparison.Ordinal));

        result.Problems.ShouldHaveSingleItem().Line.ShouldBeGreaterThan(1);
        world.All<Competency>().ShouldBeEmpty();
    }

    private Task<ImportResult> Import(string text) =>
        world.In(provider => provider.GetRequiredService<CompetenciesImport>().Run(new StringReader(text), CancellationToken.None));

    internal static string Design(string first = "Draws what others describe.") =>
        $$"""
            {
              "competencies": [
                {
                  "key": "sketching", "name": { "en": "Sketching", "de": "Skizzieren" }, "means": { "en": "Ideas can be seen.", "de": "Ideen sind zu sehen." },
                  "levels": [
                    { "en": "{{first}}", "de": "Zeichnet, was andere beschreiben." },
                    { "en": "b", "de": "b2" }, { "en": "c", "de": "c2" }, { "en": "d", "de": "d2" }, { "en": "e", "de": "e2" }
                  ]
                }
              ],
              "paths": [
                {
                  "roleFamily": "design",
                  "steps": [
                    { "key": "first", "level": "individual", "name": { "en": "Designer I", "de": "Design I" }, "requires": [{ "competency": "sketching", "level": 2 }] },
                    { "key": "second", "level": "individual", "name": { "en": "Designer II", "de": "Design II" }, "requires": [{ "competency": "sketching", "level": 3 }, { "competency": "communication", "level": 4 }] }
                  ]
                }
              ]
            }
            """;
}
