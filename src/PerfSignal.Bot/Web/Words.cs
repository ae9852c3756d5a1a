using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web;

/// <summary>Words of stored codes, in the reader's language where the texts have them.</summary>
public static class Words
{
    /// <summary>The text of a prefix and a code; the code itself where a newer part of the product brought another.</summary>
    public static string Of(string prefix, string code, Reader reader) => reader.Knows(prefix + code) ? reader.Say(prefix + code) : code;

    /// <summary>A shipped metric's name, measure or formula in the reader's language; one that the organisation changed keeps its own words.</summary>
    /// <param name="what">`name`, `measures` or `formula`.</param>
    public static string OfMetric(Texts texts, string key, string what, string own, Reader reader)
    {
        var text = $"metric_{key.Replace('.', '_')}_{what}";
        return texts.Has(Texts.Fallback, text) && texts.Say(Texts.Fallback, text) == own ? reader.Say(text) : own;
    }
}
