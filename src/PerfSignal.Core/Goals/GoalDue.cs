using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Commitments;

namespace PerfSignal.Core.Goals;

/// <summary>Due dates in words; the one place where goals ask the parser of dates.</summary>
internal static class GoalDue
{
    /// <summary>"Launch the new billing by Friday" is a title and a day.</summary>
    public static (string Title, LocalDate? Due) Split(string words, LocalDate today) => DueWords.Split(words, today);

    /// <summary>A day by itself: ISO, or the words that may follow "by".</summary>
    public static LocalDate? Read(string words, LocalDate today)
    {
        var text = words.Trim();
        return LocalDatePattern.Iso.Parse(text) is { Success: true } iso ? iso.Value
            : DueWords.Split("x by " + text, today) is ("x", { } due) ? due
            : DueWords.Split("x " + text, today) is ("x", { } with) ? with
            : null;
    }
}
