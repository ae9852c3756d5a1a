using System.Text.Json;
using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>Words that no draft may use, by category; those that look the same in ordinary work talk are let through.</summary>
public sealed class RefusedWords
{
    private static readonly Dictionary<string, Dictionary<string, Entry>> All = Load();

    public static IReadOnlyList<string> Categories { get; } = [.. All.Keys];

    private readonly Regex refuse;
    private readonly Regex? allow;

    private RefusedWords(Entry entry) => (refuse, allow) = (Of(entry.Refuse), entry.Allow.Count > 0 ? Of(entry.Allow) : null);

    /// <summary>The list of a category in a language; a German draft is held against the English one too, since its words are common there.</summary>
    public static IReadOnlyList<RefusedWords> In(string category, string language) =>
        language == "de" ? [new(All[category]["de"]), new(All[category]["en"])] : [new(All[category]["en"])];

    public bool Find(string folded) => refuse.IsMatch(allow is null ? folded : allow.Replace(folded, " "));

    private static Dictionary<string, Dictionary<string, Entry>> Load()
    {
        using var stream =
            typeof(RefusedWords).Assembly.GetManifestResourceStream("refused-words.json")
            ?? throw new InvalidOperationException("refused-words.json is not embedded.");
        return JsonSerializer.Deserialize<Dictionary<string, Dictionary<string, Entry>>>(stream, JsonSerializerOptions.Web)!;
    }

    /// <summary>`*` stands for letters, `#` for digits, a space for any gap.</summary>
    private static Regex Of(IReadOnlyList<string> words)
    {
        var patterns = words.Select(word =>
            Regex
                .Escape(Fold.Of(word))
                .Replace(@"\*", @"\p{L}*", StringComparison.Ordinal)
                .Replace(@"\#", @"\d+", StringComparison.Ordinal)
                .Replace(@"\ ", @"[\s-]+", StringComparison.Ordinal)
        );
        return new Regex(
            $@"(?<![\p{{L}}\d])(?:{string.Join('|', patterns)})(?![\p{{L}}\d])",
            RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(1)
        );
    }

    private sealed record Entry(IReadOnlyList<string> Refuse, IReadOnlyList<string> Allow);
}

/// <summary>Refuses the words of one category.</summary>
public sealed class WordRule(string category) : IGuardRule
{
    private readonly Dictionary<string, IReadOnlyList<RefusedWords>> lists = new(StringComparer.Ordinal)
    {
        ["en"] = RefusedWords.In(category, "en"),
        ["de"] = RefusedWords.In(category, "de"),
    };

    public string Name => category;

    public bool Refuses(Statement statement) =>
        lists.GetValueOrDefault(statement.Request.Language, lists["en"]).Any(words => words.Find(statement.Own));
}
