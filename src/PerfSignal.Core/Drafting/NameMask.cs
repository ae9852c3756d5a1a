using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Core.Drafting;

/// <summary>
/// Puts placeholders in the place of people: P1 for the manager, P2 for the report, P3, … for everyone else of the directory, in any spelling,
/// and `[address]`, `[id]`, `[link]` in the place of what leads to somebody.
/// </summary>
/// <remarks>
/// Better one word too many than one too few: "will" stays, since it is written small, but Will does not. A name that several people share has
/// a placeholder of its own, unless one of them is the report or the manager.
/// </remarks>
public sealed partial class NameMask
{
    public const string Manager = "P1";
    public const string Report = "P2";

    /// <summary>Characters of a name in a draft.</summary>
    private const int MostOfAName = 80;

    /// <summary>Written small, these are words: as names they are known by their capital only.</summary>
    private static readonly HashSet<string> AlsoWords = new(
        "will mark may rose grace bill art jack drew dean hope faith joy sue pat rob chase grant miles lane page ray rich guy max kai ernst klein lang gross weiss schwarz braun jung kurz koch bauer stein berg wolf fuchs sommer winter sonntag freitag montag mai april june august stark reich sauer frank fast long short young king cook baker brown black white green gray stone wood hill field marsh rain sun day bell star".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    /// <summary>Before the @ these are addresses of many, and words of every text.</summary>
    private static readonly HashSet<string> OfMany = new(
        "it hr me us pr qa ok am an in is do go so no on we he be by my or to up im zu da du er es ja ob wo info post mail office team sales support service admin help hello contact test".Split(
            ' '
        ),
        StringComparer.OrdinalIgnoreCase
    );

    private static readonly HashSet<string> Particles = new(
        "van von der den de da do dos del della di la le el al bin ibn af zu zum und y e ter ten".Split(' '),
        StringComparer.Ordinal
    );

    private readonly Dictionary<string, HashSet<Guid>> byToken = new(StringComparer.Ordinal);
    private readonly Dictionary<string, Guid> byId = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, Guid> accounts = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<Guid, string> placeholders = [];
    private readonly Dictionary<string, string> shared = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> names = new(StringComparer.Ordinal);
    private readonly Dictionary<Guid, string> full = [];

    public NameMask(IEnumerable<KnownPerson> people, Guid manager, Guid report)
    {
        foreach (var person in people)
        {
            full[person.Id] = person.Name;
            var tokens = Word()
                .Matches(Clean(person.Name))
                .Select(match => match.Value)
                .Where(word => !Particles.Contains(Fold.Of(word)))
                .ToList();
            foreach (var spelling in tokens.Append(string.Concat(tokens)).SelectMany(Spellings))
            {
                Add(spelling, person.Id);
            }

            // As accounts are called: `asousa`.
            if (tokens.Count > 1)
            {
                foreach (var account in Spellings(tokens[0]).SelectMany(first => Spellings(tokens[^1]).Select(last => first[..1] + last)))
                {
                    Add(account, person.Id);
                }
            }

            foreach (var id in person.Ids.Where(id => id.Length > 0))
            {
                byId[id] = person.Id;
                // What stands before the @ is how people are called too.
                if (id.Split('@') is [{ Length: > 1 } local, _] && !AlsoWords.Contains(local) && !OfMany.Contains(local))
                {
                    accounts.TryAdd(local, person.Id);
                }
            }
        }

        Place(manager, Manager);
        Place(report, Report);
    }

    /// <summary>What each placeholder given out so far stands for.</summary>
    public IReadOnlyDictionary<string, string> Names => names;

    public string Of(Guid person) => placeholders.TryGetValue(person, out var known) ? known : Place(person, $"P{names.Count + 1}");

    /// <summary>The placeholder for somebody known by name only; empty for an empty name.</summary>
    public string Of(string name) => Mask(name);

    public string Mask(string text)
    {
        var clean = Ids().Replace(Clean(text), Stand);
        clean =
            byId.Count == 0
                ? clean
                : LongWords()
                    .Replace(
                        clean,
                        word =>
                            byId.TryGetValue(word.Value, out var owner)
                            || (accounts.TryGetValue(word.Value, out owner) && Who(word.Value).Who is null)
                                ? Of(owner)
                                : word.Value
                    );
        return Words(clean);
    }

    private string Stand(Match match) =>
        match.Groups["mail"].Success ? (byId.TryGetValue(match.Value, out var owner) ? Of(owner) : "[address]")
        : match.Groups["link"].Success ? "[link]"
        : byId.TryGetValue(match.Groups["id"].Value, out var whose) ? Of(whose)
        : "[id]";

    private string Words(string text)
    {
        var masked = new StringBuilder(text.Length);
        var matches = Word().Matches(text);
        var at = 0;
        for (var index = 0; index < matches.Count; index++)
        {
            var first = matches[index];
            var (candidates, ending) = Who(first.Value);
            if (candidates is null || IsPlaceholder(text, first))
            {
                continue;
            }

            var last = first;
            // A full name is one person: "Jan van der Berg".
            for (var next = index + 1; ending.Length == 0 && next < matches.Count && IsNear(text, matches[next - 1], matches[next]); next++)
            {
                if (Particles.Contains(Fold.Of(matches[next].Value)))
                {
                    continue;
                }

                var (more, end) = Who(matches[next].Value, withinName: Fold.Of(matches[next].Value) != Fold.Of(first.Value));
                if (more is null || !more.Overlaps(candidates))
                {
                    break;
                }

                candidates = [.. candidates.Intersect(more)];
                (last, index, ending) = (matches[next], next, end);
            }

            masked.Append(text, at, first.Index - at).Append(Placeholder(candidates, first.Value)).Append(ending);
            at = last.Index + last.Length;
        }

        return masked.Append(text, at, text.Length - at).ToString();
    }

    private string Placeholder(HashSet<Guid> candidates, string spelling)
    {
        foreach (
            var (person, placeholder) in placeholders
                .Where(known => known.Value is Report or Manager)
                .OrderByDescending(known => known.Value)
        )
        {
            if (candidates.Contains(person))
            {
                return placeholder;
            }
        }

        if (candidates.Count == 1)
        {
            return Of(candidates.First());
        }

        var key = Fold.Of(spelling);
        if (!shared.TryGetValue(key, out var own))
        {
            own = shared[key] = $"P{names.Count + 1}";
            names[own] = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(spelling.ToLowerInvariant());
        }

        return own;
    }

    /// <summary>Who may be meant, and the ending of the genitive.</summary>
    private (HashSet<Guid>? Who, string Ending) Who(string word, bool withinName = false)
    {
        foreach (var spelling in Spellings(word))
        {
            if (Known(spelling, word, withinName) is { } exact)
            {
                return (exact, "");
            }
        }

        if (word.Length > 3 && word[^1] is 's' or 'S')
        {
            foreach (var spelling in Spellings(word[..^1]))
            {
                if (Known(spelling, word, withinName) is { } owner)
                {
                    return (owner, "s");
                }
            }
        }

        return (null, "");
    }

    private HashSet<Guid>? Known(string spelling, string written, bool withinName) =>
        byToken.TryGetValue(spelling, out var who)
        && (withinName || char.IsUpper(written[0]) || (spelling.Length > 2 && !AlsoWords.Contains(spelling)))
            ? who
            : null;

    private void Add(string token, Guid person)
    {
        if (token.Length > 1)
        {
            if (!byToken.TryGetValue(token, out var who))
            {
                who = byToken[token] = [];
            }

            who.Add(person);
        }
    }

    private string Place(Guid person, string placeholder)
    {
        names[placeholder] = full.TryGetValue(person, out var name) ? Shown(name) : placeholder;
        return placeholders[person] = placeholder;
    }

    /// <summary>A name as it stands in a draft: nothing in it marks text up, leads anywhere or calls somebody.</summary>
    private static string Shown(string name)
    {
        var shown = Joined().Replace(Unnamed().Replace(Clean(name), " "), ". ");
        shown = string.Join(' ', shown.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return shown.Length <= MostOfAName ? shown : shown[..MostOfAName].TrimEnd() + "…";
    }

    /// <summary>`müller` is muller and mueller.</summary>
    private static IEnumerable<string> Spellings(string word)
    {
        var plain = Fold.Of(word);
        yield return plain;
        var wide = Fold.Of(
            word.Replace("ä", "ae", StringComparison.OrdinalIgnoreCase)
                .Replace("ö", "oe", StringComparison.OrdinalIgnoreCase)
                .Replace("ü", "ue", StringComparison.OrdinalIgnoreCase)
                .Replace("ø", "oe", StringComparison.OrdinalIgnoreCase)
                .Replace("å", "aa", StringComparison.OrdinalIgnoreCase)
        );
        if (wide != plain)
        {
            yield return wide;
        }

        // Letters that are not made of another one and a mark: on many keyboards there is only the other one.
        var simple = string.Concat(plain.Select(letter => Simple.GetValueOrDefault(letter, letter.ToString())));
        if (simple != plain)
        {
            yield return simple;
        }
    }

    private static readonly Dictionary<char, string> Simple = new()
    {
        ['ł'] = "l",
        ['ø'] = "o",
        ['đ'] = "d",
        ['ð'] = "d",
        ['þ'] = "th",
        ['æ'] = "ae",
        ['œ'] = "oe",
        ['ı'] = "i",
    };

    private static bool IsNear(string text, Match one, Match other)
    {
        var gap = text[(one.Index + one.Length)..other.Index];
        return gap.Length is > 0 and <= 3 && gap.All(letter => letter is ' ' or '-' or '.' or '_' or '\u00a0');
    }

    private static bool IsPlaceholder(string text, Match word) =>
        word.Value is "P" && word.Index + 1 < text.Length && char.IsDigit(text[word.Index + 1]);

    /// <summary>Without what shows nothing, which could hide a name; composed, so that a letter is one letter.</summary>
    internal static string Clean(string text) =>
        string.Concat(
                text.EnumerateRunes()
                    .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.PrivateUse))
            )
            .Normalize(NormalizationForm.FormC);

    [GeneratedRegex(
        @"(?<mail>[\p{L}\d._%+'-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+)|(?<link>(?:https?://|www\.)\S+)|<@(?<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>|(?<![\p{L}\d])(?<id>[UW][A-Z0-9]{7,12}|\{?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\}?|29:[\w-]{8,}|\+\d[\d ()/-]{6,}\d|0\d{1,5}[ /-]\d[\d -]{4,}|\d{7,})(?![\p{L}\d])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Ids();

    [GeneratedRegex(@"[\p{L}\d](?:[\p{L}\d._@:-]*[\p{L}\d])?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LongWords();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{Nd}\s.,'’()-]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Unnamed();

    /// <summary>A point within a word makes an address of it.</summary>
    [GeneratedRegex(@"\.(?=[\p{L}\p{Nd}])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Joined();

    [GeneratedRegex(@"[\p{L}\p{M}]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
