using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.Imports;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Signals;

public sealed class ProfilesImportTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly TestClock clock = new();

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Writes_nothing_while_anything_is_wrong()
    {
        var file = ProfileSamples.OneMetric();
        file["profiles"] = new JsonArray(ProfileSamples.Profile("own", "[[\"own.reviews\",0.5]]"));
        (await Import(file)).Ok.ShouldBeFalse();
        await using var data = database.Open();
        (await data.Set<MetricDefinition>().CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Reports_every_problem_with_its_line()
    {
        const string Text = """
            {
              "metrics": [
                { "key": "own.a" },
                5
              ],
              "profiles": [
                {
                  "roleFamily": "x", "author": "", "from": "soon",
                  "metrics": []
                }
              ]
            }
            """;
        var result = await Run(Text);
        result.Problems.ShouldContain(problem => problem.Column == "metrics[0].name" && problem.Line == 3);
        result.Problems.ShouldContain(problem => problem.Column == "metrics[1]" && problem.Line == 4);
        result.Problems.ShouldContain(problem => problem.Column == "profiles[0].author" && problem.Line == 8);
        result.Problems.ShouldContain(problem => problem.Column == "profiles[0].from" && problem.Message.Contains("2026-11-24"));
        result.Problems.ShouldContain(problem => problem.Column == "profiles[0].metrics" && problem.Line == 9);
    }

    [Theory]
    [InlineData("", 1)]
    [InlineData("{\n\"metrics\": [,]\n}", 2)]
    [InlineData("{\"metrics\": [], \"metrics\": []}", 0)]
    [InlineData("[]", 1)]
    public async Task Refuses_what_is_not_such_a_file(string text, int line) =>
        (await Run(text)).Problems[0].Line.ShouldBeGreaterThanOrEqualTo(line);

    [Fact]
    public async Task Changes_nothing_when_the_shipped_file_is_imported_again_and_again()
    {
        var first = await Run(ShippedProfiles.Text);
        (first.Ok, first.Added, first.Changed, first.Unchanged).ShouldBe((true, 0, 0, 30), string.Join('\n', first.Problems));
        (await Run(ShippedProfiles.Text)).Unchanged.ShouldBe(30);
        await using var data = database.Open();
        (await data.Set<MetricDefinition>().CountAsync()).ShouldBe(26);
        (await data.Set<RoleProfile>().CountAsync()).ShouldBe(4);
    }

    [Fact]
    public async Task Makes_a_new_version_of_what_changed_and_keeps_the_old_one()
    {
        await Run(ShippedProfiles.Text);
        clock.Advance(Duration.FromDays(1));
        var file = JsonNode.Parse(ShippedProfiles.Text)!.AsObject();
        file["metrics"]![0]!["target"] = 600000;
        file["profiles"]![0]!["from"] = "2026-12-01";
        var result = await Import(file);
        (result.Added, result.Changed, result.Unchanged).ShouldBe((0, 2, 28));
        await using var data = database.Open();
        var catalog = await Catalog.Load(data, default);
        catalog.Metric("sales.revenue_closed", Instant.FromUtc(2026, 11, 24, 12, 0))!.Metric.Target.ShouldBe(500000);
        catalog.Metric("sales.revenue_closed", Instant.FromUtc(2020, 11, 24, 12, 0))!.Version.ShouldBe(1);
        var changed = catalog.Metric("sales.revenue_closed", Instant.FromUtc(2026, 11, 25, 9, 0))!;
        (changed.Version, changed.Metric.Target).ShouldBe((2, 600000));
        catalog.ProfileOf("sales", new LocalDate(2026, 11, 30))!.Version.ShouldBe(1);
        catalog.ProfileOf("sales", new LocalDate(2026, 12, 1))!.Version.ShouldBe(2);
    }

    [Fact]
    public async Task Adds_a_profile_of_the_organisations_own_beside_the_shipped_ones()
    {
        var file = ProfileSamples.OneMetric();
        file["profiles"] = new JsonArray(
            ProfileSamples.Profile("own", "[[\"own.reviews\",0.250],[\"engineering.story_points\",0.75,{\"target\":10}]]")
        );
        var result = await Import(file);
        (result.Ok, result.Added, result.MissingRows.Count).ShouldBe((true, 2, 30), string.Join('\n', result.Problems));
        result.MissingRows.ShouldContain("profile sales");
        result.Warnings.ShouldHaveSingleItem().Message.ShouldContain("has 2 metrics");
        (await Run(file.ToJsonString().Replace("0.250", "0.25"))).Unchanged.ShouldBe(2);
    }

    [Fact]
    public void Says_how_a_profile_differs_from_the_balance_of_a_level()
    {
        var profile = ShippedProfiles.Catalog.ProfileOf("engineering", new LocalDate(2026, 11, 24))!;
        ProfileBalance
            .Of(profile, ShippedProfiles.Catalog, Level.Individual)
            .Select(line => (line.Type, line.Share, line.Difference))
            .ShouldBe([
                (MetricType.Output, .30m, -.05m),
                (MetricType.Quality, .50m, .20m),
                (MetricType.Efficiency, .20m, -.05m),
                (MetricType.Impact, 0m, -.10m),
            ]);
        ProfileBalance.Of(profile, ShippedProfiles.Catalog, Level.Manager).Select(line => line.Proposed).ShouldBe([.25m, .25m, .20m, .30m]);
        ProfileBalance.Of(profile, ShippedProfiles.Catalog, Level.Senior).Select(line => line.Proposed).ShouldBe([.15m, .20m, .15m, .50m]);
    }

    private Task<ImportResult> Import(JsonObject file) => Run(file.ToJsonString());

    private async Task<ImportResult> Run(string text)
    {
        await using var data = database.Open();
        return await new ProfilesImport(data, new Audit(data, clock), clock).Run(new StringReader(text), default);
    }
}
