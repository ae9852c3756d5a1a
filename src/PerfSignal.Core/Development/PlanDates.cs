using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Commitments.Due;

namespace PerfSignal.Core.Development;

/// <summary>Reads the dates of a plan: at the end of typed words, and in the fields of a form.</summary>
internal static class PlanDates
{
    /// <summary>Splits "pair with Cleo by 2027-01-31" into the action and its date.</summary>
    /// <remarks>A date that is not plain stays in the words, which the form shows beside its empty field.</remarks>
    public static (string Text, LocalDate? Due) Split(string words, LocalDate today, string language) =>
        DueReader.Split(words, today, language) is { Due: DueDate.Found found } dated ? (dated.Text, found.Date) : (words, null);

    /// <summary>False for what is no ISO date; an empty field is none.</summary>
    public static bool TryRead(string typed, out LocalDate? date)
    {
        var parsed = LocalDatePattern.Iso.Parse(typed);
        date = parsed.Success ? parsed.Value : null;
        return typed.Length == 0 || parsed.Success;
    }

    public static string Write(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";
}
