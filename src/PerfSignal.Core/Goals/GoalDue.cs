using NodaTime;
using PerfSignal.Core.Commitments.Due;

namespace PerfSignal.Core.Goals;

/// <summary>Due dates in words; the one place where goals ask the reader of dates.</summary>
internal static class GoalDue
{
    /// <summary>"Launch the new billing by Friday" is a title and a day; a date that is not plain is taken off, for it to be asked for.</summary>
    public static (string Title, LocalDate? Due) Split(string words, LocalDate today, string language) =>
        DueReader.Split(words, today, language) is var dated && dated.Due is DueDate.Found found
            ? (dated.Text, found.Date)
            : (dated.Text, null);

    /// <summary>A day by itself: ISO, or the words that may follow "by"; null for what may mean two days.</summary>
    public static LocalDate? Read(string words, LocalDate today, string language) =>
        DueReader.Alone(words, today, language) is DueDate.Found found ? found.Date : null;
}
