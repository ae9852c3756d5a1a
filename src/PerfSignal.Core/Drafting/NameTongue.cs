using System.Text.RegularExpressions;
using PerfSignal.Core.Drafting.Guarding;

namespace PerfSignal.Core.Drafting;

/// <summary>What a text says about names in it: in English `Very` is a word, in Polish it may be of Vera.</summary>
internal enum Declining
{
    /// <summary>English or German, whose names have no endings but the genitive's.</summary>
    No,

    /// <summary>Too few words to tell.</summary>
    Perhaps,

    /// <summary>Polish, Czech, Slovak or Hungarian.</summary>
    Yes,
}

/// <summary>Tells by letters and small words whether a text is in a language whose names have endings.</summary>
internal static partial class NameTongue
{
    /// <summary>None of them is a word of English or German.</summary>
    private static readonly HashSet<string> Small = new(
        "jest dla przez oraz sie od za czy przy dzieki dziekuje podziekowania pani panu byl byla bylo jsem jsme diky dekuji dekuju ktery ktera kvuli ako bol bola az egy nem hogy volt koszi koszonom koszonet nagyon segitett".Split(
            ' '
        ),
        StringComparer.Ordinal
    );

    public static Declining Of(string text) =>
        NameSpellings.Word().Matches(text).Any(word => Small.Contains(Fold.Of(word.Value))) ? Declining.Yes
        : WrongLanguage.Speaks(text) is not null ? Declining.No
        : Letters().IsMatch(text) ? Declining.Yes
        : Declining.Perhaps;

    /// <summary>Letters that neither English nor German nor their neighbours in the west have.</summary>
    [GeneratedRegex("[ąćęłńśźżěřůťďňőűĄĆĘŁŃŚŹŻĚŘŮŤĎŇŐŰ]", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Letters();
}
