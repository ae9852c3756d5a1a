using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>Says why something came about; evidence stands side by side, and only what itself gives a reason bears one out.</summary>
public sealed partial class Cause : IGuardRule
{
    public string Name => "cause";

    public bool Refuses(Statement statement) =>
        Because().IsMatch(Praised().Replace(Fold.Of(statement.Unquoted), " ")) && !Because().IsMatch(statement.FoldedSource);

    /// <summary>What somebody is thanked for is what they are thanked for.</summary>
    [GeneratedRegex(@"\b(?:prais|thank|lob|dank|bedank)\p{L}*\b[^.;]*\b(?:because|weil|wegen)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Praised();

    [GeneratedRegex(
        @"\b(?:because|owing to|due to|as a result|as a consequence|therefore|hence|thanks to|caused|led to|resulted (?:in|from)|so (?:that )?(?:figures|its|nothing|newer)|weil|wegen|aufgrund|auf grund|deshalb|deswegen|daher|dadurch|infolge|folglich|dank (?:d\p{L}+|p\d+)|fuhrte\p{L}* (?:dazu|zu)|verursacht\p{L}*|sodass)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Because();
}

/// <summary>Sets the person against everybody or nobody, or speaks of a team or colleagues of whom the evidence says nothing.</summary>
public sealed partial class OtherPeople : IGuardRule
{
    public string Name => "other_people";

    public bool Refuses(Statement statement) =>
        Everybody().IsMatch(statement.Own)
        || Group().Matches(statement.Own).Any(word => !statement.FoldedSource.Contains(word.Value, StringComparison.Ordinal));

    /// <summary>Whoever says it compares, even where a person is quoted.</summary>
    [GeneratedRegex(
        @"\b(?:nobody|no[ -]one|everybody|everyone|anybody|anyone|no other|few (?:can|could|people|others)|hardly any\p{L}*|kaum (?:jemand|eine\p{L}*)|(?:all|most|any) (?:of )?(?:the )?others?|the rest of (?:us|the|them)|niemand\p{L}*|jedermann|kein\p{L}* (?:andere\p{L}*|sonst)|all\p{L}* (?:andere\p{L}*|ubrigen)|die (?:anderen|ubrigen)(?! (?!(?:sind|haben|waren|hatten|konnen|wissen|machen|schaffen|kommen)\b)\p{L}{4,})|jede[rmn]? andere\p{L}*)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Everybody();

    [GeneratedRegex(
        @"\b(?:teams?|teammates?|colleagues?|co-?workers?|peers?|squads?|departments?|others|engineers|developers|sellers|employees|staff|people|kolleg\p{L}*|mannschaft|belegschaft|abteilung|mitarbeiter\p{L}*|leute|(?<=^|[.,;:] )andere(?= ))\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Group();
}

/// <summary>Says what a person is, ought to be, deserves or will do; a draft says what was done, agreed, measured and written.</summary>
public sealed partial class Verdict : IGuardRule
{
    public string Name => "verdict";

    public bool Refuses(Statement statement)
    {
        var text = statement.Folded;
        return Being().IsMatch(text)
            || Turned().IsMatch(text)
            || Worth().IsMatch(text)
            || Called().Matches(Fold.Of(statement.Unquoted)).Any(called => !IsKnown(called.Groups["what"].Value, statement))
            || (Duty().IsMatch(text) && !statement.Cited.Any(item => item.Kind is EvidenceKind.Commitment or EvidenceKind.Question));
    }

    private static bool IsKnown(string words, Statement statement) =>
        words
            .Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Where(word => word.Length > 2)
            .Any(word => Unsupported.Reports(word) || statement.FoldedSource.Contains(Unsupported.StemOf(word), StringComparison.Ordinal));

    /// <summary>Whatever it is that is called something.</summary>
    [GeneratedRegex(
        @"\b(?:is|are|was|were|ist|sind|war|waren) (?:\p{L}+ly )?(?:an?|eine?) (?<what>\p{L}+(?: \p{L}+)?)",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Called();

    /// <summary>The person as the subject: `of P2` is not.</summary>
    private const string Who = @"(?<!\b(?:of|by|from|for|with|to|von|vom|bei|mit|fur|an|laut) )\bp\d+,? (?:who |that |der |die )?";

    private const string Aside =
        @"(?:still |also |now |not |yet |currently |already |noch |auch |nun |jetzt |bereits |nicht |(?:zu|am|im) )*";

    /// <summary>Where somebody is, what is open with them, and what was done with them.</summary>
    private const string Plain =
        @"(?:at|in|on|to|with|away|back|due|done|overdue|open|owner|responsible|asked|named|mentioned|listed|thanked|praised|told|informed|invited|assigned|involved|waiting|working|planning|preparing|finishing|writing|bei|beim|an|auf|mit|fallig|offen|uberfallig|zustandig|verantwortlich|fertig|gebeten|genannt|beteiligt|eingeladen)\b";

    [GeneratedRegex(
        Who
            + @"(?:(?:is|was|seems?|seemed|remains?|remained|becomes?|became|appears?|looks?|ist|war|gilt|wirkt\p{L}*|scheint|schien|bleibt|blieb|zahlt|wurde zu) (?!"
            + Aside
            + Plain
            + @")|(?:\p{L}+ ){0,3}(?:is|ist|war)(?=[.,;!?“”""]|$))",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Being();

    [GeneratedRegex(@"\b(?:is|was|ist|war|bleibt) p\d+ (?:an?|the|so|too|ein\p{L}*|der|die|das|zu)\b", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Turned();

    [GeneratedRegex(
        Who
            + @"(?:(?:does not |doesn't |do not )?(?:deserve|belong|ought|earn(?:s|ed) (?!\d))\p{L}*|gehort\p{L}*|verdien\p{L}*|taug\p{L}*|eignet\p{L}*|(?:long )?ought)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Worth();

    [GeneratedRegex(
        Who
            + @"(?:will|would|shall|should|must|can|cannot|can't|could|may|might|has to|needs?|won't|wird|werde|wurde|soll|sollte|muss|musste|kann|konnte|darf|durfte|braucht)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Duty();
}

/// <summary>Speaks of every time or of no time at all where the product itself does not: what was read is never everything.</summary>
public sealed partial class Absolutes : IGuardRule
{
    public string Name => "absolute";

    public bool Refuses(Statement statement) =>
        Always()
            .Matches(statement.Own)
            .Any(word => !statement.Cited.Any(item => Fold.Of(item.Words).Contains(word.Value, StringComparison.Ordinal)));

    [GeneratedRegex(
        @"\b(?:always|never|ever|without (?:any )?exception|every single|each and every|in every respect|at all times|immer(?! noch)|nie|niemals|stets|ausnahmslos|jede[srnm]? einzelne\p{L}*|in jeder hinsicht)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Always();
}

/// <summary>Denies what its evidence says: a denial needs a denial in what is cited, or something that is open, missing or short of a target.</summary>
public sealed partial class Denial : IGuardRule
{
    public string Name => "denial";

    public bool Refuses(Statement statement) =>
        statement.Cited.Count > 0
        && Not().IsMatch(Fold.Of(statement.Unquoted))
        && !Not().IsMatch(statement.FoldedSource)
        && statement.Cited.All(item =>
            item is { Kind: EvidenceKind.Feedback or EvidenceKind.Note } or { Kind: EvidenceKind.Commitment, Done: true }
        );

    [GeneratedRegex(
        @"\b(?:not|no|nothing|none|never|neither|nor|\p{L}+n't|cannot|failed to|refused|nicht|nichts|kein\p{L}*|nie|niemals|weder|ohne dass)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Not();
}

/// <summary>Has somebody else say or give what the cited person said or gave.</summary>
public sealed partial class WrongSpeaker : IGuardRule
{
    public string Name => "speaker";

    public bool Refuses(Statement statement)
    {
        if (!statement.Cited.Any(item => item.Kind is EvidenceKind.Feedback or EvidenceKind.Note))
        {
            return false;
        }

        var speakers = statement.Cited.Where(item => item.People.Count > 0).Select(item => item.People[0].ToLowerInvariant()).ToHashSet();
        var said = Fold.Of(statement.Unquoted);
        return Says().Matches(said).Concat(Gives().Matches(said)).Any(match => !speakers.Contains(match.Groups["who"].Value));
    }

    [GeneratedRegex(
        @"\b(?<who>p\d+) (?:also |then |auch )?(?:said|says|thank(?:s|ed)|prais(?:es|ed)|mention(?:s|ed)|not(?:es|ed)|describ(?:es|ed)|comment(?:s|ed)|complain(?:s|ed)|criticis\p{L}*|adds|added|sagt\p{L}*|lobt\p{L}*|dankt\p{L}*|bedankt\p{L}*|erwahnt\p{L}*|notiert\p{L}*|nennt|nannte|bemerkt\p{L}*|meint\p{L}*|kritisiert\p{L}*|beklagt\p{L}*)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Says();

    [GeneratedRegex(
        @"\b(?<who>p\d+) (?:(?:gave|gives|wrote|sent|schrieb|gab|hat|schickte) (?!(?:von|from|by)\b)(?:p\d+\b|(?:\p{L}+ ){0,2}(?:feedback|praise|ruckmeldung|lob)\b)(?! (?:von|from|by|bekommen|erhalten)\b))",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Gives();
}
