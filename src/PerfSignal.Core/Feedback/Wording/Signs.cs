using System.Text.RegularExpressions;

namespace PerfSignal.Core.Feedback.Wording;

/// <summary>The words of one language by which situation, behaviour and effect are found.</summary>
/// <param name="Situation">When or where: days, meetings, "when the client …".</param>
/// <param name="Behaviour">Something done that can be seen or heard.</param>
/// <param name="Done">"you" with any verb in the past, as the group `verb`; counts unless the verb is among those that judge.</param>
/// <param name="Judged">Verbs in the past that tell what the author thinks, not what happened: "improved", "seemed".</param>
/// <param name="Effect">What followed: "so that", "could", "saved", a second sentence with an outcome.</param>
/// <param name="Hearsay">The author was not there.</param>
/// <param name="Generalises">"always", "never", "as usual": no one occasion is meant.</param>
/// <param name="Reason">What thanks are for.</param>
internal sealed record Signs(
    Regex Situation,
    Regex Behaviour,
    Regex Done,
    Regex Effect,
    IReadOnlyList<string> Judged,
    Regex Hearsay,
    Regex Generalises,
    Regex Reason
)
{
    /// <summary>Whether something is described that could have been seen or heard.</summary>
    public bool Saw(string text) =>
        Behaviour.IsMatch(text)
        || Done.Matches(text).Any(match => !Judged.Contains(match.Groups["verb"].Value, StringComparer.OrdinalIgnoreCase));

    /// <summary>Whole words or beginnings (`word*`), without regard to case. Nothing backtracks, so a long text costs no more than its length.</summary>
    public static Regex Words(params string[] patterns)
    {
        var words = string.Join('|', patterns.Select(pattern => pattern.Replace("*", @"\p{L}*", StringComparison.Ordinal)));
        return new Regex(
            $@"(?:^|[^\p{{L}}\p{{N}}])(?:{words})(?:$|[^\p{{L}}\p{{N}}])",
            RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
        );
    }
}
