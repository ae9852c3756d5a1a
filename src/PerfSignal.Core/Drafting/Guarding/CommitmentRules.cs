using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>Calls a commitment kept that is open, or overdue one that is not.</summary>
public sealed partial class WrongState : IGuardRule
{
    public string Name => "state_of_commitment";

    public bool Refuses(Statement statement)
    {
        var promised = statement.Cited.Where(item => item.Kind == EvidenceKind.Commitment).ToList();
        var said = Fold.Of(statement.Unquoted);
        return promised.Count > 0
            && (
                (Kept().IsMatch(Negated().Replace(said, " ")) && !Asked().IsMatch(said) && !promised.Exists(item => item.Done))
                || (promised.TrueForAll(item => !item.Done) && ClaimsDone(said, promised))
                || (Late().IsMatch(said) && !promised.Exists(item => item.Overdue))
                || (Open().IsMatch(said) && promised.TrueForAll(item => item.Done))
            );
    }

    /// <summary>Tells what was agreed as done: its verb in the past, of one who has or is said to.</summary>
    private static bool ClaimsDone(string said, List<EvidenceItem> promised)
    {
        if (Ahead().IsMatch(said))
        {
            return false;
        }

        var verbs = promised
            .Select(item => Fold.Of(item.Quote).Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Where(words => words.Length > 0)
            .SelectMany(words => new[] { words[0], words[^1] })
            .ToHashSet(StringComparer.Ordinal);
        var frames = verbs.Select(Frame).Where(frame => frame.Length > 1).ToHashSet(StringComparer.Ordinal);
        return Past()
            .Matches(said)
            .Select(word => word.Groups["verb"].Value)
            .Any(verb => !verbs.Contains(verb) && frames.Contains(Frame(verb)));
    }

    /// <summary>The consonants of a verb without those of its forms: `write` and `written`, `schreiben` and `geschrieben` have the same.</summary>
    private static string Frame(string verb) =>
        Vowels().Replace(Prefix().Replace(verb, ""), "").TrimEnd('d', 't', 'n') is var frame ? Doubled().Replace(frame, "${one}") : "";

    [GeneratedRegex(@"(?<=^(?:\p{L}{2,4})?)ge(?=\p{L}{4})", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Prefix();

    [GeneratedRegex("[aeiouy]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Vowels();

    [GeneratedRegex(@"(?<one>.)\k<one>+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Doubled();

    [GeneratedRegex(
        @"\b(?:p\d+|has|have|had|was|were|been) (?:already |since |now |also )*(?<verb>\p{L}{2,}(?:ed|en|t|te|ote|ave|an))\b|(?<=\b(?:hat|haben|hatte|wurde|wurden|ist|sind)\b.*)\b(?<verb>\p{L}*ge\p{L}+(?:t|en)|\p{L}+iert)\b",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Past();

    /// <summary>Words by which the sentence says that it lies ahead, or that it did not happen.</summary>
    [GeneratedRegex(
        @"\b(?:not|\p{L}+n't|never|nicht|nie|kein\p{L}*|will|would|should|must|to be|wird|werden|soll\p{L}*|muss|agreed|promised|zugesagt|versprochen|noch zu)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Ahead();

    [GeneratedRegex(@"\?\s*$|\b(?:whether|by when|until when|ob|bis wann|wann)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Asked();

    [GeneratedRegex(
        @"\b(?:kept|completed?|finished|done|delivered|fulfilled|closed|erledigt\p{L}*|gehalten|eingehalten|abgeschlossen\p{L}*|fertig|erfullt)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Kept();

    [GeneratedRegex(
        @"\b(?:not (?:yet |been )*|\p{L}+n't (?:yet |been )*|nicht |noch nicht |to be |will be |wird |werden |kein\p{L}* (?:\p{L}+ )?)(?:kept|completed?|finished|done|delivered|fulfilled|closed|erledigt\p{L}*|gehalten|eingehalten|abgeschlossen\p{L}*|fertig|erfullt)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Negated();

    [GeneratedRegex(
        @"(?<!not )(?<!nicht )\b(?:overdue|past its day|late|uberfallig\p{L}*|verspatet\p{L}*)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Late();

    [GeneratedRegex(
        @"\b(?:still open|not (?:yet )?(?:kept|done|completed|finished)|(?:is|are|remains?) open|outstanding|pending|unfinished|unkept|noch offen|steh(?:t|en) (?:noch |weiter |weiterhin )?aus|aussteh\p{L}*|unerledigt\p{L}*|nicht (?:erledigt|gehalten|abgeschlossen)|broken|broke|gebrochen)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Open();
}
