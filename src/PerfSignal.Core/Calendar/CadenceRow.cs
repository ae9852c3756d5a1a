using System.Globalization;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Imports;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Calendar;

/// <summary>A line of cadences.csv that is right in itself.</summary>
internal sealed record CadenceRow(
    int Line,
    string ManagerEmail,
    string ReportEmail,
    IsoDayOfWeek Weekday,
    LocalTime Time,
    string TimeZone,
    int EveryWeeks,
    LocalDate Starts
)
{
    private static readonly LocalTimePattern TimePattern = LocalTimePattern.CreateWithInvariantCulture("HH:mm");

    public static IReadOnlyList<string> Columns { get; } =
    ["manager_email", "report_email", "weekday", "time", "time_zone", "every_weeks", "starts"];

    /// <returns>The line, or null where something was reported.</returns>
    public static CadenceRow? Read(CsvRow row)
    {
        var manager = row.Required("manager_email").ToLowerInvariant();
        var report = row.Required("report_email").ToLowerInvariant();
        if (row.Ok && manager == report)
        {
            row.Report("report_email", $"{CsvRow.Shown(manager)} cannot have a 1:1 with themselves; name the report.");
        }

        var zone = row.Required("time_zone");
        if (zone.Length > 0 && ZoneNames.Read(zone).Error is { } error)
        {
            row.Report("time_zone", error);
        }

        row.Required("starts");
        var read = new CadenceRow(
            row.Line,
            manager,
            report,
            WeekdayOf(row),
            TimeOf(row),
            zone,
            WeeksOf(row),
            row.Date("starts") ?? default
        );
        return row.Ok ? read : null;
    }

    private static IsoDayOfWeek WeekdayOf(CsvRow row)
    {
        var word = row.Required("weekday");
        var day = Enum.GetValues<IsoDayOfWeek>()
            .FirstOrDefault(day => day != IsoDayOfWeek.None && string.Equals(day.ToString(), word, StringComparison.OrdinalIgnoreCase));
        if (word.Length > 0 && day == IsoDayOfWeek.None)
        {
            row.Report(
                "weekday",
                $"'{CsvRow.Shown(word)}' is no weekday; write Monday, Tuesday, Wednesday, Thursday, Friday, Saturday or Sunday."
            );
        }

        return day;
    }

    private static LocalTime TimeOf(CsvRow row)
    {
        var text = row.Required("time");
        var parsed = TimePattern.Parse(text);
        if (text.Length > 0 && !parsed.Success)
        {
            row.Report("time", $"'{CsvRow.Shown(text)}' is no time of day; write hours and minutes, as in 09:30 or 14:00.");
        }

        return parsed.Success ? parsed.Value : default;
    }

    private static int WeeksOf(CsvRow row)
    {
        var text = row.Required("every_weeks");
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var weeks) && weeks is >= 1 and <= 52)
        {
            return weeks;
        }

        if (text.Length > 0)
        {
            row.Report("every_weeks", $"'{CsvRow.Shown(text)}' is no number of weeks; write a whole number from 1 to 52.");
        }

        return 1;
    }
}
