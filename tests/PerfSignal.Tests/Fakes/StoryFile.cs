using System.Text;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Fakes;

/// <summary>Writes what one person sees as a calendar file (RFC 5545).</summary>
public static class StoryFile
{
    private static readonly LocalDateTimePattern Time = LocalDateTimePattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss");
    private static readonly LocalDatePattern Day = LocalDatePattern.CreateWithInvariantCulture("uuuuMMdd");

    public static string Ics(StoryChapter chapter, string owner)
    {
        var text = new StringBuilder("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//story//EN\r\n");
        foreach (var one in chapter.Of(owner))
        {
            Write(text, one);
        }

        return text.Append("END:VCALENDAR\r\n").ToString();
    }

    private static void Write(StringBuilder text, StoryEvent one)
    {
        Component(
            text,
            one,
            one.Start,
            one.Guests,
            () =>
            {
                if (one.Weekly)
                {
                    text.Append("RRULE:FREQ=WEEKLY\r\n");
                    foreach (var removed in one.Exceptions.Where(exception => exception.Removed))
                    {
                        text.Append($"EXDATE;TZID={one.Zone}:{Time.Format(removed.Original)}\r\n");
                    }
                }
            }
        );
        foreach (var other in one.Exceptions.Where(exception => !exception.Removed))
        {
            var guests = one.Guests.Select(guest =>
                guest.Email == other.DeclinedBy ? guest with { Answer = AttendeeAnswer.Declined } : guest
            );
            Component(
                text,
                one,
                other.MovedTo ?? other.Original,
                guests,
                () => text.Append($"RECURRENCE-ID;TZID={one.Zone}:{Time.Format(other.Original)}\r\n")
            );
        }
    }

    private static void Component(StringBuilder text, StoryEvent one, LocalDateTime start, IEnumerable<StoryGuest> guests, Action more)
    {
        text.Append($"BEGIN:VEVENT\r\nUID:{one.Uid}\r\nDTSTAMP:20270101T000000Z\r\nSUMMARY:{one.Subject}\r\n");
        text.Append(
            one.AllDay
                ? $"DTSTART;VALUE=DATE:{Day.Format(start.Date)}\r\nDTEND;VALUE=DATE:{Day.Format(start.Date.PlusDays(1))}\r\n"
                : $"DTSTART;TZID={one.Zone}:{Time.Format(start)}\r\nDURATION:PT{one.Minutes}M\r\n"
        );
        more();
        text.Append(one.Cancelled ? "STATUS:CANCELLED\r\n" : "STATUS:CONFIRMED\r\n");
        text.Append(one.Private ? "CLASS:PRIVATE\r\n" : "");
        text.Append($"ORGANIZER:mailto:{one.Organizer}\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:{one.Organizer}\r\n");
        foreach (var guest in guests)
        {
            text.Append($"ATTENDEE;{(guest.Room ? "CUTYPE=ROOM;" : "")}PARTSTAT={Answer(guest.Answer)}:mailto:{guest.Email}\r\n");
        }

        text.Append("END:VEVENT\r\n");
    }

    private static string Answer(AttendeeAnswer answer) =>
        answer switch
        {
            AttendeeAnswer.Accepted => "ACCEPTED",
            AttendeeAnswer.Declined => "DECLINED",
            AttendeeAnswer.Tentative => "TENTATIVE",
            AttendeeAnswer.Delegated => "DELEGATED",
            _ => "NEEDS-ACTION",
        };
}
