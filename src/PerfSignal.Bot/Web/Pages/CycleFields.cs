using PerfSignal.Core.Conversing;
using PerfSignal.Core.Reviews;

namespace PerfSignal.Bot.Web.Pages;

/// <summary>The form of a cycle as a page shows it.</summary>
/// <param name="Fixed">Who is reviewed cannot be changed any more.</param>
public sealed record CycleFields(Reader Reader, CycleWish Wish, IReadOnlyDictionary<string, string> Errors, string Action, bool Fixed)
{
    public static IReadOnlyDictionary<string, string> NoErrors { get; } = new Dictionary<string, string>();

    /// <summary>Those that there are, and empty rows for more.</summary>
    public IReadOnlyList<(string Name, bool Manager, string Due)> Rows
    {
        get
        {
            var rows = Wish
                .Steps.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.Split(';', StringSplitOptions.TrimEntries))
                .Select(parts =>
                    (
                        parts[0],
                        parts.Length > 1 && StepWish.Doing(parts[1]) == StepDoer.Manager,
                        parts.Length > 2 ? parts[2] : ""
                    )
                )
                .ToList();
            return [.. rows.Concat(Enumerable.Repeat(("", false, ""), Math.Clamp(12 - rows.Count, 0, rows.Count == 0 ? 4 : 2)))];
        }
    }

    public string? Error(string field) => Errors.GetValueOrDefault(field);

    /// <summary>What a page's form brought.</summary>
    public static CycleWish Read(IFormCollection form)
    {
        string One(string name) => form[name] is [{ } value, ..] ? value.Trim() : "";
        var (names, doers, dues) = (form["step"], form["doer"], form["due"]);
        var steps = Enumerable
            .Range(0, Math.Min(names.Count, 50))
            .Select(i => (Name: (names[i] ?? "").Replace(';', ',').Trim(), Doer: i < doers.Count ? doers[i] : "", Due: i < dues.Count ? dues[i] : ""))
            .Where(step => step.Name.Length > 0 || step.Due?.Length > 0)
            .Select(step => $"{step.Name}; {step.Doer}; {step.Due}");
        return new(
            One("name"),
            One("from"),
            One("to"),
            One("departments"),
            One("families"),
            string.Join('\n', steps),
            One("before"),
            One("every"),
            One("most"),
            One("escalate"),
            One("again"),
            One("version")
        );
    }
}
