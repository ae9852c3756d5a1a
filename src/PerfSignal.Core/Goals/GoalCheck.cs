using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Goals;

/// <summary>Reads what was typed about a goal into its values, and says what is wrong at which field.</summary>
internal sealed class GoalCheck(GoalSaid said, Goal? before, IReadOnlyCollection<Guid> parents, Reader reader)
{
    public const int MaxTitle = 200;
    public const int MaxWeight = 100;
    private readonly Dictionary<string, string> errors = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Errors => errors;

    /// <summary>Copies the values to a goal; what is wrong stays as it was.</summary>
    public void Write(Goal goal)
    {
        goal.Title = Text("title", said.Title, MaxTitle);
        if (goal.Title.Length == 0)
        {
            errors.TryAdd("title", reader.Say("goal_title_needed", ("max", reader.Number(MaxTitle, 0))));
        }

        goal.Metric = NullIfEmpty(Text("metric", said.Metric, MaxTitle));
        goal.Unit = NullIfEmpty(Text("unit", said.Unit, 60));
        goal.Baseline = Number("baseline", said.Baseline);
        goal.Target = Number("target", said.Target);
        if (goal.Baseline is { } baseline && goal.Target == baseline)
        {
            errors["target"] = reader.Say("goal_target_equal");
        }

        goal.DueOn = Due();
        goal.ParentId = Parent();
        goal.Weight = said.Weight.Length == 0 ? 1 : Number("weight", said.Weight) ?? 1;
        if (goal.Weight is < 0 or > MaxWeight)
        {
            errors["weight"] = reader.Say("goal_weight_wrong", ("max", reader.Number(MaxWeight, 0)));
        }

        goal.VisibleToPeers = said.Visible;
    }

    private string Text(string field, string text, int most)
    {
        if (text.Length <= most)
        {
            return text;
        }

        errors[field] = reader.Say("goal_too_long", ("max", reader.Number(most, 0)));
        return text[..most];
    }

    private decimal? Number(string field, string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var number = SpokenNumber.Read(text, reader.Language);
        if (number is null)
        {
            errors[field] = reader.Say("goal_number_wrong");
        }

        return number;
    }

    /// <summary>A day that has passed is taken only where it stood there before.</summary>
    private LocalDate? Due()
    {
        if (said.Due.Length == 0)
        {
            return null;
        }

        var due = GoalDue.Read(said.Due, reader.Today, reader.Language);
        if (due is null)
        {
            errors["due"] = reader.Say("goal_due_wrong");
        }
        else if (due <= reader.Today && due != before?.DueOn)
        {
            errors["due"] = reader.Say("goal_due_past", ("date", reader.Date(due.Value)));
        }

        return due;
    }

    private Guid? Parent()
    {
        if (said.Parent.Length == 0)
        {
            return null;
        }

        if (Guid.TryParse(said.Parent, out var parent) && (parent == before?.ParentId || parents.Contains(parent)))
        {
            return parent;
        }

        errors["parent"] = reader.Say("goal_parent_wrong");
        return null;
    }

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
