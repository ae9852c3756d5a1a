using System.Text.RegularExpressions;

namespace PerfSignal.Core.Drafting.Guarding;

/// <summary>Counts the small words of each language outside of what is quoted.</summary>
public sealed partial class WrongLanguage : IGuardRule
{
    /// <summary>Words of one language that are none of another here.</summary>
    private static readonly Dictionary<string, HashSet<string>> Small = new(StringComparer.Ordinal)
    {
        ["en"] = Set(
            "the and of to is are were for on with by has have had at from that this not been it its which who what how their our since until would could should there be or as you we i no still than then when may can about after before between during only also all both any last next open due target asked wrote read done kept agreed promised figures"
        ),
        ["de"] = Set(
            "der die das und ist sind von zu mit auf für den dem des ein eine einen einem einer nicht hat haben wurde wurden bis seit bei im am zum zur als auch noch nach vor über unter sich es wird werden kann was wie wer oder aber wenn dass aus keine kein steht stand liegt lag offen fällig ziel sagte zugesagt schrieb gelesen erledigt"
        ),
        ["fr"] = Set("le la les et est sont du une pour dans avec sur par qui que pas plus aux ce cette ses été ont"),
        ["es"] = Set("el los las y es son del una para con por que su sus ha han al más pero fue esta este"),
        ["it"] = Set("il lo gli e è sono della delle un una per con che non più ha hanno alla dal nel questo"),
        ["nl"] = Set("het een en van zijn voor met op niet dat deze heeft hebben naar bij ook nog wel werd"),
        ["pt"] = Set("o os as e é são do da dos uma para com por que não mais foi tem ao pela"),
        ["pl"] = Set("i w na z do jest są nie się że to jak przez oraz dla od po ale było"),
        ["tr"] = Set("ve bir bu için ile olarak daha çok olan var değil gibi ama ise"),
    };

    public string Name => "language";

    public bool Refuses(Statement statement)
    {
        var words = Word().Matches(statement.Unquoted).Select(word => word.Value.ToLowerInvariant()).ToList();
        var counts = Small.ToDictionary(language => language.Key, language => words.Count(language.Value.Contains), StringComparer.Ordinal);
        var own = counts.GetValueOrDefault(statement.Request.Language);
        var most = counts.Where(language => language.Key != statement.Request.Language).Max(language => language.Value);
        return most > own || (own == 0 && words.Count >= 8);
    }

    /// <summary>`en` or `de`, of which a text has more small words; null where it has as many of each.</summary>
    internal static string? Speaks(string text)
    {
        var words = Word().Matches(text).Select(word => word.Value.ToLowerInvariant()).ToList();
        return (words.Count(Small["en"].Contains) - words.Count(Small["de"].Contains)) switch
        {
            > 0 => "en",
            < 0 => "de",
            _ => null,
        };
    }

    private static HashSet<string> Set(string words) => [.. words.Split(' ')];

    [GeneratedRegex(@"\p{L}+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
