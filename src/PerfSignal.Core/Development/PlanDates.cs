using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Development;

/// <summary>Reads the dates of a plan: at the end of typed words, and in the fields of a form.</summary>
internal static class PlanDates
{
    /// <summary>Splits "pair with Cleo by 2027-01-31" into the action and its date.</summary>
    /// <returns>For a date that may mean two days or none, what has to be asked about it, and no date.</returns>
    public static (string Text, LocalDate? Due, string Hint) Split(string words, Reader reader)
    {
        var dated = DueReader.Split(words, reader.Today, reader.Language);
        var hint = DueField.Asks(dated.Due, reader) ?? "";
        return (dated.Text, hint.Length == 0 && dated.Due is DueDate.Found found ? found.Date : null, hint);
    }

    /// <summary>False for what is no ISO date; an empty field is none.</summary>
    public static bool TryRead(string typed, out LocalDate? date)
    {
        var parsed = LocalDatePattern.Iso.Parse(typed);
        date = parsed.Success ? parsed.Value : null;
        return typed.Length == 0 || parsed.Success;
    }

    public static string Write(LocalDate? date) => date is { } day ? LocalDatePattern.Iso.Format(day) : "";
}
