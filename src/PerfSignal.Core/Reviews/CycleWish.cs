using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Reviews;

/// <summary>What a form brings for a cycle, as it was typed.</summary>
/// <param name="Departments">With commas between; empty for all.</param>
/// <param name="Steps">One a line: name; self or manager; due date.</param>
/// <param name="Before">Working days before the due date, with commas between.</param>
/// <param name="Escalate">Working days after the due date; empty for never.</param>
/// <param name="Version">Of the cycle as the form showed it; null for a new one.</param>
public sealed record CycleWish(
    string Name,
    string From,
    string To,
    string Departments,
    string Families,
    string Steps,
    string Before,
    string Every,
    string Most,
    string Escalate,
    string Again,
    string? Version = null
)
{
    public static CycleWish New { get; } = new("", "", "", "", "", "", "7, 2, 0", "3", "6", "", "0");

    public static CycleWish Of(Command command) =>
        new(
            command.Field("name"),
            command.Field("from"),
            command.Field("to"),
            command.Field("departments"),
            command.Field("families"),
            command.Field("steps"),
            command.Field("before"),
            command.Field("every"),
            command.Field("most"),
            command.Field("escalate"),
            command.Field("again"),
            command.Field("version")
        );

    /// <summary>What is stored, as a form shows it.</summary>
    public static CycleWish Of(ReviewCycle cycle, IEnumerable<CycleStep> steps, Reader reader) =>
        new(
            cycle.Name,
            LocalDatePattern.Iso.Format(cycle.From),
            LocalDatePattern.Iso.Format(cycle.To),
            string.Join(", ", cycle.Teams),
            string.Join(", ", cycle.Families),
            string.Join('\n', steps.OrderBy(step => step.Position).Select(step => StepWish.Write(step, reader))),
            string.Join(", ", cycle.DaysBefore),
            Number(cycle.NudgeEveryDays),
            Number(cycle.MostNudges),
            cycle.EscalateAfterDays is { } days ? Number(days) : "",
            Number(cycle.EscalateEveryDays),
            cycle.Version.ToString("N")
        );

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A step as it is wished for.</summary>
public sealed record StepWish(string Name, StepDoer Doer, LocalDate Due)
{
    public static string Write(CycleStep step, Reader reader) =>
        $"{step.Name}; {reader.Say(step.Doer == StepDoer.Self ? "cycle_self" : "cycle_manager")}; {LocalDatePattern.Iso.Format(step.Due)}";

    private static readonly string[] OfSelf = ["SELF", "PERSON", "SELBST"];
    private static readonly string[] OfManager = ["MANAGER", "FÜHRUNGSKRAFT", "MANAGERIN"];

    public static StepDoer? Doing(string words) =>
        words.Trim().ToUpperInvariant() switch
        {
            var word when OfSelf.Contains(word, StringComparer.Ordinal) => StepDoer.Self,
            var word when OfManager.Contains(word, StringComparer.Ordinal) => StepDoer.Manager,
            _ => null,
        };
}
