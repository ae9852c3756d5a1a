using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Tests.Drafting;

/// <summary>Writes names of people in every way that occurs, and looks for them in what was sent; by means of its own, without the mask.</summary>
internal static partial class NameScan
{
    /// <summary>
    /// Last and first names that are words of English or German too (a hill, small, mercy, white or knows): written small they are let through,
    /// with a capital they are not.
    /// </summary>
    private static readonly HashSet<string> AlsoWords = ["berg", "klein", "grace", "weiß", "weiss"];

    /// <summary>Ways in which somebody writes of a person.</summary>
    public static IEnumerable<string> Spellings(KnownPerson person)
    {
        var name = person.Name;
        var parts = name.Split(' ');
        var (first, last) = (parts[0], parts[^1]);
        var wide = Wide(name);
        var plain = Plain(name);
        var local = plain.ToLowerInvariant().Replace(' ', '.');
        string[] bare = [name, name.ToUpperInvariant(), first, last, wide, plain, wide.Split(' ')[0], Plain(last)];
        IEnumerable<string> made =
        [
            .. bare,
            $"{last}, {first}",
            $"{first[0]}. {last}",
            $"{first[0]}.{last}",
            $"{first}'s",
            $"{first}’s",
            $"{last}s",
            $"{last}-{first}",
            $"re-{last}",
            $"{first}/{last}",
            $"@{first}",
            $"{first}{last}",
            $"{Plain(first)}_{Plain(last)}",
            $"{local}@lumen.example",
            $"mailto:{local}@elsewhere.example",
            $"https://wiki.example.com/people/{local}?x=1",
            $"www.example.com/{local}",
            string.Concat(Plain(first)[..1], Plain(last)).ToLowerInvariant(),
            $"{first[..1]}\u200b{first[1..]}",
            $"{last[..2]}\u00ad{last[2..]}",
            $"{first}\u00a0{last}",
            $"{first[..1]}\u2060{first[1..]} {last}",
            name.Normalize(NormalizationForm.FormD),
            $"({first})",
            $"„{last}“",
            $"{first}\u2019 plan",
            .. person.Ids,
            .. person.Ids.Where(id => id.Contains('@')).Select(id => id.Split('@')[0]),
        ];
        return made.Concat(
                new[] { first, last, name }
                    .Where(word => !AlsoWords.Contains(word.ToLowerInvariant()))
                    .Select(word => word.ToLowerInvariant())
            )
            .Distinct(StringComparer.Ordinal);
    }

    /// <summary>Everything of the people that stands in a request as it went over the wire.</summary>
    public static IReadOnlyList<string> Find(string body, IEnumerable<KnownPerson> people)
    {
        // The texts of the JSON, with what it escapes, and of the document within it.
        var text = string.Join('\n', Texts(JsonNode.Parse(body)!));
        var seen = string.Concat(
            text.Normalize(NormalizationForm.FormKC)
                .EnumerateRunes()
                .Where(rune => Rune.GetUnicodeCategory(rune) is not UnicodeCategory.Format)
        );
        var folded = Plain(seen);
        var words = Word().Matches(folded).Select(match => match.Value).ToHashSet(StringComparer.Ordinal);
        var small = words.Select(word => word.ToLowerInvariant()).ToHashSet(StringComparer.Ordinal);
        var found = new List<string>();
        foreach (var person in people)
        {
            var parts = person.Name.Split(' ', '-').Where(part => part.Length > 2);
            foreach (var part in parts.SelectMany(part => new[] { Plain(part), Plain(Wide(part)) }).Distinct(StringComparer.Ordinal))
            {
                var lower = part.ToLowerInvariant();
                if (AlsoWords.Contains(lower) ? words.Contains(part) : small.Contains(lower) || small.Contains(lower + "s"))
                {
                    found.Add(part);
                }
            }

            var account = Plain(person.Name.Split(' ')[0])[..1] + Plain(person.Name.Split(' ')[^1]);
            foreach (var id in person.Ids.Concat(person.Ids.Select(id => id.Split('@')[0])).Append(account).Where(id => id.Length > 3))
            {
                if (
                    Regex.IsMatch(
                        folded,
                        $@"(?<![\p{{L}}\d]){Regex.Escape(id)}(?![\p{{L}}\d])",
                        RegexOptions.IgnoreCase,
                        TimeSpan.FromSeconds(1)
                    )
                )
                {
                    if (!AlsoWords.Contains(id.ToLowerInvariant()))
                    {
                        found.Add(id);
                    }
                }
            }
        }

        found.AddRange(Address().Matches(seen).Select(match => match.Value));
        return found;
    }

    private static IEnumerable<string> Texts(JsonNode node) =>
        node switch
        {
            JsonObject rows => rows.SelectMany(row => row.Value is null ? [] : Texts(row.Value)),
            JsonArray rows => rows.SelectMany(row => row is null ? [] : Texts(row)),
            _ when node.GetValueKind() == System.Text.Json.JsonValueKind.String => node.GetValue<string>() is ['{', ..] document
                ? Texts(JsonNode.Parse(document)!)
                : [node.GetValue<string>()],
            _ => [],
        };

    private static string Wide(string name) =>
        name.Replace("ä", "ae")
            .Replace("ö", "oe")
            .Replace("ü", "ue")
            .Replace("Ö", "Oe")
            .Replace("Ü", "Ue")
            .Replace("ß", "ss")
            .Replace("ø", "oe");

    private static string Plain(string text) =>
        string.Concat(
                text.Replace("ß", "ss")
                    .Replace("ł", "l")
                    .Replace("Ł", "L")
                    .Replace("ø", "o")
                    .Replace("Ø", "O")
                    .Normalize(NormalizationForm.FormD)
                    .Where(letter => CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
            )
            .Normalize(NormalizationForm.FormC);

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();

    /// <summary>E-mail addresses, ids of rows and of accounts, telephone numbers.</summary>
    [GeneratedRegex(
        @"\S+@\S+\.\S+|https?://\S+|[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}|[0-9a-fA-F]{32}|\b[UW][A-Z0-9]{8,}\b|29:\S+|\+\d[\d ]{7,}",
        RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Address();
}
