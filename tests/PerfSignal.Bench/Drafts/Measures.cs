using System.Text.RegularExpressions;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;

namespace PerfSignal.Bench.Drafts;

/// <summary>What is asked of a draft, by means of its own: nothing here uses the guard.</summary>
internal static partial class Measures
{
    /// <summary>Cites what exists, and each number, quotation and placeholder in it stands in what it cites.</summary>
    public static bool IsSupported(DraftSentence sentence, DraftRequest request)
    {
        var cited = request.Items.Where(item => sentence.Evidence.Contains(item.Id)).ToList();
        if (cited.Count == 0 || cited.Count != sentence.Evidence.Distinct(StringComparer.Ordinal).Count())
        {
            return false;
        }

        var source = string.Join(
            '\n',
            cited.SelectMany(item =>
                new[] { item.Name, item.Words, item.Quote, item.Value, item.Target, string.Join(' ', item.People), item.Months }.Concat(
                    item.Dates.Select(date => $"{date.Day} {date.Month} {date.Year}")
                )
            )
        );
        var numbers = Number().Matches(source).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        return Number().Matches(sentence.Text).All(number => numbers.Contains(number.Value))
            && Person().Matches(sentence.Text).All(person => source.Contains(person.Value, StringComparison.Ordinal))
            && Quotation()
                .Matches(sentence.Text)
                .All(quotation => source.Contains(quotation.Groups["said"].Value, StringComparison.OrdinalIgnoreCase))
            && Own(sentence.Text, source) >= 0.5;
    }

    /// <summary>Facts of the pack that one sentence has, of all.</summary>
    public static (int Found, int All) Coverage(EvaluationPack pack, IReadOnlyList<string> sentences, Texts texts) =>
        (pack.Expected.Count(fact => Has(sentences, pack.Words(fact, texts))), pack.Expected.Count);

    public static bool HasWhatMustNot(EvaluationPack pack, IReadOnlyList<string> sentences, Texts texts) =>
        pack.Absent.Any(fact => Has(sentences, pack.Words(fact, texts)));

    private static bool Has(IReadOnlyList<string> sentences, IReadOnlyList<string> words) =>
        sentences.Any(sentence => words.All(word => sentence.Contains(word, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The share of words with a capital or eight letters that the evidence has; the rest are those of any report.</summary>
    private static double Own(string text, string source)
    {
        var words = LongWord().Matches(text).Select(match => match.Value).ToList();
        return words.Count < 4
            ? 1
            : (double)words.Count(word => source.Contains(word, StringComparison.OrdinalIgnoreCase) || Reporting.Contains(word))
                / words.Count;
    }

    private static readonly HashSet<string> Reporting = new(
        "commitment commitments feedback evidence question figures targets target reaches reported praise Zusage Zusagen Feedback Frage Ziel Ziele erreicht erreichen gemeldet Überfällig überfällig Lob fällig Termin gefährdet vorher beantwortet brief Brief lesen Notiz Gefährdet gestellt werden könnte könnten".Split(
            ' '
        ),
        StringComparer.OrdinalIgnoreCase
    );

    [GeneratedRegex(@"(?<![\p{L}\d])\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();

    [GeneratedRegex(@"(?<![\p{L}\d])P\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Person();

    [GeneratedRegex("[“„](?<said>[^“”„]+)[”“]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Quotation();

    [GeneratedRegex(@"\p{L}{7,}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LongWord();
}
