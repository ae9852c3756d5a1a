using NodaTime;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>What one phrase may mean: one day, several, or none where it is meant as a day and not understood.</summary>
internal sealed record Reading(IReadOnlyList<LocalDate> Days)
{
    /// <summary>Whether the phrase stands for a due date also without a word such as "by" before it.</summary>
    public bool Bare { get; init; }

    /// <summary>A time of day was said too, which only the text can keep.</summary>
    public bool HasTime { get; init; }

    public static Reading Unclear { get; } = new([]);

    public static Reading Of(params ReadOnlySpan<LocalDate> days) => new([.. days.ToArray().Distinct().Order()]);

    public DueDate Said(string words) =>
        Days.Count switch
        {
            0 => new DueDate.Unclear(words),
            1 => new DueDate.Found(Days[0], words),
            _ => new DueDate.Ambiguous(Days, words),
        };
}
