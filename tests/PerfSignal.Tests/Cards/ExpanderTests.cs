using System.Text.Json.Nodes;

namespace PerfSignal.Tests.Cards;

public class ExpanderTests
{
    public static TheoryData<string> Names => [.. ExpanderCase.Written().Select(c => c.Name)];

    private static readonly JsonArray Expected = JsonNode
        .Parse(File.ReadAllText(Path.Combine(RepositoryFiles.Interop, "expander-expected.json")))!
        .AsArray();

    [Theory]
    [MemberData(nameof(Names))]
    public void Expands_as_the_official_library_does(string name)
    {
        var ours = ExpanderCase.Written().Single(c => c.Name == name).Ours();

        var expected = Expected.Single(e => e!["name"]!.ToString() == name)!["expected"];
        JsonNode.DeepEquals(ours, expected).ShouldBeTrue($"ours {ours?.ToJsonString()} official {expected?.ToJsonString()}");
    }
}
