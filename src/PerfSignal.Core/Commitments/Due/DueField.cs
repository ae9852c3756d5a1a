using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Commitments.Due;

/// <summary>Reads a due date that was typed or chosen by itself, and says what is wrong with it.</summary>
internal static class DueField
{
    private const int Shown = 60;

    /// <summary>No date for an empty field; otherwise a day from today on, or a sentence that asks for one.</summary>
    public static (LocalDate? Due, string? Error) Read(string typed, Reader reader) =>
        typed.Trim().Length == 0 ? (null, null)
        : DueReader.Alone(typed, reader.Today, reader.Language) is DueDate.Found found && found.Date >= reader.Today ? (found.Date, null)
        : (null, Asks(DueReader.Alone(typed, reader.Today, reader.Language), reader) ?? reader.Say("commitment_due_wrong"));

    /// <summary>What has to be asked about a date, or null where it is clear.</summary>
    public static string? Asks(DueDate due, Reader reader) =>
        due switch
        {
            DueDate.Found found when found.Date < reader.Today => reader.Say("commitment_due_past", ("date", reader.Date(found.Date))),
            DueDate.Ambiguous several => reader.Say(
                "commitment_due_ambiguous",
                ("words", Short(several.Words)),
                ("choices", string.Join(reader.Say("commitment_or"), several.Candidates.Select(reader.Date)))
            ),
            DueDate.Unclear unclear => reader.Say("commitment_due_unclear", ("words", Short(unclear.Words))),
            _ => null,
        };

    private static string Short(string words) => words.Length <= Shown ? words : words[..(Shown - 1)] + "…";
}
