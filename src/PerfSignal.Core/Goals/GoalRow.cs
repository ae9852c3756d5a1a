using NodaTime;
using PerfSignal.Core.Imports;

namespace PerfSignal.Core.Goals;

/// <summary>One line of goals.csv.</summary>
internal sealed record GoalRow(CsvRow Line, string Key, Guid OwnerId, string Title)
{
    private const int MaxKey = 64;
    private string? Metric { get; init; }
    private decimal? Baseline { get; init; }
    private decimal? Target { get; init; }
    private string? Unit { get; init; }
    private LocalDate? DueOn { get; init; }

    /// <summary>Null where the cell is empty: what is stored stays, a new goal starts at 0.</summary>
    public decimal? Progress { get; private init; }
    public string? ParentKey { get; private init; }

    /// <summary>Null where the cell or the column is missing: what is stored stays.</summary>
    public bool? Visible { get; private init; }

    public static GoalRow Read(CsvRow line, IReadOnlyDictionary<string, Guid> people)
    {
        var owner = line.Required("owner_email", 254).ToLowerInvariant();
        if (owner.Length > 0 && !people.ContainsKey(owner))
        {
            line.Report("owner_email", $"Nobody has the e-mail address '{CsvRow.Shown(owner)}'; import people first or correct it.");
        }

        var row = new GoalRow(line, line.Required("id", MaxKey), people.GetValueOrDefault(owner), line.Required("title"))
        {
            Metric = NullIfEmpty(line.Text("metric")),
            Baseline = Stored(line.Number("baseline")),
            Target = Stored(line.Number("target")),
            Unit = NullIfEmpty(line.Text("unit")),
            DueOn = line.Date("due"),
            ParentKey = NullIfEmpty(line.Text("parent_id", MaxKey)),
            Progress = Stored(line.Number("progress", 0, 100)),
            Visible = YesOrNo(line),
        };
        row.CheckMeasure();
        return row;
    }

    /// <summary>The file wins over what was set in the chat for all that it has a column for; weight, status and the rest stay.</summary>
    public void CopyTo(Goal goal, Guid? parentId)
    {
        goal.OwnerId = OwnerId;
        goal.Reword(
            new Goal
            {
                Id = goal.Id,
                Key = goal.Key,
                OwnerId = OwnerId,
                Title = Title,
                Metric = Metric,
                Baseline = Baseline,
                Target = Target,
                Unit = Unit,
                DueOn = DueOn,
                ParentId = parentId,
                Weight = goal.Weight,
                VisibleToPeers = Visible ?? goal.VisibleToPeers,
                CreatedAt = goal.CreatedAt,
                UpdatedAt = goal.UpdatedAt,
            }
        );
    }

    /// <summary>A goal that somebody wrote down in the chat has a short name too, which a file must not take for another goal.</summary>
    public void CheckSame(Goal stored)
    {
        if (stored.OwnerId != OwnerId && stored.Title != Title)
        {
            Line.Report(
                "id",
                $"'{CsvRow.Shown(Key)}' is another goal of somebody else; give this one an id of its own. To hand a goal over, keep its title."
            );
        }
    }

    /// <summary>Reports parents that are in neither the file nor the database, and goals that are above themselves.</summary>
    /// <param name="stored">Parent of each stored goal, by key.</param>
    public static void CheckParents(IReadOnlyList<GoalRow> rows, IReadOnlyDictionary<string, string?> stored)
    {
        var parents = new Dictionary<string, string?>(stored);
        foreach (var row in rows)
        {
            parents[row.Key] = row.ParentKey;
        }

        foreach (var row in rows.Where(row => row.ParentKey is not null))
        {
            if (!parents.ContainsKey(row.ParentKey!))
            {
                row.Line.Report(
                    "parent_id",
                    $"There is no goal '{CsvRow.Shown(row.ParentKey!)}' in the file or the database; add it or correct the id."
                );
            }
            else if (IsAboveItself(row.Key, parents))
            {
                row.Line.Report("parent_id", $"The parents of '{CsvRow.Shown(row.Key)}' lead back to it; break the circle.");
            }
        }
    }

    private static bool IsAboveItself(string key, Dictionary<string, string?> parents)
    {
        var seen = new HashSet<string>();
        for (var parent = parents[key]; parent is not null && seen.Add(parent); parent = parents.GetValueOrDefault(parent))
        {
            if (parent == key)
            {
                return true;
            }
        }

        return false;
    }

    private void CheckMeasure()
    {
        var parts = (Metric is null ? 0 : 1) + (Line.Has("baseline") ? 1 : 0) + (Line.Has("target") ? 1 : 0);
        if (parts is 1 or 2 && ParentKey is not null)
        {
            Line.Report(
                "metric",
                "A key result has metric, baseline and target; fill in all three, or none for a goal below another goal."
            );
        }
        else if (parts == 3 && Line.Ok && Baseline == Target)
        {
            Line.Report("target", "Baseline and target are equal, so there is nothing to reach; change one of them.");
        }
    }

    private static bool? YesOrNo(CsvRow line)
    {
        var text = line["visible"].ToUpperInvariant();
        if (text is not ("" or "YES" or "NO"))
        {
            line.Report("visible", $"'{CsvRow.Shown(line["visible"])}' is neither yes nor no; write one of them, or leave it empty.");
        }

        return text.Length == 0 ? null : text == "YES";
    }

    /// <summary>Numbers are kept to four decimals; reading the same line again must find them equal.</summary>
    private static decimal? Stored(decimal? number) => number is { } value ? Math.Round(value, 4, MidpointRounding.AwayFromZero) : null;

    private static string? NullIfEmpty(string text) => text.Length == 0 ? null : text;
}
