using System.Text.Json.Nodes;
using PerfSignal.Core.Imports;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Signals;

public sealed class ProfileRefusalsTests
{
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
    public void Refuses_a_metric_and_says_where_and_why(string path, string? value, string place, string message)
    {
        var file = ProfileSamples.OneMetric();
        Set(file["metrics"]![0]!.AsObject(), path, value);
        var problems = Problems(file);
        var expected = place.Length == 0 ? "metrics[0]" : $"metrics[0].{place}";
        problems.ShouldContain(problem => problem.Column == expected && problem.Message.Contains(message), string.Join('\n', problems));
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
    public void Refuses_a_profile_and_says_where_and_why(string metrics, string place, string message)
    {
        var file = ProfileSamples.OneMetric();
        Set(file["metrics"]![0]!.AsObject(), "key", "\"own.project\"");
        Set(file["metrics"]![0]!.AsObject(), "attribution", "\"project\"");
        file["profiles"] = new JsonArray(ProfileSamples.Profile("own", metrics));
        var problems = Problems(file);
        problems.ShouldContain(
            problem => problem.Column == $"profiles[0].{place}" && problem.Message.Contains(message),
            string.Join('\n', problems)
        );
    }

    private static IReadOnlyList<ImportProblem> Problems(JsonObject text)
    {
        var file = JsonFile.Parse(text.ToJsonString()).File!;
        ProfileFile.Read(file, ShippedProfiles.Catalog.Metrics.Select(row => row.Metric));
        return file.Problems;
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
}
