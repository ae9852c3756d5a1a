using NodaTime;
using NodaTime.Text;
using PerfSignal.Bot.Calendars.Ics;

namespace PerfSignal.Tests.Calendars.Ics;

/// <summary>Random rules with the dates that python-dateutil gives for them; the series start at a date their rule allows.</summary>
public sealed class DateutilRecurrenceTests
{
    private static readonly LocalDateTimePattern Form = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");

    [Fact]
    public void Gives_the_same_dates_as_an_independent_program()
    {
        var cases = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Calendars", "Ics", "dateutil-recurrences.tsv")).Where(line => !line.StartsWith('#')).ToList();
        cases.Count.ShouldBeGreaterThanOrEqualTo(150);

        var different = new List<string>();
        foreach (var line in cases)
        {
            var columns = line.Split('\t');
            var expected = columns[2].Split(',').Select(text => Form.Parse(text).Value).ToList();
            var found = Expand(columns[0], columns[1], expected.Count == 15 ? expected[^1] : new LocalDateTime(2099, 12, 31, 23, 59));
            if (!found.SequenceEqual(expected))
            {
                different.Add($"{line}\n  here: {string.Join(',', found.Take(15).Select(Form.Format))}");
            }
        }

        different.ShouldBeEmpty();
    }

    private static List<LocalDateTime> Expand(string start, string rule, LocalDateTime last) =>
        [
            .. IcsText
                .Expand(
                    IcsText.Event($"DTSTART:{start}Z", $"RRULE:{rule.Replace("T120000", "T120000Z", StringComparison.Ordinal)}"),
                    Instant.FromUtc(2000, 1, 1, 0, 0),
                    last.InUtc().ToInstant() + Duration.FromSeconds(1)
                )
                .Select(instance => instance.Start.InUtc().LocalDateTime),
        ];
}
