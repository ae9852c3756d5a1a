using System.Text.RegularExpressions;
using NodaTime;
using static PerfSignal.Core.Commitments.Due.DueVocabulary;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>Reads the due date at the beginning or the end of a promise, in English or German, on the writer's own day.</summary>
/// <remarks>
/// Names of days and months in the middle of a text are left alone. Where a date may mean two days, or is not understood, that is the
/// result, for the writer to be asked.
/// </remarks>
public static class DueReader
{
    /// <summary>Longer than any phrase of a date with the words before it.</summary>
    private const int MostWords = 9;

    private static readonly Regex Tail = new(
        @"[\s,]+(?:please|thanks|thank you|thx|bitte|danke|at the latest|latest)[.!]*$",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>A day said before these is what the promise is about, not when it is due.</summary>
    private static readonly HashSet<string> Before =
    [
        .. (
            "a an the our my his her their your its for from since of to and or about after this next last every each first second third black "
            + "good cyber casual ash coming until till til by on due before deadline latest "
            + "fuer vom von seit der die das den dem des ein eine einen und oder ueber ab nach zu zur zum auf im in letzten jeden jede unser "
            + "unsere unseren mein meine meinen dieser diesen naechsten kommenden version v bis am vor spaetestens faellig"
        ).Split(' '),
    ];

    private static readonly HashSet<string> Speakers = ["i", "i'll", "i'm", "we", "we'll", "ich", "wir"];

    /// <param name="promise">As typed; may be anything.</param>
    /// <param name="today">The writer's local day.</param>
    /// <param name="language">The writer's language, first where the two disagree.</param>
    public static DatedText Split(string promise, LocalDate today, string language)
    {
        var whole = promise.Trim();
        var text = Tail.Replace(whole, "");
        var words = Words(text);
        return AtEnd(text, words, today, language)
            ?? AtStart(text, words, today, language)
            ?? BeforeGermanVerb(text, words, today, language)
            ?? new DatedText(whole, new DueDate.None());
    }

    /// <summary>Reads an answer that should be nothing but a date.</summary>
    public static DueDate Alone(string answer, LocalDate today, string language)
    {
        var text = Tail.Replace(answer.Trim(), "");
        var words = Words(text);
        if (words.Count is 0 or > MostWords)
        {
            return new DueDate.None();
        }

        var plain = Phrase(words, 0, words.Count);
        var opener = DueOpener.Of(plain) ?? new DueOpener(0, Strong: true, German: language == "de", Exclusive: false);
        return Meaning(words, 0, words.Count, opener, today, language)?.Said(text) ?? new DueDate.None();
    }

    private static DatedText? AtEnd(string text, List<(int At, string Typed)> words, LocalDate today, string language)
    {
        for (var from = Math.Max(1, words.Count - MostWords); from < words.Count; from++)
        {
            var opener = DueOpener.Of(Phrase(words, from, words.Count));
            var reading = opener is not null
                ? Meaning(words, from, words.Count, opener, today, language)
                : Bare(words, from, words.Count, today, language);
            if (reading is not null && Cut(text, 0, words[from].At) is { Length: > 0 } left)
            {
                return BelongsToDate(words[from - 1].Typed) && Cut(text, 0, words[from - 1].At) is { Length: > 0 } rest
                    ? new DatedText(rest, new DueDate.Unclear(text[words[from - 1].At..]))
                    : new DatedText(reading.HasTime ? text : left, reading.Said(text[words[from].At..]));
            }
        }

        return null;
    }

    private static DatedText? AtStart(string text, List<(int At, string Typed)> words, LocalDate today, string language)
    {
        for (var to = Math.Min(words.Count - 1, MostWords); to > 0; to--)
        {
            var marked = words[to - 1].Typed[^1] is ':' or ',' || words[to].Typed is "-" or "–" or "—";
            var opener = DueOpener.Of(Phrase(words, 0, to));
            if (opener is null ? !marked && !Speaks(words, to) : !marked && !opener.Strong)
            {
                continue;
            }

            var reading = Meaning(words, 0, to, opener ?? DueOpener.Nothing, today, language);
            if (reading is null || (opener is null && !reading.Bare))
            {
                continue;
            }

            var said = text[..words[to].At].TrimEnd(' ', ':', ',');
            var left = Cut(text, words[to].At, text.Length).TrimStart('-', '–', '—', ' ');
            return left.Length == 0 ? null : new DatedText(reading.HasTime ? text : left, reading.Said(said));
        }

        return null;
    }

    /// <summary>"Ich werde den Bericht bis Freitag schicken": the verb comes last.</summary>
    private static DatedText? BeforeGermanVerb(string text, List<(int At, string Typed)> words, LocalDate today, string language)
    {
        for (var tail = 1; tail <= 2; tail++)
        {
            var to = words.Count - tail;
            for (var from = Math.Max(1, to - MostWords); from < to; from++)
            {
                if (
                    DueOpener.Of(Phrase(words, from, to)) is { German: true, Strong: true } opener
                    && Meaning(words, from, to, opener, today, language) is { Days.Count: > 0 } reading
                    && words.Skip(to).All(word => word.Typed.TrimEnd('.', '!').All(char.IsLetter))
                )
                {
                    var said = text[words[from].At..words[to].At].TrimEnd();
                    var left = text[..words[from].At] + text[words[to].At..];
                    return new DatedText(reading.HasTime ? text : left, reading.Said(said));
                }
            }
        }

        return null;
    }

    private static Reading? Bare(List<(int At, string Typed)> words, int from, int to, LocalDate today, string language) =>
        !Before.Contains(Plain(words[from - 1].Typed).TrimEnd('.'))
        && Meaning(words, from, to, DueOpener.Nothing, today, language) is { Bare: true } reading
            ? reading
            : null;

    /// <summary>A date behind a word that announces or names one is only half of what was meant: it is asked for.</summary>
    private static bool BelongsToDate(string word)
    {
        var plain = Plain(word);
        return plain is "by" or "until" or "bis" or "spaetestens" or "faellig" or "due" or "deadline"
            || (word[^1] is not (':' or ',') && plain.Length > 3 && Weekdays.ContainsKey(plain))
            || plain.StartsWith("uebernaechste", StringComparison.Ordinal);
    }

    private static bool Speaks(List<(int At, string Typed)> words, int to) =>
        Speakers.Contains(Plain(words[to].Typed)) || (words.Count > to + 1 && Plain(words[to + 1].Typed) is "ich" or "wir");

    private static Reading? Meaning(
        List<(int At, string Typed)> words,
        int from,
        int to,
        DueOpener opener,
        LocalDate today,
        string language
    ) => from + opener.Words >= to ? null : new DueMeaning(today, opener, language).Of(Phrase(words, from + opener.Words, to));

    private static string Cut(string text, int from, int to) => text[from..to].Trim().TrimEnd(',', ';', '(', '-', '–', '—', ':', ' ');

    private static string Phrase(List<(int At, string Typed)> words, int from, int to) =>
        string.Join(' ', words.Skip(from).Take(to - from).Select(word => Plain(word.Typed)));

    private static List<(int At, string Typed)> Words(string text)
    {
        var words = new List<(int At, string Typed)>();
        for (var at = 0; at < text.Length; )
        {
            var end = at;
            while (end < text.Length && !char.IsWhiteSpace(text[end]))
            {
                end++;
            }

            if (end > at)
            {
                words.Add((at, text[at..end]));
            }

            at = end + 1;
        }

        return words;
    }
}
