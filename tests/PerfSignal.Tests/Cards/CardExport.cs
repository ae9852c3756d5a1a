using System.Text.Json.Nodes;
using PerfSignal.Bot.Cards;

namespace PerfSignal.Tests.Cards;

/// <summary>Writes what the checks in tests/interop compare, when PERFSIGNAL_EXPORT names a folder; does nothing otherwise.</summary>
public class CardExport
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("PERFSIGNAL_EXPORT");

    [Fact]
    public void Writes_the_expander_cases()
    {
        if (Folder is null)
        {
            return;
        }

        Directory.CreateDirectory(Folder);
        var count = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 20_000 : 1_000;
        var cases = ExpanderCase.Written().Concat(new GeneratedCases(seed: 20261121).Take(count));
        File.WriteAllLines(Path.Combine(Folder, "expander.jsonl"), cases.Select(Line));
    }

    private static string Line(ExpanderCase c) =>
        new JsonObject
        {
            ["name"] = c.Name,
            ["template"] = c.Template.DeepClone(),
            ["data"] = c.Data?.DeepClone(),
            ["texts"] = c.Texts?.DeepClone(),
            ["ours"] = c.Ours(),
        }.ToJsonString(CardJson.Compact);
}
