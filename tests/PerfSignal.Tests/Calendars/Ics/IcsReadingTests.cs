using NodaTime;
using PerfSignal.Bot.Calendars.Ics;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendars.Ics;

public sealed class IcsReadingTests
{
    private static CalendarInstance One(string text) => IcsText.Expand2026(text).ShouldHaveSingleItem();

    [Fact]
    public void Keeps_participants_without_names()
    {
        var instance = One(
            IcsText.Event(
                "DTSTART:20260105T090000Z",
                "ORGANIZER;CN=\"Boss; Big\":MAILTO:Boss@Example.com",
                "ATTENDEE;CN=\"a:b\";PARTSTAT=TENTATIVE:mailto:a@example.com",
                "ATTENDEE;CUTYPE=ROOM;PARTSTAT=ACCEPTED:mailto:room@example.com",
                "ATTENDEE;CUTYPE=RESOURCE:mailto:beamer@example.com",
                "ATTENDEE;CUTYPE=GROUP;PARTSTAT=DELEGATED:mailto:team@example.com",
                "ATTENDEE;CUTYPE=X-ROBOT;PARTSTAT=X-MAYBE:mailto:r2@example.com",
                "ATTENDEE;EMAIL=b@example.com;PARTSTAT=DECLINED:urn:uuid:1234",
                "ATTENDEE;CN=No Mail:invalid:nomail",
                "ATTENDEE;PARTSTAT=NEEDS-ACTION:mailto:A@EXAMPLE.COM"
            )
        );

        instance.OrganizerEmail.ShouldBe("boss@example.com");
        instance.Attendees.ShouldBe(
            [
                new("a@example.com", AttendeeKind.Person, AttendeeAnswer.Tentative),
                new("room@example.com", AttendeeKind.Room, AttendeeAnswer.Accepted),
                new("beamer@example.com", AttendeeKind.Resource, AttendeeAnswer.NeedsAction),
                new("team@example.com", AttendeeKind.Group, AttendeeAnswer.Delegated),
                new("r2@example.com", AttendeeKind.Unknown, AttendeeAnswer.NeedsAction),
                new("b@example.com", AttendeeKind.Person, AttendeeAnswer.Declined),
                new("invalid:nomail", AttendeeKind.Person, AttendeeAnswer.NeedsAction),
            ]
        );
    }

    [Fact]
    public void Keeps_no_title_no_text_and_no_place()
    {
        var text = IcsReader
            .Read(
                IcsText.Event(
                    "DTSTART:20260105T090000Z",
                    "SUMMARY:SECRET",
                    "DESCRIPTION:SECRET",
                    " SECRET",
                    "LOCATION:SECRET",
                    "X-ALT-DESC;FMTTYPE=text/html:SECRET",
                    "ATTACH;ENCODING=BASE64;VALUE=BINARY:SECRET",
                    "COMMENT:SECRET",
                    "ATTENDEE;CN=SECRET:mailto:a@example.com",
                    "BEGIN:VALARM\nACTION:EMAIL\nATTENDEE:mailto:SECRET@example.com\nDURATION:PT5M\nEND:VALARM"
                )
            )
            .Series.ShouldHaveSingleItem()
            .ToText();

        text.ShouldNotContain("SECRET", Case.Insensitive);
        text.ShouldContain("mailto:a@example.com");
    }

    [Fact]
    public void Joins_folded_lines_also_within_a_character_and_with_bare_line_feeds()
    {
        var bytes = System.Text.Encoding.UTF8.GetBytes(IcsText.Event("DTSTART:2026", " 0105T", "\t090000Z", "ATTENDEE;CN=Jö:mailto:jörg@example.com")).ToList();
        var at = bytes.LastIndexOf(0xC3);
        bytes.InsertRange(at + 1, "\r\n "u8.ToArray());
        var crlf = IcsReader.Read(new MemoryStream([.. bytes]));
        var lf = IcsReader.Read(new MemoryStream([.. bytes.Where(octet => octet != '\r')]));
        var mark = IcsReader.Read(new MemoryStream([0xEF, 0xBB, 0xBF, .. bytes]));

        foreach (var calendar in new[] { crlf, lf, mark })
        {
            var master = calendar.Series.ShouldHaveSingleItem().Master!;
            master.Start.ToInstant(DateTimeZone.Utc).ShouldBe(Instant.FromUtc(2026, 1, 5, 9, 0));
            master.Attendees.ShouldHaveSingleItem().Email.ShouldBe("jörg@example.com");
        }
    }

    [Fact]
    public void Decodes_carets_in_parameters()
    {
        var zone = "BEGIN:VTIMEZONE\r\nTZID:Our \"own\" ^zone\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:+0300\r\nTZOFFSETTO:+0300\r\nEND:STANDARD\r\nEND:VTIMEZONE";

        One(IcsText.Calendar(zone, IcsText.Component("DTSTART;TZID=Our ^'own^' ^^zone:20260105T090000"))).Start.ShouldBe(Instant.FromUtc(2026, 1, 5, 6, 0));
    }

    [Fact]
    public void Uses_a_zone_the_file_defines()
    {
        // As Outlook writes it: rules since 1601, a name of its own.
        var zone = string.Join(
            "\r\n",
            "BEGIN:VTIMEZONE", "TZID:(UTC+01:00) Amsterdam\\, Berlin",
            "BEGIN:STANDARD", "DTSTART:16010101T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=10", "END:STANDARD",
            "BEGIN:DAYLIGHT", "DTSTART:16010101T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", "RRULE:FREQ=YEARLY;INTERVAL=1;BYDAY=-1SU;BYMONTH=3", "END:DAYLIGHT",
            "END:VTIMEZONE"
        );
        var calendar = IcsReader.Read(
            IcsText.Calendar(zone, IcsText.Component("DTSTART;TZID=\"(UTC+01:00) Amsterdam, Berlin\":20260101T090000", "RRULE:FREQ=DAILY;COUNT=365"))
        );
        var berlin = IcsReader.Read(IcsText.Event("DTSTART;TZID=Europe/Berlin:20260101T090000", "RRULE:FREQ=DAILY;COUNT=365"));

        var again = IcsSeries.Parse(calendar.Series[0].ToText());

        var (from, to) = (Instant.FromUtc(2026, 1, 1, 0, 0), Instant.FromUtc(2027, 1, 1, 0, 0));
        var expected = IcsExpander.Expand(berlin, from, to, DateTimeZone.Utc).Select(instance => instance.Start).ToList();
        expected.Count.ShouldBe(365);
        IcsExpander.Expand(calendar, from, to, DateTimeZone.Utc).Select(instance => instance.Start).ShouldBe(expected);
        IcsExpander.Expand(again, from, to, DateTimeZone.Utc).Select(instance => instance.Start).ShouldBe(expected);
    }

    [Theory]
    [InlineData("W. Europe Standard Time")]
    [InlineData("/freeassociation.sourceforge.net/Europe/Berlin")]
    [InlineData("Europe/Berlin")]
    public void Knows_zones_by_their_usual_names(string zone) =>
        One(IcsText.Event($"DTSTART;TZID={zone}:20260701T090000")).Start.ShouldBe(Instant.FromUtc(2026, 7, 1, 7, 0));

    [Theory]
    [InlineData("+0100", "2026-07-01T07:00:00Z", 0)] // The rules of 2020 alone: a shortened copy of Berlin.
    [InlineData("+0500", "2026-07-01T04:00:00Z", 1)]
    public void Prefers_the_tz_database_unless_the_file_means_something_else(string offset, string start, int warnings)
    {
        var daylight =
            offset == "+0100"
                ? "\r\nBEGIN:DAYLIGHT\r\nDTSTART:20200329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nEND:DAYLIGHT\r\nBEGIN:STANDARD\r\nDTSTART:20201025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nEND:STANDARD"
                : "";
        var zone = $"BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin\r\nBEGIN:STANDARD\r\nDTSTART:19700101T000000\r\nTZOFFSETFROM:{offset}\r\nTZOFFSETTO:{offset}\r\nEND:STANDARD{daylight}\r\nEND:VTIMEZONE";
        var text = IcsText.Calendar(zone, IcsText.Component("DTSTART;TZID=Europe/Berlin:20260701T090000"));

        One(text).Start.ToString().ShouldBe(start);
        IcsReader.Read(text).Warnings.Count.ShouldBe(warnings);
    }

    [Fact]
    public void Takes_the_highest_sequence_and_then_the_latest_stamp()
    {
        string Version(int sequence, string stamp, int hour) => IcsText.Component($"SEQUENCE:{sequence}", $"DTSTAMP:{stamp}", $"DTSTART:20260105T{hour:00}0000Z");

        One(IcsText.Calendar(Version(2, "20260101T000000Z", 10), Version(1, "20260103T000000Z", 11))).Start.InUtc().Hour.ShouldBe(10);
        One(IcsText.Calendar(Version(2, "20260103T000000Z", 10), Version(2, "20260101T000000Z", 11))).Start.InUtc().Hour.ShouldBe(10);
    }

    [Fact]
    public void Marks_everything_in_a_cancellation()
    {
        One(IcsText.Calendar("METHOD:CANCEL", IcsText.Component("DTSTART:20260105T090000Z"))).Cancelled.ShouldBeTrue();
        One(IcsText.Calendar("METHOD:CANCEL", IcsText.Component("RECURRENCE-ID:20260105T090000Z"))).Cancelled.ShouldBeTrue();
        IcsText
            .Expand2026(IcsText.Event("DTSTART:20260105T090000Z", "STATUS:CANCELLED", "RRULE:FREQ=DAILY;COUNT=3"))
            .ShouldAllBe(instance => instance.Cancelled);
    }

    [Fact]
    public void Passes_over_a_withdrawn_property_with_a_warning() =>
        IcsReader
            .Read(IcsText.Event("DTSTART:20260105T090000Z", "EXRULE:FREQ=DAILY"))
            .Warnings.ShouldHaveSingleItem()
            .ToString()
            .ShouldBe("Line 6: EXRULE was withdrawn by RFC 5545 and is passed over; use EXDATE.");

    [Fact]
    public void Passes_over_other_components() =>
        IcsReader
            .Read(IcsText.Calendar("BEGIN:VTODO", "UID:t", "END:VTODO", "BEGIN:X-OTHER", "END:X-OTHER", "BEGIN:VFREEBUSY", "DTSTART:nonsense", "END:VFREEBUSY"))
            .Series.ShouldBeEmpty();
}
