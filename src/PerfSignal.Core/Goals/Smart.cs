using System.Text.RegularExpressions;
using NodaTime;

namespace PerfSignal.Core.Goals;

/// <summary>What a goal should say to be worked with; each may be left open, but for some title.</summary>
public enum SmartPart
{
    /// <summary>Specific: the title says what will be different.</summary>
    Title,

    /// <summary>Measurable: what is measured, from where to where.</summary>
    Measure,

    /// <summary>Timed: a day in the future.</summary>
    Due,

    /// <summary>Relevant: the goal above that it serves.</summary>
    Parent,
}

/// <summary>Finds what is missing in a goal, by rule.</summary>
public static partial class Smart
{
    private const int SpecificWords = 3;

    /// <summary>Words that are in every goal and say nothing about this one.</summary>
    private static readonly HashSet<string> Vague = new(StringComparer.OrdinalIgnoreCase)
    {
        "be",
        "do",
        "get",
        "make",
        "become",
        "improve",
        "increase",
        "better",
        "more",
        "good",
        "great",
        "best",
        "work",
        "things",
        "stuff",
        "the",
        "my",
        "our",
        "a",
        "an",
        "to",
        "at",
        "of",
        "and",
        "in",
        "very",
        "everything",
        "performance",
        "quality",
        "faster",
        "harder",
        "sein",
        "werden",
        "machen",
        "verbessern",
        "steigern",
        "besser",
        "mehr",
        "gut",
        "arbeit",
        "arbeiten",
        "sachen",
        "alles",
        "der",
        "die",
        "das",
        "ein",
        "eine",
        "meine",
        "unsere",
        "und",
        "zu",
        "in",
        "leistung",
        "qualität",
        "schneller",
    };

    /// <summary>Three words or more, two of which are not among the vague ones.</summary>
    public static bool IsSpecific(string title)
    {
        var words = Words().Matches(title).Select(match => match.Value).ToList();
        return words.Count >= SpecificWords && words.Count(word => !Vague.Contains(word)) >= 2;
    }

    /// <param name="hasChildren">Whether goals below it measure it.</param>
    /// <param name="isTop">Whether there is no goal above to serve: its owner has no manager.</param>
    public static IReadOnlyList<SmartPart> Missing(Goal goal, LocalDate today, bool hasChildren, bool isTop)
    {
        var missing = new List<SmartPart>();
        if (!IsSpecific(goal.Title))
        {
            missing.Add(SmartPart.Title);
        }

        if (!hasChildren && (goal.Metric is null || Measure.Of(goal) is null))
        {
            missing.Add(SmartPart.Measure);
        }

        if (goal.DueOn is not { } due || due <= today)
        {
            missing.Add(SmartPart.Due);
        }

        if (goal.ParentId is null && !isTop)
        {
            missing.Add(SmartPart.Parent);
        }

        return missing;
    }

    [GeneratedRegex(@"[\p{L}\p{N}%]+", RegexOptions.None, 1000)]
    private static partial Regex Words();
}
