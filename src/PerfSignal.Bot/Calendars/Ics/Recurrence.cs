using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Expands a recurrence rule in local time, in order (RFC 5545 3.3.10).</summary>
internal static class Recurrence
{
    /// <summary>
    /// The local times from <paramref name="from"/> to <paramref name="to"/> inclusive. The start is always the first instance and counts as
    /// one, also where the rule does not give it.
    /// </summary>
    public static IEnumerable<LocalDateTime> Between(
        RecurrenceRule rule,
        LocalDateTime start,
        LocalDateTime from,
        LocalDateTime to,
        RecurrenceWork work
    )
    {
        var left = rule.Count ?? int.MaxValue;
        if (start >= from && start <= to)
        {
            yield return start;
        }

        if (--left == 0)
        {
            yield break;
        }

        // With a COUNT every instance since the start must be seen.
        var skip = rule.Count is null && from > start ? from : start;
        var periods =
            rule.Frequency >= RecurrenceFrequency.Daily ? DayPeriods.Of(rule, start, skip, to, work) : TimePeriods.Of(rule, start, skip, to, work);
        foreach (var local in periods.SelectMany(period => Chosen(rule, period)))
        {
            if (local <= start)
            {
                continue;
            }

            if (local > to)
            {
                yield break;
            }

            work.Step();
            if (local >= from)
            {
                yield return local;
            }

            if (--left == 0)
            {
                yield break;
            }
        }
    }

    private static IEnumerable<LocalDateTime> Chosen(RecurrenceRule rule, IReadOnlyList<LocalDateTime> period)
    {
        if (rule.Positions.Count == 0)
        {
            return period;
        }

        return rule
            .Positions.Select(position => position > 0 ? position - 1 : period.Count + position)
            .Where(index => index >= 0 && index < period.Count)
            .Distinct()
            .Order()
            .Select(index => period[index]);
    }
}
