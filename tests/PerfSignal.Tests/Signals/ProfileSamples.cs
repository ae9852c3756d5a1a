using System.Text.Json.Nodes;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Signals;

internal static class ProfileSamples
{
    public static JsonObject OneMetric()
    {
        var shipped = JsonNode.Parse(ShippedProfiles.Text)!;
        var metric = shipped["metrics"]!.AsArray().Single(node => (string?)node!["key"] == "engineering.review_participation")!.DeepClone();
        metric["key"] = "own.reviews";
        return new JsonObject { ["metrics"] = new JsonArray(metric) };
    }

    public static JsonObject Profile(string family, string metrics)
    {
        var list = new JsonArray();
        foreach (var entry in JsonNode.Parse(metrics)!.AsArray())
        {
            var choice = entry!.AsArray().Count > 2 ? entry[2]!.DeepClone().AsObject() : [];
            choice["metric"] = entry[0]!.DeepClone();
            choice["weight"] = entry[1]!.DeepClone();
            list.Add(choice);
        }

        return new JsonObject
        {
            ["roleFamily"] = family,
            ["author"] = "HR",
            ["from"] = "2026-01-01",
            ["metrics"] = list,
        };
    }
}
