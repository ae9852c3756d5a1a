using System.Text;
using System.Text.Json;

namespace PerfSignal.Core.Imports;

/// <summary>A JSON file that is read place by place; whatever is wrong is collected as problems with path and line.</summary>
public sealed class JsonFile
{
    /// <summary>In characters.</summary>
    public const int MaxLength = 5_000_000;

    private readonly List<ImportProblem> problems = [];
    private readonly List<ImportProblem> warnings = [];
    private readonly Dictionary<string, int> lines;

    private JsonFile(JsonElement root, Dictionary<string, int> lines)
    {
        this.lines = lines;
        Root = new JsonPlace(this, root, "");
    }

    public JsonPlace Root { get; }
    public IReadOnlyList<ImportProblem> Problems => problems;
    public IReadOnlyList<ImportProblem> Warnings => warnings;

    /// <returns>The file, or the problem that keeps it from being read.</returns>
    public static (JsonFile? File, ImportProblem? Problem) Parse(string text)
    {
        if (text.Length > MaxLength)
        {
            return (null, new ImportProblem(0, "", $"The file has more than {MaxLength} characters; split it."));
        }

        var utf8 = Encoding.UTF8.GetBytes(text.TrimStart('\uFEFF'));
        try
        {
            using var document = JsonDocument.Parse(utf8, new JsonDocumentOptions { AllowDuplicateProperties = false });
            return (new JsonFile(document.RootElement.Clone(), JsonLines.Of(utf8)), null);
        }
        catch (JsonException wrong)
        {
            return (
                null,
                new ImportProblem((int)(wrong.LineNumber ?? -1) + 1, "", $"This is not JSON: {wrong.Message} Correct it and try again.")
            );
        }
    }

    public void Report(string path, string message) => problems.Add(new ImportProblem(LineOf(path), path, message));

    public void Warn(string path, string message) => warnings.Add(new ImportProblem(LineOf(path), path, message));

    /// <summary>The line of a place, or of the nearest place around it where it is missing.</summary>
    private int LineOf(string path)
    {
        while (path.Length > 0 && !lines.ContainsKey(path))
        {
            path = path[..Math.Max(path.LastIndexOfAny(['.', '[']), 0)];
        }

        return lines.GetValueOrDefault(path, 1);
    }
}
