using PerfSignal.Bot.Calendars.Ics;

namespace PerfSignal.Tests.Calendars.Ics;

public sealed class MalformedIcsTests
{
    private const string Start = "DTSTART:20260105T090000Z";

    /// <summary>Whole texts: line of the error, words of its message, text.</summary>
    public static TheoryData<int, string, string> Texts { get; } =
        new()
        {
            { 1, "not a calendar file", "" },
            { 1, "not a calendar file", "<!DOCTYPE html>\n<html>sign in</html>" },
            { 1, "not a calendar file", "email,name\na@example.com,A\n" },
            { 1, "not a calendar file", "BEGIN:VCARD\nEND:VCARD\n" },
            { 1, "UTF-16", "\uFFFE" },
            { 1, "never closed", "BEGIN:VCALENDAR\nVERSION:2.0\n" },
            { 3, "never closed", "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nUID:1\n" },
            { 3, "where END:VCALENDAR is due", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VEVENT\nEND:VCALENDAR\n" },
            { 4, "END:VCALENDAR has no BEGIN", "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\nEND:VCALENDAR\n" },
            { 3, "outside", "BEGIN:VCALENDAR\nEND:VCALENDAR\nUID:1\n" },
            { 3, "outside", "BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VEVENT\nEND:VEVENT\n" },
            { 2, "VERSION '1.0'", "BEGIN:VCALENDAR\nVERSION:1.0\nEND:VCALENDAR\n" },
            { 2, "CALSCALE", "BEGIN:VCALENDAR\nCALSCALE:HEBREW\nEND:VCALENDAR\n" },
            { 2, "METHOD 'REPLY'", "BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR\n" },
            { 6, "nested deeper", "BEGIN:VCALENDAR\n" + string.Concat(Enumerable.Repeat("BEGIN:A\n", 9)) },
            { 3, "starts with a space", "BEGIN:VCALENDAR\n\n VERSION:2.0\nEND:VCALENDAR\n" },
            { 2, "property name", "BEGIN:VCALENDAR\nthis is no property\nEND:VCALENDAR\n" },
            { 2, "not a property name", "BEGIN:VCALENDAR\nMY NAME:1\nEND:VCALENDAR\n" },
            { 2, "control character", "BEGIN:VCALENDAR\nMETHOD:PUB\0LISH\nEND:VCALENDAR\n" },
            { 2, "longer than 65536 bytes", $"BEGIN:VCALENDAR\nMETHOD:{new string('A', 70_000)}\nEND:VCALENDAR\n" },
        };

    /// <summary>Events: line of the error (BEGIN:VEVENT is line 3, the first line given is line 5), words of its message, lines.</summary>
    public static TheoryData<int, string, string> Events { get; } =
        new()
        {
            { 3, "no DTSTART", "SEQUENCE:1" },
            { 6, "DTSTART is given twice", $"{Start}\n{Start}" },
            { 6, "UID is given twice", $"{Start}\nUID:again" },
            { 5, "'2026-01-05' is not a time", "DTSTART:2026-01-05" },
            { 5, "is not a time", "DTSTART:20260231T090000Z" },
            { 5, "is not a time", "DTSTART:20260105T250000Z" },
            { 5, "is not a time", "DTSTART:" },
            { 5, "VALUE=DATE but has a time", "DTSTART;VALUE=DATE:20260105T090000Z" },
            { 5, "has no time", "DTSTART;VALUE=DATE-TIME:20260105" },
            { 5, "VALUE=TEXT", "DTSTART;VALUE=TEXT:20260105" },
            { 5, "time zone 'Mars/Olympus'", "DTSTART;TZID=Mars/Olympus:20260105T090000" },
            { 5, "not of the form name=value", "DTSTART;TZID:20260105T090000" },
            { 5, "not closed", "DTSTART;TZID=\"Europe/Berlin:20260105T090000" },
            { 5, "no colon", "DTSTART;TZID=Europe/Berlin" },
            { 6, "before DTSTART", $"{Start}\nDTEND:20260105T080000Z" },
            { 6, "both be dates", $"{Start}\nDTEND;VALUE=DATE:20260106" },
            { 7, "either DTEND or DURATION", $"{Start}\nDTEND:20260105T100000Z\nDURATION:PT1H" },
            { 6, "is not a duration", $"{Start}\nDURATION:1 hour" },
            { 6, "is not a duration", $"{Start}\nDURATION:PT" },
            { 6, "negative", $"{Start}\nDURATION:-PT5M" },
            { 6, "longer than a century", $"{Start}\nDURATION:P99999W" },
            { 6, "in days or weeks", "DTSTART;VALUE=DATE:20260105\nDURATION:PT1H" },
            { 6, "SEQUENCE", $"{Start}\nSEQUENCE:one" },
            { 6, "has no address", $"{Start}\nATTENDEE;CN=Ana:" },
            { 6, "RANGE 'THISANDPRIOR'", $"{Start}\nRECURRENCE-ID;RANGE=THISANDPRIOR:20260105T090000Z" },
            { 6, "EXDATE", $"{Start}\nEXDATE:20260105T090000Z,soon" },
            { 6, "RDATE", $"{Start}\nRDATE;VALUE=PERIOD:20260105T090000Z/later" },
            { 6, "FREQ is missing", $"{Start}\nRRULE:COUNT=3" },
            { 6, "FREQ 'FORTNIGHTLY'", $"{Start}\nRRULE:FREQ=FORTNIGHTLY" },
            { 6, "NAME=value", $"{Start}\nRRULE:FREQ" },
            { 6, "given twice", $"{Start}\nRRULE:FREQ=DAILY;FREQ=DAILY" },
            { 6, "COUNT and UNTIL", $"{Start}\nRRULE:FREQ=DAILY;COUNT=3;UNTIL=20270101" },
            { 6, "INTERVAL '0'", $"{Start}\nRRULE:FREQ=DAILY;INTERVAL=0" },
            { 6, "COUNT '-1'", $"{Start}\nRRULE:FREQ=DAILY;COUNT=-1" },
            { 6, "UNTIL 'SOON'", $"{Start}\nRRULE:FREQ=DAILY;UNTIL=soon" },
            { 6, "not a weekday", $"{Start}\nRRULE:FREQ=WEEKLY;BYDAY=XX" },
            { 6, "has no 0", $"{Start}\nRRULE:FREQ=MONTHLY;BYMONTHDAY=0" },
            { 6, "BYMONTH '13'", $"{Start}\nRRULE:FREQ=YEARLY;BYMONTH=13" },
            { 6, "BYWEEKNO", $"{Start}\nRRULE:FREQ=MONTHLY;BYWEEKNO=3" },
            { 6, "BYYEARDAY", $"{Start}\nRRULE:FREQ=MONTHLY;BYYEARDAY=3" },
            { 6, "BYMONTHDAY", $"{Start}\nRRULE:FREQ=WEEKLY;BYMONTHDAY=3" },
            { 6, "numbered weekday", $"{Start}\nRRULE:FREQ=WEEKLY;BYDAY=1MO" },
            { 6, "BYSETPOS", $"{Start}\nRRULE:FREQ=WEEKLY;BYSETPOS=1" },
            { 6, "not a part", $"{Start}\nRRULE:FREQ=WEEKLY;BYMOON=1" },
            { 6, "Gregorian", $"{Start}\nRRULE:RSCALE=CHINESE;FREQ=YEARLY" },
            { 6, "more often than daily", "DTSTART;VALUE=DATE:20260105\nRRULE:FREQ=HOURLY" },
            { 7, "RRULE is given twice", $"{Start}\nRRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY" },
        };

    /// <summary>Zones (BEGIN:VTIMEZONE is line 3, the first line given is line 5).</summary>
    public static TheoryData<int, string, string> Zones { get; } =
        new()
        {
            { 3, "neither STANDARD nor DAYLIGHT", "X-NONE:1" },
            { 5, "no TZOFFSETFROM", "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETTO:+0100\nEND:STANDARD" },
            { 8, "not an offset", "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:1\nEND:STANDARD" },
            { 8, "not an offset", "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+9900\nEND:STANDARD" },
            { 6, "is not a time", "BEGIN:STANDARD\nDTSTART:1970\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nEND:STANDARD" },
            { 9, "FREQ", "BEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0100\nRRULE:FREQ=NEVER\nEND:STANDARD" },
        };

    [Theory]
    [MemberData(nameof(Texts))]
    public void Says_where_a_text_is_wrong(int line, string words, string text) => Check(line, words, text);

    [Theory]
    [MemberData(nameof(Events))]
    public void Says_where_an_event_is_wrong(int line, string words, string lines) => Check(line, words, IcsText.Event(lines));

    [Theory]
    [MemberData(nameof(Zones))]
    public void Says_where_a_zone_is_wrong(int line, string words, string lines) =>
        Check(line, words, IcsText.Calendar(["BEGIN:VTIMEZONE", "TZID:Own", .. lines.Split('\n'), "END:VTIMEZONE", IcsText.Component("DTSTART;TZID=Own:20260105T090000")]));

    [Fact]
    public void Says_where_an_event_without_identity_begins() =>
        Check(3, "no UID", IcsText.Calendar("BEGIN:VEVENT", Start, "END:VEVENT"));

    [Fact]
    public void Lists_every_bad_event_at_once()
    {
        var problem = Should.Throw<IcsException>(() =>
            IcsReader.Read(IcsText.Calendar(IcsText.Component("DTSTART:x"), IcsText.Component(Start), IcsText.Component(Start, "SEQUENCE:x")))
        );

        problem.Problems.Select(found => found.Line).ShouldBe([5, 14]);
    }

    private static void Check(int line, string words, string text)
    {
        // The first character U+FFFE stands for the two bytes of a UTF-16 byte order mark.
        using var stream = text.StartsWith('\uFFFE') ? new MemoryStream([0xFF, 0xFE, 0x42, 0x00]) : new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));

        var problem = Should.Throw<IcsException>(() => IcsReader.Read(stream));

        problem.Message.ShouldContain(words);
        problem.Line.ShouldBe(line);
        problem.Message.ShouldStartWith($"Line {line}: ");
        problem.Message.ShouldEndWith(".");
    }
}
