namespace PerfSignal.Core.Home;

/// <summary>What fits on the card of things that are read in full elsewhere.</summary>
internal static class Short
{
    public static string Name(string name) => Cut(name, 80);

    public static string Text(string text) => Cut(text, 160);

    private static string Cut(string text, int most)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Length <= most ? line : line[..(char.IsHighSurrogate(line[most - 2]) ? most - 2 : most - 1)].TrimEnd() + "…";
    }
}
