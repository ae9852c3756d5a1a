using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>A sentence without evidence is somebody's opinion.</summary>
public sealed class NoEvidence : IGuardRule
{
    public string Name => "no_evidence";

    public bool Refuses(Statement statement) => statement.Sentence.Evidence.Count == 0;
}

public sealed class UnknownEvidence : IGuardRule
{
    public string Name => "unknown_evidence";

    public bool Refuses(Statement statement) =>
        statement.Sentence.Evidence.Any(id => statement.Request.Items.All(item => !string.Equals(item.Id, id, StringComparison.Ordinal)));
}

/// <summary>Who cites everything finds every figure somewhere.</summary>
public sealed class TooMuchEvidence : IGuardRule
{
    public const int Most = 5;
    public string Name => "too_much_evidence";

    public bool Refuses(Statement statement) => statement.Sentence.Evidence.Distinct(StringComparer.Ordinal).Count() > Most;
}

public sealed class TooLong : IGuardRule
{
    public string Name => "too_long";

    public bool Refuses(Statement statement) => statement.Text.Length > statement.Request.MaxSentence;
}

public sealed class TooShort : IGuardRule
{
    public string Name => "too_short";

    public bool Refuses(Statement statement) => statement.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length < 3;
}

public sealed class TooMany : IGuardRule
{
    public string Name => "too_many";

    public bool Refuses(Statement statement) => statement.Before.Count >= statement.Request.MaxSentences;
}

public sealed class Repeated : IGuardRule
{
    public string Name => "repeated";

    public bool Refuses(Statement statement) =>
        statement.Before.Any(before => string.Equals(Fold.Of(before.Text), statement.Folded, StringComparison.Ordinal));
}

/// <summary>Line breaks, invisible and direction-changing characters, and what is no character at all.</summary>
public sealed class ControlCharacters : IGuardRule
{
    public string Name => "control_characters";

    public bool Refuses(Statement statement) =>
        statement.Text.EnumerateRunes().Any(rune => rune.Value is 0xFFFD || Unwanted(Rune.GetUnicodeCategory(rune)));

    private static bool Unwanted(UnicodeCategory category) =>
        category
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned;
}

/// <summary>
/// Letters and digits of other scripts than the language's, unless the evidence has the very same, and words that mix scripts wherever they are
/// from: look-alikes get past word lists.
/// </summary>
public sealed partial class ForeignScript : IGuardRule
{
    public string Name => "foreign_script";

    public bool Refuses(Statement statement) =>
        Mixed().IsMatch(statement.Text)
        || statement.Text.EnumerateRunes().Any(rune => IsForeign(rune) && !statement.Source.EnumerateRunes().Contains(rune));

    [GeneratedRegex(
        @"\p{IsBasicLatin}(?<=\p{L})[\p{IsCyrillic}\p{IsGreek}]|[\p{IsCyrillic}\p{IsGreek}]\p{IsBasicLatin}(?<=\p{L})|[\uFF01-\uFF5E]",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Mixed();

    private static bool IsForeign(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter => rune.Value
                is not (<= 0x24F or (>= 0x1E00 and <= 0x1EFF)),
            UnicodeCategory.OtherLetter => rune.Value is not (0xAA or 0xBA),
            UnicodeCategory.ModifierLetter or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => true,
            UnicodeCategory.OtherSymbol or UnicodeCategory.Surrogate => true,
            UnicodeCategory.DecimalDigitNumber => rune.Value > '9',
            UnicodeCategory.NonSpacingMark => true,
            _ => false,
        };
}

/// <summary>Markdown, HTML and the marks by which chats call people and channels.</summary>
public sealed partial class Markup : IGuardRule
{
    public string Name => "markup";

    public bool Refuses(Statement statement) => Marks().IsMatch(statement.Text);

    [GeneratedRegex(
        @"<\s*/?\s*[\p{L}!@#?/]|&(?:[a-z]{2,8}|#x?[0-9a-f]{1,6});|\*\*|__|(?<!\w)[*_](?=\S)[^*_]{1,200}(?<=\S)[*_](?!\w)|~~|`|\[[^\]]*\]\s*\(|^\s*(?:#|>|[-*•+]\s|\d+[.)]\s)|(?<!\w)@(?:here|channel|everyone|all|team)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Marks();
}

/// <summary>Web and mail addresses, however written.</summary>
public sealed partial class Links : IGuardRule
{
    public string Name => "link";

    public bool Refuses(Statement statement) => Addresses().IsMatch(statement.Folded);

    [GeneratedRegex(
        @"\b(?:https?|ftp|file|mailto|tel|javascript|data|slack|msteams)\s*:\s*\S|\bhxxps?|\bwww\s*\.|://|[\w.+-]+@[\w-]+\.\w|\b[\w-]{2,}\.(?:com|org|net|io|de|dev|app|ai|example|info|biz|eu|co|me|ly|gl)\b(?:/|\b)|\b[\w-]+ ?(?:\[dot\]|\(dot\)) ?\w",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Addresses();
}

/// <summary>Card JSON, templates and code.</summary>
public sealed partial class StructuredText : IGuardRule
{
    public string Name => "structured_text";

    public bool Refuses(Statement statement) => Structure().IsMatch(statement.Text);

    [GeneratedRegex(
        @"[{}\\|]|\$\(|""\s*:|\b(?:adaptivecard|action\.execute|function\s*\(|select\s.+\sfrom\s)|=>|</|\[\s*[""\]]|;\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Structure();
}

/// <summary>A word with its letters apart (`r a t i n g`), or with digits for letters (`r4ting`), is meant to be read and not to be found.</summary>
public sealed partial class SpelledApart : IGuardRule
{
    public string Name => "spelled_apart";

    public bool Refuses(Statement statement) =>
        Apart().IsMatch(statement.Folded)
        || Disguised().Matches(statement.Folded).Any(word => !statement.FoldedSource.Contains(word.Value, StringComparison.Ordinal));

    [GeneratedRegex(@"(?<![\p{L}\d'])(?:\p{L}[\s._*-]{1,2}){3,}\p{L}(?![\p{L}\d])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Apart();

    [GeneratedRegex(@"(?<![\p{L}\d])\p{L}+[013457@$]+\p{L}+[\p{L}\d]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Disguised();
}

/// <summary>Six words in a row out of the instructions to the model.</summary>
public sealed class PromptText : IGuardRule
{
    private const int Row = 6;

    private static readonly HashSet<string> Told =
    [
        .. new[] { "en", "de" }.SelectMany(language => Rows(Fold.Of(DraftPrompt.Instructions(language)))),
    ];

    public string Name => "prompt_text";

    public bool Refuses(Statement statement) => Rows(statement.Folded).Any(Told.Contains);

    private static IEnumerable<string> Rows(string folded)
    {
        var words = folded.Split([' ', '\n', '.', ',', ':', ';', '(', ')', '"', '`'], StringSplitOptions.RemoveEmptyEntries);
        return Enumerable.Range(0, Math.Max(0, words.Length - Row + 1)).Select(at => string.Join(' ', words.AsSpan(at, Row).ToArray()));
    }
}
