using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

/// <summary>What somebody typed about a goal, in the form or one by one, before it is checked.</summary>
internal sealed record GoalSaid
{
    public string Title { get; init; } = "";
    public string Metric { get; init; } = "";
    public string Baseline { get; init; } = "";
    public string Target { get; init; } = "";
    public string Unit { get; init; } = "";

    /// <summary>ISO date or words.</summary>
    public string Due { get; init; } = "";

    /// <summary>The id of the goal above.</summary>
    public string Parent { get; init; } = "";
    public string Weight { get; init; } = "";
    public bool Visible { get; init; }

    public static GoalSaid Of(Goal goal, Reader reader) =>
        new()
        {
            Title = goal.Title,
            Metric = goal.Metric ?? "",
            Baseline = Number(goal.Baseline, reader),
            Target = Number(goal.Target, reader),
            Unit = goal.Unit ?? "",
            Due = goal.DueOn is { } due ? LocalDatePattern.Iso.Format(due) : "",
            Parent = goal.ParentId?.ToString("N") ?? "",
            Weight = Number(goal.Weight, reader),
            Visible = goal.VisibleToPeers,
        };

    public static GoalSaid Of(Command command) =>
        new()
        {
            Title = command.Field("title"),
            Metric = command.Field("metric"),
            Baseline = command.Field("baseline"),
            Target = command.Field("target"),
            Unit = command.Field("unit"),
            Due = command.Field("due"),
            Parent = command.Field("parent") is var parent && parent != GoalSetForms.None ? parent : "",
            Weight = command.Field("weight"),
            Visible = command.Field("visible") == "true",
        };

    /// <summary>The same as fields, for the next question.</summary>
    public Dictionary<string, string> Fields() =>
        new(StringComparer.Ordinal)
        {
            ["title"] = Title,
            ["metric"] = Metric,
            ["baseline"] = Baseline,
            ["target"] = Target,
            ["unit"] = Unit,
            ["due"] = Due,
            ["parent"] = Parent,
            ["weight"] = Weight,
            ["visible"] = Visible ? "true" : "false",
        };

    public GoalSaid WithDue(LocalDate due) => this with { Due = LocalDatePattern.Iso.Format(due) };

    private static string Number(decimal? number, Reader reader) => number?.ToString("0.####", reader.Culture) ?? "";
}
