using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Core.Drafting;

/// <summary>Knows whose initial a single letter beside a name may be: `J. Weber`, `Jonas W.`, `Jonas K. Weber`.</summary>
internal sealed class NameInitials
{
    /// <summary>Letters that are words by themselves: as initials they have a point.</summary>
    private const string Words = "AIO";

    private readonly Dictionary<Guid, HashSet<char>> initials = [];

    public void Add(KnownPerson person)
    {
        if (!initials.TryGetValue(person.Id, out var own))
        {
            initials[person.Id] = own = [];
        }

        foreach (var name in person.AlsoCalled.Prepend(person.Name))
        {
            own.UnionWith(NameSpellings.Word().Matches(NameText.Clean(name)).Select(word => Fold.Of(word.Value)).Select(word => word[0]));
        }
    }

    /// <summary>Those of the people whose initial the word is; null where it is none of theirs.</summary>
    public HashSet<Guid>? Narrow(string text, NamePart initial, HashSet<Guid> people)
    {
        if (!Is(text, initial))
        {
            return null;
        }

        var letter = Fold.Of(initial.Value)[0];
        return people.Where(person => initials.TryGetValue(person, out var own) && own.Contains(letter)).ToHashSet() is { Count: > 0 } meant
            ? meant
            : null;
    }

    /// <summary>Whether a word is a letter as initials are written: with a capital, or with a point.</summary>
    public static bool Is(string text, NamePart word) =>
        word.Value.Length == 1
        && char.IsLetter(word.Value[0])
        && (
            word.End < text.Length && text[word.End] == '.'
            || (char.IsUpper(word.Value[0]) && !Words.Contains(word.Value[0], StringComparison.Ordinal))
        );

    /// <summary>Where an initial ends: its point is its own, unless a sentence may end there.</summary>
    public static int EndOf(string text, NamePart initial)
    {
        var end = initial.End;
        if (end >= text.Length || text[end] != '.')
        {
            return end;
        }

        var after = text.AsSpan(end + 1);
        var next = after.TrimStart();
        return next.Length > 0 && (next[0] is ',' or ';' or ':' or ')' or '!' or '?' || char.IsLower(next[0])) ? end + 1 : end;
    }
}
