using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>How often a rule repeats, from the shortest period to the longest.</summary>
public enum RecurrenceFrequency
{
    Secondly,
    Minutely,
    Hourly,
    Daily,
    Weekly,
    Monthly,
    Yearly,
}

/// <summary>A weekday of a rule; the ordinal is 0 for every such day, 1 for the first, -1 for the last of the month or year.</summary>
public sealed record RuleWeekday(int Ordinal, IsoDayOfWeek Day);

/// <summary>A recurrence rule (RFC 5545 3.3.10) whose parts have been checked; empty lists are parts that were not given.</summary>
public sealed record RecurrenceRule
{
    public required RecurrenceFrequency Frequency { get; init; }
    public int Interval { get; init; } = 1;
    public int? Count { get; init; }

    /// <summary>The last time an instance may have; included.</summary>
    public IcsTime? Until { get; init; }
    public IReadOnlyList<int> Seconds { get; init; } = [];
    public IReadOnlyList<int> Minutes { get; init; } = [];
    public IReadOnlyList<int> Hours { get; init; } = [];
    public IReadOnlyList<RuleWeekday> Weekdays { get; init; } = [];
    public IReadOnlyList<int> MonthDays { get; init; } = [];
    public IReadOnlyList<int> YearDays { get; init; } = [];
    public IReadOnlyList<int> Weeks { get; init; } = [];
    public IReadOnlyList<int> Months { get; init; } = [];
    public IReadOnlyList<int> Positions { get; init; } = [];
    public IsoDayOfWeek WeekStart { get; init; } = IsoDayOfWeek.Monday;

    /// <summary>The rule as it was written, in upper case.</summary>
    public required string Text { get; init; }

    /// <summary>The 1-based line it stood on.</summary>
    public int Line { get; init; } = 1;

    /// <exception cref="IcsException">The rule is not one of RFC 5545.</exception>
    public static RecurrenceRule Parse(string text, int line = 1) => RecurrenceRuleReader.Read(text, line);

    public override string ToString() => Text;
}
