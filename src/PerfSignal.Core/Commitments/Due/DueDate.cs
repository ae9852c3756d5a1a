using NodaTime;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>What words say about a day by which something is due; nothing of it is guessed.</summary>
public abstract record DueDate
{
    private DueDate() { }

    /// <summary>One day, which may be past.</summary>
    /// <param name="Words">The words that said it.</param>
    public sealed record Found(LocalDate Date, string Words) : DueDate;

    /// <summary>More than one day; in order, the writer has to choose.</summary>
    public sealed record Ambiguous(IReadOnlyList<LocalDate> Candidates, string Words) : DueDate;

    /// <summary>Meant as a day, and not understood: "by Frday", "by 31.2.".</summary>
    public sealed record Unclear(string Words) : DueDate;

    /// <summary>Nothing about a day.</summary>
    public sealed record None : DueDate;
}

/// <summary>A promise without the words of its due date.</summary>
public sealed record DatedText(string Text, DueDate Due);
