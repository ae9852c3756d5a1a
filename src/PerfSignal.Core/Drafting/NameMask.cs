using System.Globalization;
using System.Net;
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

    private static readonly char[] Between = ['@', ':', '_', '-', '.'];

    private readonly NameBook book = new();
    private readonly NameInitials initials = new();
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
            book.Add(person);
            initials.Add(person);

            foreach (var id in person.Ids.Where(id => id.Length > 0))
            {
                byId[id] = person.Id;
                if (Guid.TryParse(id, out var guid))
                {
                    byId[guid.ToString("N")] = byId[guid.ToString("D")] = person.Id;
                }

                // What stands before the @ is how people are called too.
                if (
                    id.Split('@') is [{ Length: > 1 } local, _]
                    && !NameSpellings.AlsoWords.Contains(local)
                    && !NameSpellings.OfMany.Contains(local)
                )
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

    public string Of(Guid person) => placeholders.TryGetValue(person, out var known) ? known : Place(person, Next);

    /// <summary>The placeholder for somebody known by name only; empty for an empty name.</summary>
    public string Of(string name) => Mask(name);

    public string Mask(string text)
    {
        // Pages and chats write ü as &uuml;, @ in full width, and an apostrophe that is a letter.
        var clean = NameText.Clean(WebUtility.HtmlDecode(text)).Replace('＠', '@').Replace('﹫', '@').Replace('ʼ', '’');
        clean = Ids().Replace(PriorityCode.Hide(clean), Stand);
        return Words(byId.Count == 0 ? clean : LongWords().Replace(clean, word => Called(word.Value)));
    }

    private string Next => $"P{placeholders.Count + shared.Count + 1}";

    private string Stand(Match match) =>
        match.Groups["mail"].Success ? (byId.TryGetValue(match.Value, out var owner) ? Of(owner) : "[address]")
        : match.Groups["link"].Success ? "[link]"
        : byId.TryGetValue(match.Groups["id"].Value.Trim('{', '}'), out var whose) ? Of(whose)
        : "[id]";

    /// <summary>An id or an account, also beside something else: `cc:l.zak`.</summary>
    private string Called(string word)
    {
        if (byId.TryGetValue(word, out var owner) || (accounts.TryGetValue(word, out owner) && book.Who(word, Declining.No).Who is null))
        {
            return Of(owner);
        }

        return word.IndexOfAny(Between) is >= 0 and var at ? string.Join(word[at], word.Split(word[at]).Select(Called)) : word;
    }

    private string Words(string text)
    {
        var masked = new StringBuilder(text.Length);
        var declining = NameTongue.Of(text);
        var words = book.Parts(text, declining);
        var at = 0;
        for (var index = 0; index < words.Count; index++)
        {
            var (begin, first) = (index, words[index]);
            var (candidates, ending) = book.Who(first.Value, declining);
            var last = first;
            if (candidates is null && (candidates = book.WithNext(text, words, index, declining)) is not null)
            {
                last = words[++index];
            }

            if (candidates is null)
            {
                continue;
            }

            // A full name is one person: "Jan van der Berg".
            for (
                var next = index + 1;
                ending.Length == 0 && next < words.Count && NameBook.IsNear(text, words[next - 1], words[next]);
                next++
            )
            {
                var (more, end) = book.Who(words[next].Value, declining, withinName: Fold.Of(words[next].Value) != Fold.Of(first.Value));
                if (more?.Overlaps(candidates) == true)
                {
                    candidates = [.. candidates.Intersect(more)];
                    (last, index, ending) = (words[next], next, end);
                }
                else if (!NameSpellings.Particles.Contains(Fold.Of(words[next].Value)) && !NameInitials.Is(text, words[next]))
                {
                    break;
                }
            }

            var (start, behind) = (first, last.End);
            for (var before = begin - 1; before >= 0 && words[before].Index >= at && NameBook.IsNear(text, words[before], start); before--)
            {
                if (initials.Narrow(text, words[before], candidates) is not { } meant)
                {
                    break;
                }

                (start, candidates) = (words[before], meant);
            }

            if (
                ending.Length == 0
                && index + 1 < words.Count
                && NameBook.IsNear(text, last, words[index + 1])
                && initials.Narrow(text, words[index + 1], candidates) is { } whose
            )
            {
                (behind, candidates) = (NameInitials.EndOf(text, words[++index]), whose);
            }

            masked.Append(text, at, start.Index - at);
            at = behind;
            // A digit beside would make another placeholder of it: `ana2`.
            masked.Append(masked.Length > 0 && char.IsLetterOrDigit(masked[^1]) ? " " : "").Append(Placeholder(candidates, first.Value));
            masked.Append(ending).Append(at < text.Length && char.IsLetterOrDigit(text[at]) ? " " : "");
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
            own = shared[key] = Next;
            names[own] = CultureInfo.InvariantCulture.TextInfo.ToTitleCase(spelling.ToLowerInvariant());
        }

        return own;
    }

    private string Place(Guid person, string placeholder)
    {
        names[placeholder] = full.TryGetValue(person, out var name) ? NameText.Shown(name) : placeholder;
        return placeholders[person] = placeholder;
    }

    [GeneratedRegex(
        @"(?<mail>[\p{L}\d._%+'-]+@[\p{L}\d-]+(?:\.[\p{L}\d-]+)+)|(?<link>(?:https?://|www\.)\S+)|<@(?<id>[UW][A-Z0-9]+)(?:\|[^>]*)?>|(?<![\p{L}\d])(?<id>[UW][A-Z0-9]{7,12}|[0-9a-fA-F]{32}|\{?[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}\}?|29:[\w-]{8,}|\+\d[\d ()/-]{6,}\d|0\d{1,5}[ /-]\d[\d -]{4,}|\d{7,})(?![\p{L}\d])",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Ids();

    [GeneratedRegex(@"[\p{L}\d](?:[\p{L}\d._@:-]*[\p{L}\d])?", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LongWords();
}
