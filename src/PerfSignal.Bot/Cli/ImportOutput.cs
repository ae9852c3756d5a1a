using System.Globalization;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Imports;

namespace PerfSignal.Bot.Cli;

/// <summary>Prints how an import ended: problems and warnings one a line to the error stream, the summary to the output.</summary>
internal sealed class ImportOutput(string path, TextWriter output, TextWriter error)
{
    private const int Listed = 20;
    private readonly string name = Path.GetFileName(path);

    public int Refused(IEnumerable<ImportProblem> problems)
    {
        foreach (var problem in problems)
        {
            error.WriteLine(Line(problem));
        }

        error.WriteLine($"{name}: nothing was imported.");
        return ExitCode.WrongInput;
    }

    public void Warn(IEnumerable<ImportProblem> warnings)
    {
        foreach (var warning in warnings)
        {
            error.WriteLine($"warning: {Line(warning)}");
        }
    }

    public void Written(int added, int changed, int unchanged, IReadOnlyList<string> missing)
    {
        output.WriteLine(Text($"{name}: {added} added, {changed} changed, {unchanged} unchanged, {missing.Count} missing in the file."));
        foreach (var row in missing.Take(Listed))
        {
            output.WriteLine($"missing in {name}, kept: {row}");
        }

        if (missing.Count > Listed)
        {
            output.WriteLine(Text($"missing in {name}, kept: {missing.Count - Listed} more"));
        }
    }

    public void NotInPilot(int rows)
    {
        if (rows > 0)
        {
            output.WriteLine(Text($"{name}: not in the pilot: {rows} {(rows == 1 ? "row" : "rows")} skipped."));
        }
    }

    public void Planned(PlanOutcome plan) =>
        output.WriteLine(
            Text($"1:1s planned for two weeks: {plan.Added} added, {plan.Moved} moved, {plan.Dropped} dropped, {plan.Restored} restored.")
        );

    private string Line(ImportProblem problem) => problem.Line == 0 ? $"{name}: {problem}" : $"{name} {problem}";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
