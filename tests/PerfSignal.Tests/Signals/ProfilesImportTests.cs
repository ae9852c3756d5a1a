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

    [Theory]
    [InlineData("businessOutcome", "\"\"", "businessOutcome", "business outcome")]
    [InlineData("businessOutcome", null, "businessOutcome", "business outcome")]
    [InlineData("influence", "\"  \"", "influence", "influence statement")]
    [InlineData("influence", null, "influence", "influence statement")]
    [InlineData("visibleToEmployee", "false", "visibleToEmployee", "could not see")]
    [InlineData("visibleToEmployee", null, "visibleToEmployee", "could not see")]
    [InlineData("visibleToEmployee", "\"yes\"", "visibleToEmployee", "true or false")]
    [InlineData("measures", "\"How many lines of code were written\"", "", "lines of code")]
    [InlineData("key", "\"own.loc\"", "", "lines of code")]
    [InlineData("name", "\"Keystrokes per hour\"", "", "keystrokes")]
    [InlineData("name", "\"Screenshots taken\"", "", "screens")]
    [InlineData("measures", "\"The content of e-mails\"", "", "content of e-mail")]
    [InlineData("measures", "\"Words in private messages\"", "", "content of e-mail or private messages")]
    [InlineData("measures", "\"The tone of private messages\"", "", "tone of messages")]
    [InlineData("measures", "\"Hours at the desk\"", "", "hours at the desk")]
    [InlineData("formula.of", "[\"keystroke/typed\"]", "", "keystrokes")]
    [InlineData("formula.of", "[\"email\"]", "formula.of[0]", "content of e-mail")]
    [InlineData("formula.of", "[\"review\"]", "formula.of[0]", "kind/outcome")]
    [InlineData("formula.of", "[\"ticket/resolved\"]", "formula", "None of the sources")]
    [InlineData("formula.of", null, "formula.of", "There is no of")]
    [InlineData("formula.over", "[\"review/submitted\"]", "formula.over", "remove over")]
    [InlineData("formula.field", "\"amount\"", "formula.field", "counts facts")]
    [InlineData("formula.aggregate", "\"sum\"", "formula.field", "needs a number")]
    [InlineData("formula.aggregate", "\"best\"", "formula.aggregate", "sum, count, mean")]
    [InlineData("formula.filter", "{}", "formula.filter", "atLeast, atMost or both")]
    [InlineData("formula.filter", "{\"atLeast\":3,\"atMost\":2}", "formula.filter", "not above")]
    [InlineData("sources", "[\"facebook\"]", "sources", "Unknown source")]
    [InlineData("sources", "\"github\"", "sources", "list")]
    [InlineData("unit", "\"parsec\"", "unit", "Unknown unit")]
    [InlineData("unit", "\"days\"", "unit", "field duration")]
    [InlineData("unit", "\"money\"", "unit", "money")]
    [InlineData("unit", "\"percent\"", "unit", "share")]
    [InlineData("direction", "\"inRange\"", "range", "inRange needs a range")]
    [InlineData("range", "{\"from\":1,\"to\":2}", "range", "inRange needs a range")]
    [InlineData("thresholds", "{\"exceptional\":1,\"strong\":2,\"meets\":3,\"needsImprovement\":4}", "thresholds", "in order")]
    [InlineData("thresholds", "{\"exceptional\":1}", "thresholds.strong", "There is no strong")]
    [InlineData("minimumSample", "-1", "minimumSample", "outside 0")]
    [InlineData("retentionDays", "0", "retentionDays", "outside 1")]
    [InlineData("weight", "1.5", "weight", "outside 0 to 1")]
    [InlineData("target", "\"ten\"", "target", "must be a number")]
    [InlineData("currency", "\"euro\"", "currency", "at most 3")]
    [InlineData("currency", "\"eur\"", "currency", "capital letters")]
    [InlineData("key", "\"Own Metric\"", "key", "lower-case")]
    [InlineData("nmae", "1", "nmae", "Unknown property")]
    [InlineData("name", "\"\"", "name", "empty")]
    [InlineData("name", "\"a\\u0000b\"", "name", "control character")]
    [InlineData("window", "\"yearly\"", "window", "weekly, monthly, quarterly")]
    public async Task Refuses_a_metric_and_says_where_and_why(string path, string? value, string place, string message)
    {
        var file = OneMetric();
        Set(file["metrics"]![0]!.AsObject(), path, value);
        var result = await Import(file);
        result.Ok.ShouldBeFalse();
        var expected = place.Length == 0 ? "metrics[0]" : $"metrics[0].{place}";
        result.Problems.ShouldContain(problem => problem.Column == expected && problem.Message.Contains(message), string.Join('\n', result.Problems));
        await using var data = database.Open();
        (await data.Set<MetricDefinition>().CountAsync()).ShouldBe(0);
    }

    [Theory]
    [InlineData("[[\"engineering.story_points\",0.5]]", "metrics", "add up to 0.5")]
    [InlineData("[[\"engineering.story_points\",0.5],[\"engineering.story_points\",0.5]]", "metrics[1].metric", "twice")]
    [InlineData("[[\"engineering.nothing\",1]]", "metrics[0].metric", "no metric 'engineering.nothing'")]
    [InlineData("[[\"own.project\",1]]", "metrics[0].metric", "nobody's own")]
    [InlineData("[[\"support.tickets_resolved\",1]]", "metrics", "misleads")]
    [InlineData("[[\"support.tickets_resolved\",1],[\"support.csat\",0]]", "metrics", "misleads")]
    [InlineData("[[\"engineering.story_points\",1.5]]", "metrics[0].weight", "outside 0 to 1")]
    [InlineData("[[\"engineering.story_points\",1,{\"median\":true}]]", "metrics[0].median", "no mean")]
    [InlineData("[[\"engineering.story_points\",1,{\"target\":3,\"currency\":\"EUR\"}]]", "metrics[0].currency", "target in money")]
    [InlineData("[[\"sales.arr\",1,{\"target\":3}]]", "metrics[0].currency", "in which currency")]
    [InlineData("[[\"sales.arr\",1,{\"currency\":\"EUR\"}]]", "metrics[0].currency", "target in money")]
    [InlineData(
        "[[\"sales.revenue_closed\",1],[\"sales.win_rate\",0],[\"sales.retention\",0],[\"sales.pipeline\",0],[\"sales.arr\",0],[\"sales.demos\",0],[\"sales.quota_attainment\",0],[\"engineering.incidents\",0]]",
        "metrics",
        "at most 7"
    )]
    public async Task Refuses_a_profile_and_says_where_and_why(string metrics, string place, string message)
    {
        var file = OneMetric();
        Set(file["metrics"]![0]!.AsObject(), "key", "\"own.project\"");
        Set(file["metrics"]![0]!.AsObject(), "attribution", "\"project\"");
        file["profiles"] = new JsonArray(Profile("own", metrics));
        var result = await Import(file);
        result.Problems.ShouldContain(
            problem => problem.Column == $"profiles[0].{place}" && problem.Message.Contains(message),
            string.Join('\n', result.Problems)
        );
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
    public async Task Refuses_what_is_not_such_a_file(string text, int line) => (await Run(text)).Problems[0].Line.ShouldBeGreaterThanOrEqualTo(line);

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
        var file = OneMetric();
        file["profiles"] = new JsonArray(Profile("own", "[[\"own.reviews\",0.250],[\"engineering.story_points\",0.75,{\"target\":10}]]"));
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
            .ShouldBe([(MetricType.Output, .30m, -.05m), (MetricType.Quality, .50m, .20m), (MetricType.Efficiency, .20m, -.05m), (MetricType.Impact, 0m, -.10m)]);
        ProfileBalance.Of(profile, ShippedProfiles.Catalog, Level.Manager).Select(line => line.Proposed).ShouldBe([.25m, .25m, .20m, .30m]);
        ProfileBalance.Of(profile, ShippedProfiles.Catalog, Level.Senior).Select(line => line.Proposed).ShouldBe([.15m, .20m, .15m, .50m]);
    }

    private static JsonObject OneMetric()
    {
        var shipped = JsonNode.Parse(ShippedProfiles.Text)!;
        var metric = shipped["metrics"]!.AsArray().Single(node => (string?)node!["key"] == "engineering.review_participation")!.DeepClone();
        metric["key"] = "own.reviews";
        return new JsonObject { ["metrics"] = new JsonArray(metric) };
    }

    private static JsonObject Profile(string family, string metrics)
    {
        var list = new JsonArray();
        foreach (var entry in JsonNode.Parse(metrics)!.AsArray())
        {
            var choice = entry!.AsArray().Count > 2 ? entry[2]!.DeepClone().AsObject() : [];
            choice["metric"] = entry[0]!.DeepClone();
            choice["weight"] = entry[1]!.DeepClone();
            list.Add(choice);
        }

        return new JsonObject { ["roleFamily"] = family, ["author"] = "HR", ["from"] = "2026-01-01", ["metrics"] = list };
    }

    private static void Set(JsonObject metric, string path, string? value)
    {
        var parts = path.Split('.');
        var parent = parts.Length == 1 ? metric : metric[parts[0]]!.AsObject();
        parent.Remove(parts[^1]);
        if (value is not null)
        {
            parent[parts[^1]] = JsonNode.Parse(value);
        }
    }

    private Task<ImportResult> Import(JsonObject file) => Run(file.ToJsonString());

    private async Task<ImportResult> Run(string text)
    {
        await using var data = database.Open();
        return await new ProfilesImport(data, new Audit(data, clock), clock).Run(new StringReader(text), default);
    }
}
