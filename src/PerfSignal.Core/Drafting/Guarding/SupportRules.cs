using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>
/// More than half of its words of weight are neither in what it cites nor words of reporting. What is told of words in another language shares
/// few with them, so there one shared word bears out three.
/// </summary>
public sealed partial class Unsupported : IGuardRule
{
    private const int Stem = 5;

    /// <summary>Words of one language that a word in common with the other may carry.</summary>
    private const int Translated = 3;

    /// <summary>Words that report about evidence or hold a sentence together, by their first letters, in both languages.</summary>
    private static readonly HashSet<string> Reporting =
    [
        .. """
            about above according across added adds after again against agreed agreement ahead along already also although among another appear
            around asked away based because been before began behind below beside best better between beyond both bring brief brought came change
            close closed come comes comments commitment commitments complete completed contested could count currently date dated dates days
            delivered describes described different does done down draft during each earlier either employee ends enough evidence every
            exactly fell figure figures finished first followed follows found from full further gave given gives goal goals happened have having held
            here hours increase increased into item items just keep kept kind last lately later left less level listed little long longer looked
            made make many marked meet meets meeting mentioned mentions met middle minutes miss missed misses missing month months more most
            moved much named near nearly need needed never newer next noted notes number numbers once only open other over overdue owned
            part past people percent period person planned points praise praised promised question questions quiet rather reached reaches read
            recent recently recorded records remain remains report reported reports rose said same says seen sent set several shared should
            shows since some something sources stands thinly worth might praise clarify clarified blocks holds back piece pieces started states still stood such taken target targets than thank thanked thanks that their
            them then there these they thing things this those though through time today together told took total toward towards under until
            updated used value values weeks well went were what when where which while will with within without work worked working would wrote
            almost answer available average beide beiden berechnet betrag beträgt betrug bleibt bleiben cannot cover covered covers data difference discuss
            exceeded fortschritt forward grenze help known limit measured nothing order owed owes perhaps progress raise range remaining roughly short step
            talk topic unless unit whether whose whom wann warum sein weiterhin weshalb zudem zugleich zunächst gespräch besprechen sprechen antwort
            antworten abstand differenz gemessen daten verfügbar braucht brauchen durchschnitt ebenfalls ebenso gerade inzwischen jedoch jeweils knapp
            lediglich material möglich nötig obwohl sobald sowie sowohl statt thema themen übersteigt übertroffen umfasst vorgesehen wozu
            written year years yesterday your
            aber alle allem allen alles also anderen aufgaben auch aufgefallen ausserdem bekam beim bereits besten besser besprochen bestritten beziehen bislang bisher
            blieb brief bringen dabei dadurch dafür dahin damit danach daneben danke dann daran daraus darin darüber dass datum davon davor dazu
            deiner dem denn deren derzeit deshalb dessen deutlich dies diese diesem diesen dieser dieses doch dort durch eben eine einem einen
            einer eines einige eingehalten einmal ende endet enthalten entwurf ergänzt ergänzte erhielt erledigt erreicht erreichen ersten erwähnt
            ansprechen angesprochen etwas fällig fehlen fehlt feedback fertig folgt frage fragen für gab ganzen geben gefährdet gegen gegenüber gehalten gelesen gemeldet
            genau genannt gesamt gestellt gestiegen gesunken ging gibt hält hatte haben heute hier hinter hinterlassen höchstens ihre ihrem
            ihren ihrer ihres immer insgesamt jahr jetzt keine können könnte lässt lagen lange laut letzte letzten lies liegen liegt lob mehr meiste
            mensch mindestens mitte monat monate muss nach nächste nahe nannte neben nennt neuere nicht nichts noch notierte notiz notizen nunmehr
            offen offene offenen ohne person prozent punkte quelle rund sagte sagt schrieb schreibt sehr seine seinem seinen seiner seit sich
            sieht sind soll sollte somit sonst später stand stehen steht stellen stunden tage tagen teil termin trotz über überfällig überprüft
            unter unverändert verfehlt verfehlen vergangenen vergeben vermerkt versprochen viele vielen vier voll vom vorher vorige vorliegt
            vorhanden war waren wegen weggelassen weil weiter weitere weniger wenige wenn werden werte wert wird wieder wochen wollte wurde
            wurden zahl zahlen klären wäre stieg sank rückmeldung rückmeldungen eine davon kamen vorliegen abgeschlossen bemerkte schilderte beschrieb damit welche woran zahl zahlen zeigt zeit zeitraum ziel ziele zielen zugesagt zuletzt zusage zusagen zusammen zwischen einträge eintrag aussage
            """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => StemOf(Fold.Of(word))),
    ];

    public string Name => "unsupported";

    public bool Refuses(Statement statement)
    {
        var source = Stems(
                Fold.Of(
                    string.Join(
                        '\n',
                        statement.Cited.Select(item =>
                            $"{(item.Kind == EvidenceKind.Note ? "" : item.Name)}\n{item.Quote}\n{item.Value}\n{item.Target}\n{item.Months}"
                        )
                    )
                )
            )
            .ToHashSet(StringComparer.Ordinal);
        // The product's own words say nothing of the person, neither for nor against.
        var neutral = Stems(Fold.Of(string.Join('\n', statement.Cited.Select(item => $"{item.Words}\n{item.Name}"))))
            .ToHashSet(StringComparer.Ordinal);
        // Dates and numbers have rules of their own.
        var own = Word()
            .Matches(Fold.Of(DateReader.Read(statement.Text, statement.Request.Today).Left))
            .Select(word => word.Value)
            .Where(word => !NumberReader.IsNumber(word))
            .Select(StemOf)
            .ToList();
        var without = own.Count(stem => !source.Contains(stem) && !neutral.Contains(stem) && !Reporting.Contains(stem));
        var with = own.Count(source.Contains);
        if (with > 0 && IsTranslated(statement))
        {
            return without > with * Translated;
        }

        // What people wrote may be retold in few words only; what the product says of itself has no others.
        var retold = statement.Cited.Any(item =>
            item.Kind is EvidenceKind.Commitment or EvidenceKind.Goal or EvidenceKind.Feedback or EvidenceKind.Note
        );
        return retold ? without > 0 && without >= with : without > with + statement.Dates.Count + statement.Numbers.Count;
    }

    /// <summary>What people typed that it cites is in the other language than the draft's.</summary>
    private static bool IsTranslated(Statement statement)
    {
        var quotes = string.Join('\n', statement.Cited.Select(item => item.Quote));
        return WrongLanguage.Speaks(quotes) is { } language && language != statement.Request.Language;
    }

    /// <summary>A word that reports and says nothing by itself.</summary>
    internal static bool Reports(string folded) => folded.Length < 4 || Reporting.Contains(StemOf(folded));

    private static IEnumerable<string> Stems(string folded) => Word().Matches(folded).Select(word => StemOf(word.Value));

    internal static string StemOf(string word) => word[..Math.Min(word.Length, Stem)];

    [GeneratedRegex(@"\p{L}{4,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}

/// <summary>States as a fact what somebody wrote, without saying that somebody did.</summary>
public sealed partial class Hearsay : IGuardRule
{
    public string Name => "hearsay";

    public bool Refuses(Statement statement) =>
        statement.Cited.Count > 0
        && statement.Cited.All(item => item is { Kind: EvidenceKind.Feedback or EvidenceKind.Note, People.Count: > 0 })
        && !Said().IsMatch(statement.Folded)
        && !statement.Quotations.Any()
        && !statement.Cited.Any(item => item.People[0] != statement.Request.Report && Names(statement.Text, item.People[0]));

    private static bool Names(string text, string person) =>
        text.Contains(person, StringComparison.Ordinal)
        && Regex.IsMatch(text, $@"(?<![\p{{L}}\d]){person}(?!\d)", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    [GeneratedRegex(
        @"\b(?:wr[io]te\w*|written|said|says|not(?:e|es|ed|ing)|feedback|praise\w*|thank\w*|mention\w*|describ\w*|report\w*|asked|asks|according|comment\w*|adds|added|schrieb\w*|schreibt|geschrieben|sagt\w*|notiz\w*|notier\w*|lob\w*|dank\w*|bedank\w*|erwahn\w*|nennt|nannte|erganz\w*|bat|bittet|laut|zufolge|berichte\w*)\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Said();
}
