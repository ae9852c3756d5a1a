namespace PerfSignal.Core.Feedback.Wording;

/// <summary>Tells by fixed rules whether feedback says too little to be of use, in English and in German; it judges nothing but the words.</summary>
/// <remarks>
/// Both languages are tried and the one that finds more counts, since people do not always write in the language of their settings. The lists
/// were tuned on labelled examples in tests/PerfSignal.Tests/Feedback/labelled; a third of those was never looked at for it.
/// </remarks>
public static class Vagueness
{
    /// <summary>Fewer words than this say nothing that could have been seen.</summary>
    private const int FewWords = 5;

    /// <summary>What the text does not say; <see cref="Missing.None"/> says that all three were found.</summary>
    public static Missing Of(string text)
    {
        var (english, german) = (Found(text, EnglishSigns.All), Found(text, GermanSigns.All));
        return Count(german) < Count(english) ? german : english;
    }

    /// <summary>
    /// Whether to ask back: nobody could have seen what is described, or neither when it was nor what followed is said. Of the three, two are
    /// enough as long as the behaviour is one of them.
    /// </summary>
    public static bool IsVague(string text) => IsTooLittle(Of(text));

    /// <summary>Whether praise names nothing at all for which it is given; "thank you for staying late" is enough.</summary>
    public static bool IsVaguePraise(string text) =>
        Of(text).HasFlag(Missing.Behaviour) && !EnglishSigns.All.Reason.IsMatch(text) && !GermanSigns.All.Reason.IsMatch(text);

    public static bool IsTooLittle(Missing missing) =>
        missing.HasFlag(Missing.Behaviour) || (missing.HasFlag(Missing.Situation) && missing.HasFlag(Missing.Effect));

    private static int Count(Missing missing) => System.Numerics.BitOperations.PopCount((uint)missing);

    private static Missing Found(string text, Signs signs)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;
        var seen = words >= FewWords && !signs.Hearsay.IsMatch(text) && !signs.Generalises.IsMatch(text) && signs.Saw(text);
        return (signs.Situation.IsMatch(text) ? Missing.None : Missing.Situation)
            | (seen ? Missing.None : Missing.Behaviour)
            | (signs.Effect.IsMatch(text) ? Missing.None : Missing.Effect);
    }
}
