using System.Text.RegularExpressions;
using NodaTime;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Commitments;

/// <summary>A promise as somebody typed it: whose, what, and by when.</summary>
/// <param name="Named">Those of the writer's pairs whom the name before the colon may mean.</param>
/// <param name="ByMe">The writer promises: "me: …", "I'll …", "ich werde …".</param>
internal sealed partial record Promise(IReadOnlyList<Person> Named, bool ByMe, string Text, DueDate Due)
{
    /// <summary>A longer word before a colon is no name.</summary>
    private const int LongestName = 80;

    public static Promise Read(string words, Person me, IEnumerable<Person> others, LocalDate today, string language)
    {
        var colon = words.IndexOf(':', StringComparison.Ordinal);
        if (colon is > 0 and <= LongestName)
        {
            var who = words[..colon].Trim();
            var named = NamedBy(who, others);
            var byMe = named.Count == 0 && IsMe(who, me);
            if (named.Count > 0 || byMe)
            {
                var said = DueReader.Split(words[(colon + 1)..], today, language);
                return new Promise(named, byMe, said.Text, said.Due);
            }
        }

        var split = DueReader.Split(words, today, language);
        var first = FirstPerson().Match(split.Text);
        return new Promise([], first.Success || IPresent().IsMatch(split.Text), split.Text[first.Length..], split.Due);
    }

    /// <summary>Those whom a name means: all of it, an address or a mention before the beginning of a name.</summary>
    public static IReadOnlyList<Person> NamedBy(string who, IEnumerable<Person> others)
    {
        var spoken = new SpokenName(who);
        if (spoken.Words.Length == 0)
        {
            return [];
        }

        var people = others.DistinctBy(person => person.Id).ToList();
        var exact = people.FindAll(person =>
            spoken.Is(person.Name) || spoken.Is(person.Email) || (spoken.SlackUserId is { } id && person.SlackUserId == id)
        );
        return exact.Count > 0 ? exact : people.FindAll(person => spoken.Begins(person.Name));
    }

    private static bool IsMe(string who, Person me) =>
        who.ToUpperInvariant() is "ME" or "I" or "ICH" or "MICH" || NamedBy(who, [me]).Count == 1;

    [GeneratedRegex(
        @"^(?:I['’]ll|I will|ich werde)\s+(?!not\b|never\b|nicht\b|kein|be\b|probably\b|vielleicht\b)",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex FirstPerson();

    // "Ich schicke …", "schicke ich …" behind a date.
    [GeneratedRegex(
        @"^(?:ich\s+[a-zäöüß]{3,}e|[a-zäöüß]{3,}e\s+ich)\s+(?!nicht\b|kein)\S",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex IPresent();
}
