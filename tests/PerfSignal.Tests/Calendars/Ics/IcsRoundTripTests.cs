using System.Text;
using NodaTime;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendars.Ics;

public sealed class IcsRoundTripTests
{
    private static readonly IcsEvent Master = new()
    {
        Uid = "1:1, Ana; \\ Müller@example.com-" + new string('ü', 60),
        Start = IcsTime.In(IcsText.Berlin, new LocalDateTime(2026, 3, 2, 15, 0)),
        End = IcsTime.In(IcsText.Berlin, new LocalDateTime(2026, 3, 2, 15, 30)),
        Rule = RecurrenceRule.Parse("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;UNTIL=20261231T000000Z"),
        ExceptDates = [IcsTime.In(IcsText.Berlin, new LocalDateTime(2026, 3, 30, 15, 0))],
        ExtraDates =
        [
            new(IcsTime.At(Instant.FromUtc(2026, 3, 25, 10, 0))),
            new(IcsTime.At(Instant.FromUtc(2026, 3, 26, 10, 0)), Duration: new IcsDuration(0, Duration.FromMinutes(45))),
        ],
        Sequence = 4,
        Stamp = Instant.FromUtc(2026, 1, 1, 0, 0),
        Organizer = "boss@example.com",
        Attendees = [new("ana@example.com", AttendeeKind.Person, AttendeeAnswer.Accepted), new("room-1@example.com", AttendeeKind.Room, AttendeeAnswer.NeedsAction)],
    };

    private static readonly IcsEvent Moved = Master with
    {
        RecurrenceId = Master.Start,
        Start = IcsTime.At(Instant.FromUtc(2026, 3, 3, 8, 0)),
        End = null,
        Duration = new IcsDuration(1, Duration.FromHours(2)),
        Rule = null,
        ExceptDates = [],
        ExtraDates = [],
        Sequence = 5,
    };

    private static readonly IcsEvent AllDay = new() { Uid = "day", Start = IcsTime.OnDate(new LocalDate(2026, 5, 1)), Cancelled = true };

    private static string Written(params IcsEvent[] events)
    {
        using var writer = new StringWriter();
        IcsWriter.Write(writer, events, "1:1; weekly, both\nhere");
        return writer.ToString();
    }

    [Fact]
    public void Reads_back_what_it_wrote()
    {
        var series = IcsReader.Read(Written(Master, Moved, AllDay)).Series;

        series.Select(one => one.ToText()).ShouldBe([new IcsSeries(Master.Uid, Master, [Moved]).ToText(), new IcsSeries("day", AllDay, []).ToText()]);
        var read = series[0].Master!;
        read.Uid.ShouldBe(Master.Uid);
        read.Start.ShouldBe(Master.Start);
        read.End.ShouldBe(Master.End);
        read.ExceptDates.ShouldBe(Master.ExceptDates);
        read.ExtraDates.ShouldBe(Master.ExtraDates);
        read.Attendees.ShouldBe(Master.Attendees);
        (read.Sequence, read.Stamp, read.Organizer).ShouldBe((4, Master.Stamp, "boss@example.com"));
        series[0].Overrides.ShouldHaveSingleItem().Duration.ShouldBe(Moved.Duration);
        series[1].Master!.Cancelled.ShouldBeTrue();
    }

    [Fact]
    public void Writes_lines_of_at_most_75_octets_that_end_with_crlf()
    {
        var lines = Written(Master).Split("\r\n");

        lines.ShouldAllBe(line => Encoding.UTF8.GetByteCount(line) <= 75);
        lines.ShouldAllBe(line => !line.Contains('\n', StringComparison.Ordinal) && !line.Contains('\uFFFD', StringComparison.Ordinal));
        lines.ShouldContain(line => line.StartsWith(' '));
        lines.ShouldContain("SUMMARY:1:1\\; weekly\\, both\\nhere");
    }

    [Fact]
    public void Extends_the_horizon_from_the_kept_series_alone()
    {
        var series = IcsReader.Read(Written(Master, Moved)).Series[0];
        var kept = IcsSeries.Parse(series.ToText());
        var (from, to) = (Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0));

        var instances = IcsExpander.Expand(kept, from, to, IcsText.Berlin);

        instances.Select(Text).ShouldBe(IcsExpander.Expand(series, from, to, IcsText.Berlin).Select(Text));
        instances.Count.ShouldBe(23, "22 Mondays from 2 March to 21 December every two weeks, one excluded, two added");
    }

    private static string Text(CalendarInstance instance) => instance with { Attendees = [] } + string.Join(',', instance.Attendees);
}
