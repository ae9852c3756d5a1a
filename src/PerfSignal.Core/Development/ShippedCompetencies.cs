using PerfSignal.Core.Imports;

namespace PerfSignal.Core.Development;

/// <summary>The competencies and career paths that come with the product, in the format that organisations import their own in.</summary>
public static class ShippedCompetencies
{
    private static readonly Lazy<CompetencyFile> Lazy = new(Read);
    private static readonly Lazy<CompetencyLibrary> LazyLibrary = new(() => new CompetencyLibrary(File.Competencies, File.Paths));

    /// <summary>The embedded file's text.</summary>
    public static string Text
    {
        get
        {
            using var stream = typeof(ShippedCompetencies).Assembly.GetManifestResourceStream("shipped-competencies.json")!;
            using var reader = new StreamReader(stream);
            return reader.ReadToEnd();
        }
    }

    public static CompetencyLibrary Library => LazyLibrary.Value;

    internal static CompetencyFile File => Lazy.Value;

    /// <exception cref="InvalidOperationException">The embedded file breaks the rules for such files, which a test prevents.</exception>
    private static CompetencyFile Read()
    {
        var (file, problem) = JsonFile.Parse(Text);
        var read = file is null ? null : CompetencyFile.Read(file, []);
        return file?.Problems.Count == 0 && read is not null
            ? read
            : throw new InvalidOperationException($"The shipped competencies are wrong: {problem}{string.Join(' ', file?.Problems ?? [])}");
    }
}
