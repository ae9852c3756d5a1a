using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Reviews;

/// <summary>A cycle that can be stored as it was wished.</summary>
public sealed record CheckedCycle(
    string Name,
    LocalDate From,
    LocalDate To,
    IReadOnlyList<string> Departments,
    IReadOnlyList<string> Families,
    IReadOnlyList<StepWish> Steps,
    IReadOnlyList<int> Before,
    int Every,
    int Most,
    int? Escalate,
    int Again
);

/// <summary>Reads what was typed for a cycle and says at each field what to write instead.</summary>
/// <param name="departments">The departments that there are.</param>
/// <param name="families">The role families that there are.</param>
internal sealed class CycleChecks(Reader reader, IReadOnlyCollection<string> departments, IReadOnlyCollection<string> families)
{
    public const int MostSteps = 12;
    private readonly Dictionary<string, string> errors = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, string> Errors => errors;

    /// <summary>Null where something cannot be taken; then <see cref="Errors"/> says what.</summary>
    public CheckedCycle? Read(CycleWish wish, HrPopulation population)
    {
        var name = wish.Name.Trim();
        if (name.Length is 0 or > ReviewCycle.MaxName)
        {
            Wrong("name", "cycle_name_wrong", ("most", Number(ReviewCycle.MaxName)));
        }

        var (from, to) = (Date("from", wish.From), Date("to", wish.To));
        if (from is { } first && to is { } last && (last < first || last > first.PlusYears(3)))
        {
            Wrong("to", "cycle_period_wrong");
        }

        var teams = Listed("departments", wish.Departments, departments, "cycle_department_unknown");
        var kinds = Listed("families", wish.Families, families, "cycle_family_unknown");
        if (!population.Everyone && (teams.Count == 0 || !teams.All(population.Has)) && !errors.ContainsKey("departments"))
        {
            Wrong("departments", "cycle_department_not_yours", ("departments", string.Join(", ", population.Departments)));
        }

        var steps = Steps(wish.Steps, from);
        var before = Before(wish.Before);
        var (every, most) = (Whole("every", wish.Every, 0, 60) ?? 0, Whole("most", wish.Most, 0, 50) ?? 0);
        var escalate = wish.Escalate.Trim().Length == 0 ? null : Whole("escalate", wish.Escalate, 1, 60);
        var again = Whole("again", wish.Again, 0, 60) ?? 0;
        if (escalate is not null && (most == 0 || (before.Count == 0 && every == 0)) && errors.Count == 0)
        {
            Wrong("escalate", "cycle_escalate_unwarned");
        }

        return errors.Count > 0 ? null : new(name, from!.Value, to!.Value, teams, kinds, steps, before, every, most, escalate, again);
    }

    private List<StepWish> Steps(string words, LocalDate? from)
    {
        var steps = new List<StepWish>();
        var lines = words.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (lines.Length is 0 or > MostSteps)
        {
            Wrong("steps", lines.Length == 0 ? "cycle_steps_none" : "cycle_steps_many", ("most", Number(MostSteps)));
            return steps;
        }

        for (var i = 0; i < lines.Length; i++)
        {
            var parts = lines[i].Split(';', StringSplitOptions.TrimEntries);
            (string, string) number = ("line", Number(i + 1));
            if (parts.Length != 3 || parts[0].Length is 0 or > CycleStep.MaxName)
            {
                Wrong("steps", "cycle_step_wrong", number, ("most", Number(CycleStep.MaxName)));
            }
            else if (StepWish.Doing(parts[1]) is not { } doer)
            {
                Wrong("steps", "cycle_step_doer", number);
            }
            else if (LocalDatePattern.Iso.Parse(parts[2]) is not { Success: true } due)
            {
                Wrong("steps", "cycle_step_date", number);
            }
            else if (due.Value < (from ?? due.Value) || due.Value > reader.Today.PlusYears(2))
            {
                Wrong("steps", "cycle_step_range", number, ("date", reader.Date(reader.Today.PlusYears(2))));
            }
            else if (steps.Exists(step => string.Equals(step.Name, parts[0], StringComparison.OrdinalIgnoreCase)))
            {
                Wrong("steps", "cycle_step_twice", number);
            }
            else if (steps.Count > 0 && steps[^1].Due > due.Value)
            {
                Wrong("steps", "cycle_step_order", number);
            }
            else
            {
                steps.Add(new(parts[0], doer, due.Value));
            }
        }

        return steps;
    }

    private List<int> Before(string words)
    {
        var days = new List<int>();
        foreach (var word in words.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (int.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var day) && day <= 60 && days.Count < 10)
            {
                days.Add(day);
            }
            else
            {
                Wrong("before", "cycle_before_wrong");
            }
        }

        return [.. days.Distinct().OrderDescending()];
    }

    private List<string> Listed(string field, string words, IReadOnlyCollection<string> known, string wrong)
    {
        var found = new List<string>();
        var rest = Parts(words);
        while (rest.Length > 0)
        {
            // A name may have a comma in it: the longest one that is known counts.
            var one = known
                .Select(name => (Name: name, Parts: Parts(name)))
                .Where(name => rest.AsSpan().StartsWith(name.Parts, StringComparer.OrdinalIgnoreCase))
                .OrderByDescending(name => name.Parts.Length)
                .FirstOrDefault();
            if (one.Parts is { Length: > 0 })
            {
                found.Add(one.Name);
            }
            else
            {
                Wrong(field, wrong, ("name", Cut(rest[0])), ("known", Cut(string.Join(", ", known.Order(StringComparer.Ordinal)))));
            }

            rest = rest[Math.Max(1, one.Parts?.Length ?? 0)..];
        }

        return [.. found.Distinct(StringComparer.Ordinal)];
    }

    private static string[] Parts(string words) =>
        words.Split([',', '\n'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    private LocalDate? Date(string field, string words)
    {
        if (LocalDatePattern.Iso.Parse(words.Trim()) is { Success: true } read && read.Value.Year is >= 2000 and < 2100)
        {
            return read.Value;
        }

        Wrong(field, "cycle_date_wrong");
        return null;
    }

    private int? Whole(string field, string words, int least, int most)
    {
        if (
            int.TryParse(words.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number >= least
            && number <= most
        )
        {
            return number;
        }

        Wrong(field, "cycle_number_wrong", ("least", Number(least)), ("most", Number(most)));
        return null;
    }

    /// <summary>One sentence a field, the first.</summary>
    private void Wrong(string field, string word, params ReadOnlySpan<(string Name, string Value)> values) =>
        errors.TryAdd(field, reader.Say(word, values));

    private static string Cut(string words) => words.Length <= 200 ? words : words[..200] + "…";

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
