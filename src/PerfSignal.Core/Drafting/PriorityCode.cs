using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting;

/// <summary>What people write that looks like a placeholder: the P1 of an incident's priority. It stands as P-1 in what a writer gets.</summary>
/// <remarks>Otherwise nobody could tell "closed the P1 incident" from the manager, neither a model nor who puts the names back.</remarks>
internal static partial class PriorityCode
{
    /// <summary>Text of people with a hyphen in every such code.</summary>
    public static string Hide(string text) => Written().Replace(text, "P-${number}");

    /// <summary>With the codes as they will show.</summary>
    public static DraftSentence Bare(DraftSentence sentence) => sentence with { Text = Bare(sentence.Text) };

    /// <summary>With the codes as they will show.</summary>
    public static EvidenceItem Bare(EvidenceItem item) =>
        item with
        {
            Name = Bare(item.Name),
            Words = Bare(item.Words),
            Quote = Bare(item.Quote),
        };

    private static string Bare(string text) => Hidden().Replace(text, "P${number}");

    /// <summary>The code as it was written.</summary>
    /// <param name="hidden">`P-1`, or `P1` beside what only a code stands beside.</param>
    /// <param name="pack">Tells whether somebody wrote it so; null where nobody did.</param>
    public static string? Shown(string hidden, DraftPack pack)
    {
        var number = hidden.TrimStart('P', '-');
        var code = new Regex($@"(?<![\p{{L}}\d])P-{number}(?!\d)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return
            pack.Items.Any(item => code.IsMatch(item.Quote) || code.IsMatch(item.Words))
            // P-12 may also be a ticket that somebody wrote just so.
            && !pack.Originals.Values.Any(code.IsMatch)
            ? "P" + number
            : null;
    }

    /// <summary>In what a writer wrote: a hidden code, or one whose hyphen was dropped before the thing that has a priority.</summary>
    public const string InAnswers =
        @"(?<![\p{L}\d])P-\d+(?!\d)|(?<![\p{L}\d])P\d+(?=[ -](?:incidents?|outages?|bugs?|tickets?|issues?|alerts?|defects?|cases?|problems?|priority|Vorf[aä]ll\p{L}*|Störung\p{L}*|Ausf[aä]ll\p{L}*|Fehler\p{L}*|Meldung\p{L}*|Incident\p{L}*|Ticket\p{L}*|Bug\p{L}*)(?!\p{L}))|(?<=(?:priority|prio|severity|Priorität) )P\d+(?!\d)";

    [GeneratedRegex(@"(?<![\p{L}\d])P-(?<number>\d+)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"(?<![\p{L}\d])P(?<number>\d+)(?!\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Written();
}
