using System.Globalization;
using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Reads a recurrence rule and checks what RFC 5545 3.3.10 demands of its parts together.</summary>
internal sealed class RecurrenceRuleReader
{
    private const string Days = "MOTUWETHFRSASU";
    private readonly int _line;
    private readonly Dictionary<string, string> _parts = new(StringComparer.Ordinal);

    private RecurrenceRuleReader(string text, int line)
    {
        _line = line;
        foreach (var part in text.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = part.IndexOf('=', StringComparison.Ordinal);
            if (equals <= 0 || equals == part.Length - 1)
            {
                throw Wrong($"'{IcsValues.Shown(part)}' is not of the form NAME=value");
            }

            if (!_parts.TryAdd(part[..equals].Trim(), part[(equals + 1)..].Trim()))
            {
                throw Wrong($"{IcsValues.Shown(part[..equals])} is given twice; keep one");
            }
        }
    }

    public static RecurrenceRule Read(string text, int line)
    {
        var upper = text.Trim().ToUpperInvariant();
        return new RecurrenceRuleReader(upper, line).Read(upper);
    }

    private RecurrenceRule Read(string text)
    {
        var rule = new RecurrenceRule
        {
            Text = text,
            Line = _line,
            Frequency = Frequency(),
            Interval = Take("INTERVAL") is { } interval ? Number("INTERVAL", interval, 1, int.MaxValue) : 1,
            Count = Take("COUNT") is { } count ? Number("COUNT", count, 1, int.MaxValue) : null,
            Until = Until(),
            Seconds = [.. Numbers("BYSECOND", 0, 60).Select(second => Math.Min(second, 59)).Distinct()],
            Minutes = Numbers("BYMINUTE", 0, 59),
            Hours = Numbers("BYHOUR", 0, 23),
            Weekdays = Weekdays(),
            MonthDays = Signed("BYMONTHDAY", 31),
            YearDays = Signed("BYYEARDAY", 366),
            Weeks = Signed("BYWEEKNO", 53),
            Months = Numbers("BYMONTH", 1, 12),
            Positions = Signed("BYSETPOS", 366),
            WeekStart = Take("WKST") is { } start ? Weekday(start) : IsoDayOfWeek.Monday,
        };

        // RFC 7529: the Gregorian calendar with skipped invalid dates is what RFC 5545 does anyway.
        if (Take("RSCALE") is { } scale && scale != "GREGORIAN" || Take("SKIP") is { } skip && skip != "OMIT")
        {
            throw Wrong("only the Gregorian calendar with SKIP=OMIT is read; remove RSCALE and SKIP");
        }

        if (_parts.Keys.FirstOrDefault(name => !name.StartsWith("X-", StringComparison.Ordinal)) is { } unknown)
        {
            throw Wrong($"'{IcsValues.Shown(unknown)}' is not a part of a rule; remove it");
        }

        Check(rule);
        return rule;
    }

    private void Check(RecurrenceRule rule)
    {
        var frequency = rule.Frequency;
        if (rule.Count is not null && rule.Until is not null)
        {
            throw Wrong("COUNT and UNTIL exclude each other; keep one");
        }

        if (rule.Weeks.Count > 0 && frequency != RecurrenceFrequency.Yearly)
        {
            throw Wrong("BYWEEKNO goes with FREQ=YEARLY only");
        }

        if (rule.YearDays.Count > 0 && frequency is RecurrenceFrequency.Daily or RecurrenceFrequency.Weekly or RecurrenceFrequency.Monthly)
        {
            throw Wrong("BYYEARDAY does not go with FREQ=DAILY, WEEKLY or MONTHLY");
        }

        if (rule.MonthDays.Count > 0 && frequency == RecurrenceFrequency.Weekly)
        {
            throw Wrong("BYMONTHDAY does not go with FREQ=WEEKLY");
        }

        if (
            rule.Weekdays.Any(day => day.Ordinal != 0)
            && (frequency is not (RecurrenceFrequency.Monthly or RecurrenceFrequency.Yearly) || rule.Weeks.Count > 0)
        )
        {
            throw Wrong("a numbered weekday such as 1MO goes with FREQ=MONTHLY, or FREQ=YEARLY without BYWEEKNO, only");
        }

        if (
            rule.Positions.Count > 0
            && rule.Seconds.Count + rule.Minutes.Count + rule.Hours.Count + rule.Weekdays.Count == 0
            && rule.MonthDays.Count + rule.YearDays.Count + rule.Weeks.Count + rule.Months.Count == 0
        )
        {
            throw Wrong("BYSETPOS needs another BY part to choose from");
        }
    }

    private RecurrenceFrequency Frequency() =>
        Take("FREQ") switch
        {
            "SECONDLY" => RecurrenceFrequency.Secondly,
            "MINUTELY" => RecurrenceFrequency.Minutely,
            "HOURLY" => RecurrenceFrequency.Hourly,
            "DAILY" => RecurrenceFrequency.Daily,
            "WEEKLY" => RecurrenceFrequency.Weekly,
            "MONTHLY" => RecurrenceFrequency.Monthly,
            "YEARLY" => RecurrenceFrequency.Yearly,
            null => throw Wrong("FREQ is missing; write for example FREQ=WEEKLY"),
            var other => throw Wrong($"FREQ '{IcsValues.Shown(other)}' is unknown; use SECONDLY to YEARLY"),
        };

    private IcsTime? Until()
    {
        if (Take("UNTIL") is not { } text)
        {
            return null;
        }

        // Some calendars write the year 9999 for "without end".
        return IcsValues.TryTime(text.StartsWith("9999", StringComparison.Ordinal) ? "9000" + text[4..] : text, null)
            ?? throw Wrong($"UNTIL '{IcsValues.Shown(text)}' is not a time; write yyyyMMddTHHmmssZ or yyyyMMdd");
    }

    private List<RuleWeekday> Weekdays()
    {
        var days = new List<RuleWeekday>();
        foreach (var text in Take("BYDAY")?.Split(',') ?? [])
        {
            var day = text.Length >= 2 ? Weekday(text[^2..]) : throw Wrong($"BYDAY '{IcsValues.Shown(text)}' is not a weekday; use MO, TU, WE, TH, FR, SA, SU");
            days.Add(new RuleWeekday(text.Length == 2 ? 0 : Nonzero("BYDAY", text[..^2], 53), day));
        }

        return days;
    }

    private IsoDayOfWeek Weekday(string text)
    {
        var at = text.Length == 2 ? Days.IndexOf(text, StringComparison.Ordinal) : -1;
        return at >= 0 && at % 2 == 0
            ? (IsoDayOfWeek)(at / 2 + 1)
            : throw Wrong($"'{IcsValues.Shown(text)}' is not a weekday; use MO, TU, WE, TH, FR, SA, SU");
    }

    private int[] Signed(string name, int largest) =>
        [.. (Take(name)?.Split(',') ?? []).Select(text => Nonzero(name, text, largest)).Distinct()];

    private int[] Numbers(string name, int smallest, int largest) =>
        [.. (Take(name)?.Split(',') ?? []).Select(text => Number(name, text, smallest, largest)).Distinct().Order()];

    private int Nonzero(string name, string text, int largest) =>
        Number(name, text.StartsWith('+') ? text[1..] : text, -largest, largest) is not 0 and var number
            ? number
            : throw Wrong($"{name} has no 0; count from 1, or from -1 at the end");

    private int Number(string name, string text, int smallest, int largest) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number) && number >= smallest && number <= largest
            ? number
            : throw Wrong($"{name} '{IcsValues.Shown(text)}' is not a number from {smallest} to {largest}");

    private string? Take(string name) => _parts.Remove(name, out var value) ? value : null;

    private IcsException Wrong(string message) => new(_line, $"in the recurrence rule, {message}.");
}
