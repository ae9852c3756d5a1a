using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>A sentence under question with the evidence it cites.</summary>
public sealed partial class Statement
{
    public Statement(DraftRequest request, DraftSentence sentence, IReadOnlyList<DraftSentence> before)
    {
        // A P-1 shows as P1 in the end, so it is judged as that: nobody writes orders or claims past the rules with a hyphen.
        (Request, Sentence, Before) = (request, PriorityCode.Bare(sentence), [.. before.Select(PriorityCode.Bare)]);
        Cited =
        [
            .. request
                .Items.Where(item => sentence.Evidence.Contains(item.Id, StringComparer.Ordinal))
                .Select(PriorityCode.Bare)
                .Select(WithoutOrders),
        ];
        Source = string.Join("\n", Cited.Select(item => $"{item.Name}\n{item.Words}\n{item.Value}\n{item.Target}\n{item.Quote}"));
        FoldedSource = Fold.Of(Source);
        Folded = Fold.Of(Text);
        Own = WithoutReached(WithoutNames(Folded));
        (Dates, var rest) = DateReader.Read(Text, request.Today);
        Numbers = NumberReader.Read(rest, request.Language);
    }

    public DraftRequest Request { get; }
    public DraftSentence Sentence { get; }

    /// <summary>The sentences kept before this one.</summary>
    public IReadOnlyList<DraftSentence> Before { get; }
    public string Text => Sentence.Text;
    public IReadOnlyList<EvidenceItem> Cited { get; }

    /// <summary>Everything that the cited evidence says.</summary>
    public string Source { get; }
    public string FoldedSource { get; }
    public string Folded { get; }

    /// <summary>The folded sentence without the metrics, sources and tickets that it cites: their names are no words of the writer.</summary>
    public string Own { get; }
    public IReadOnlyList<DateMention> Dates { get; }
    public IReadOnlyList<NumberMention> Numbers { get; }

    /// <summary>The sentence without what it quotes word by word from its evidence.</summary>
    public string Unquoted =>
        Quoted()
            .Replace(
                Text,
                quoted =>
                    FoldedSource.Contains(Fold.Of(quoted.Groups["said"].Value.TrimEnd('…')), StringComparison.Ordinal) ? " " : quoted.Value
            );

    /// <summary>What it says in quotation marks.</summary>
    public IEnumerable<string> Quotations =>
        Quoted().Matches(Text).Concat(QuotedSingly().Matches(Text)).Select(quoted => quoted.Groups["said"].Value);

    /// <summary>What tells the writer what to write is no evidence: no figure, no name and no word of it bears anything out.</summary>
    private static EvidenceItem WithoutOrders(EvidenceItem item)
    {
        item = Orders.Given(item.Quote) ? item with { Quote = "" } : item;
        return Orders.Given(item.Name)
            ? item with
            {
                Name = "",
                Words = item.Words.Replace(item.Name, "", StringComparison.Ordinal),
            }
            : item;
    }

    private string WithoutNames(string text)
    {
        foreach (
            var name in Cited
                .Where(item => !IsSentence().IsMatch(item.Name))
                .Select(item => Fold.Of(item.Name))
                .Where(name => name.Length > 3)
        )
        {
            text = text.Replace(name, " ", StringComparison.Ordinal);
        }

        return Ticket().Replace(text, code => FoldedSource.Contains(code.Value, StringComparison.Ordinal) ? " " : code.Value);
    }

    /// <summary>`34 of 40 points`, both from one figure, is a value and its target and no mark.</summary>
    private string WithoutReached(string text) =>
        OutOf()
            .Replace(
                text,
                said =>
                    NumberReader.Read($"{said.Groups["one"]} {said.Groups["of"]}", Request.Language) is [var value, var target]
                    && Cited.Any(item =>
                        item.Kind == EvidenceKind.Figure
                        && item.Amounts.Any(amount => value.Says(amount.Value, amount.Unit))
                        && item.Amounts.Any(amount => target.Says(amount.Value, amount.Unit))
                    )
                        ? " "
                        : said.Value
            );

    [GeneratedRegex(
        @"\b(?<one>\d[\d.,]*) (?:out of|of|von) (?<of>\d[\d.,]*)(?: (?:points?|punkten?))?\b",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex OutOf();

    /// <summary>A name that says something: with a person or a mark of punctuation in it, or of more than six words.</summary>
    [GeneratedRegex(@"(?<![\p{L}\d])P\d|[.:;!?<>{}@\[\]]|(?:\S+\s+){6}\S", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex IsSentence();

    [GeneratedRegex(@"(?<![\p{L}\d])\p{L}+-\d+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Ticket();

    /// <summary>Two words at least: within one word the mark is an apostrophe.</summary>
    [GeneratedRegex(@"(?<![\p{L}\d])[‘‚'‹›](?<said>[^‘’‚'‹›]*\s[^‘’‚'‹›]*)[’‘'›‹](?![\p{L}\d])", RegexOptions.None, 1000)]
    private static partial Regex QuotedSingly();

    [GeneratedRegex("[“„\"»](?<said>[^“”„\"«»]{2,})[”“\"«]", RegexOptions.None, 1000)]
    private static partial Regex Quoted();
}
