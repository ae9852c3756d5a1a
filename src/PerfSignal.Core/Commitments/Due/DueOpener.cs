namespace PerfSignal.Core.Commitments.Due;

/// <summary>The words that announce a due date.</summary>
/// <param name="Words">How many they are.</param>
/// <param name="Strong">What follows is most likely a date: one that is not understood is asked about.</param>
/// <param name="Exclusive">"Before Friday" may mean Thursday or Friday.</param>
internal sealed record DueOpener(int Words, bool Strong, bool German, bool Exclusive)
{
    public static DueOpener Nothing { get; } = new(0, false, false, false);

    private static readonly (string Opener, bool Strong, bool German, bool Exclusive)[] Known =
    [
        .. "no later than|not later than|due by|due on|due|deadline|by|until|till|til|'til"
            .Split('|')
            .Select(one => (one, true, false, false)),
        ("on", false, false, false),
        ("latest by", true, false, false),
        ("latest on", false, false, false),
        ("latest", false, false, false),
        ("before", false, false, true),
        .. "bis spaetestens zum|bis spaetestens|bis spaet|bis einschliesslich|bis zum|bis zur|bis am|bis|spaetestens bis zum|spaetestens bis|spaetestens am|spaetestens zum|spaetestens|faellig am|faellig bis|faellig zum|faellig"
            .Split('|')
            .Select(one => (one, true, true, false)),
        ("am", false, true, false),
        ("zum", false, true, false),
        ("vor dem", false, true, true),
        ("vor", false, true, true),
    ];

    /// <summary>The longest that the phrase begins with.</summary>
    public static DueOpener? Of(string phrase)
    {
        foreach (var (opener, strong, german, exclusive) in Known)
        {
            if (phrase.StartsWith(opener, StringComparison.Ordinal) && phrase.Length > opener.Length && phrase[opener.Length] == ' ')
            {
                return new DueOpener(opener.Count(letter => letter == ' ') + 1, strong, german, exclusive);
            }
        }

        return null;
    }
}
