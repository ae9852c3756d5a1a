namespace PerfSignal.Bot.Cards;

/// <summary>A mistake in a card's files, with the file and the line to mend.</summary>
public sealed class CardException(string file, int line, string problem) : Exception($"{file}, line {line}: {problem}")
{
    public string File { get; } = file;

    /// <summary>Line in the file, counted from 1.</summary>
    public int Line { get; } = line;

    public string Problem { get; } = problem;
}
