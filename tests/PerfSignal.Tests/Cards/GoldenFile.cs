using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PerfSignal.Tests.Cards;

/// <summary>Compares what cards say with a file beside the tests of their area; UPDATE_GOLDEN=1 writes it anew.</summary>
internal static partial class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>On one line, and as people read it.</summary>
    public static readonly JsonSerializerOptions Plain = new()
    {
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static Task Compare(string area, string file, JsonObject cards) => Compare(area, file, cards.ToJsonString(Indented) + "\n");

    public static async Task Compare(string area, string file, string cards)
    {
        // Ids differ with every run.
        var text = Id().Replace(cards.ReplaceLineEndings("\n"), "id");
        var path = Path.Combine(RepositoryFiles.Root, "tests", "PerfSignal.Tests", area, "golden", file);
        if (Environment.GetEnvironmentVariable("UPDATE_GOLDEN") == "1")
        {
            System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text);
        }

        text.ShouldBe(await File.ReadAllTextAsync(path));
    }

    [GeneratedRegex("[0-9a-f]{32}")]
    private static partial Regex Id();
}
