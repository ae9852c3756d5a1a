using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Reviews;

/// <summary>A cycle in words.</summary>
public static class CycleSaid
{
    /// <summary>Its state, and where it is open or closed how much of it is done.</summary>
    public static async Task<string> State(
        ReviewCycle cycle,
        CycleFinder cycles,
        HrPopulation population,
        Reader reader,
        CancellationToken ct
    )
    {
        var counts = await cycles.ByStep(cycle, population, ct);
        return reader.Say(
            "cycle_state_" + cycle.State.ToString().ToLowerInvariant(),
            ("done", reader.Number(counts.Sum(one => one.Count.Done), 0)),
            ("all", reader.Number(counts.Sum(one => one.Count.All), 0))
        );
    }

    public static string Count(CycleCount count, Reader reader)
    {
        var said = reader.Say("cycle_count", ("done", reader.Number(count.Done, 0)), ("all", reader.Number(count.All, 0)));
        return count.Nobodys == 0 ? said : $"{said} · {reader.Say("cycle_nobodys", ("count", reader.Number(count.Nobodys, 0)))}";
    }

    public static string Period(ReviewCycle cycle, Reader reader) =>
        reader.Say("cycle_period", ("from", reader.Date(cycle.From)), ("to", reader.Date(cycle.To)));

    public static string Population(ReviewCycle cycle, Reader reader) =>
        cycle.Teams.Count + cycle.Families.Count == 0
            ? reader.Say("cycle_everyone")
            : string.Join(
                " · ",
                new[] { string.Join(", ", cycle.Teams), string.Join(", ", cycle.Families) }.Where(part => part.Length > 0)
            );

    public static string StepName(CycleStep step, Reader reader) =>
        reader.Say(
            step.Doer == StepDoer.Self ? "cycle_step_self" : "cycle_step_manager",
            ("step", step.Name),
            ("date", reader.Date(step.Due))
        );

    public static string Nudges(ReviewCycle cycle, Reader reader)
    {
        var said = new List<string>();
        if (cycle.MostNudges > 0 && cycle.DaysBefore.Count > 0)
        {
            var days = string.Join(", ", cycle.DaysBefore.Where(day => day > 0).Select(day => reader.Number(day, 0)));
            said.Add(
                days.Length == 0 ? reader.Say("cycle_nudges_on")
                : cycle.DaysBefore.Contains(0) ? reader.Say("cycle_nudges_before_and_on", ("days", days))
                : reader.Say("cycle_nudges_before", ("days", days))
            );
        }

        if (cycle.MostNudges > 0 && cycle.NudgeEveryDays > 0)
        {
            said.Add(Days("cycle_nudges_every", cycle.NudgeEveryDays, reader));
        }

        said.Add(
            cycle.MostNudges == 1
                ? reader.Say("cycle_nudges_most_one")
                : reader.Say("cycle_nudges_most", ("count", reader.Number(cycle.MostNudges, 0)))
        );
        if (cycle.EscalateAfterDays is { } after)
        {
            said.Add(Days("cycle_nudges_escalate", after, reader));
            said.Add(
                cycle.EscalateEveryDays > 0 ? Days("cycle_nudges_again", cycle.EscalateEveryDays, reader) : reader.Say("cycle_nudges_once")
            );
        }

        return string.Join(" ", said);
    }

    private static string Days(string key, int days, Reader reader) =>
        days == 1 ? reader.Say(key + "_one") : reader.Say(key, ("days", reader.Number(days, 0)));
}
