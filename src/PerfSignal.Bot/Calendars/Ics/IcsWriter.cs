using System.Globalization;
using System.Text;
using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>
/// Writes events as iCalendar text. Zones of the tz database are written by name alone, as RFC 7809 allows; only zones that a calendar
/// defined itself get a VTIMEZONE.
/// </summary>
public static class IcsWriter
{
    private const int LongestLine = 75;

    /// <param name="writer">Where to write.</param>
    /// <param name="events">The events; replaced instances follow their series.</param>
    /// <param name="summary">A title given to every event; none when null.</param>
    public static void Write(TextWriter writer, IEnumerable<IcsEvent> events, string? summary = null)
    {
        var all = events.ToList();
        Line(writer, "BEGIN:VCALENDAR");
        Line(writer, "VERSION:2.0");
        Line(writer, "PRODID:-//PerfSignal//PerfSignal Bot//EN");
        foreach (var zone in all.SelectMany(Zones).OfType<VTimeZone>().DistinctBy(zone => zone.Id))
        {
            Line(writer, "BEGIN:VTIMEZONE");
            foreach (var line in zone.Definition)
            {
                Line(writer, line);
            }

            Line(writer, "END:VTIMEZONE");
        }

        foreach (var item in all)
        {
            Write(writer, item, summary);
        }

        Line(writer, "END:VCALENDAR");
    }

    private static void Write(TextWriter writer, IcsEvent item, string? summary)
    {
        Line(writer, "BEGIN:VEVENT");
        Line(writer, $"UID:{IcsValues.Escape(item.Uid)}");
        if (item.Stamp > Instant.MinValue)
        {
            Line(writer, $"DTSTAMP:{IcsValues.Write(item.Stamp)}");
        }

        Time(writer, "DTSTART", item.Start);
        Time(writer, "DTEND", item.End);
        if (item.Duration is { } duration)
        {
            Line(writer, $"DURATION:{Text(duration)}");
        }

        if (item.RecurrenceId is { } id)
        {
            Time(writer, item.ThisAndFuture ? "RECURRENCE-ID;RANGE=THISANDFUTURE" : "RECURRENCE-ID", id);
        }

        if (item.Rule is { } rule)
        {
            Line(writer, $"RRULE:{rule.Text}");
        }

        foreach (var date in item.ExceptDates)
        {
            Time(writer, "EXDATE", date);
        }

        foreach (var date in item.ExtraDates)
        {
            Extra(writer, date);
        }

        if (summary is not null)
        {
            Line(writer, $"SUMMARY:{IcsValues.Escape(summary).ReplaceLineEndings("\\n")}");
        }

        Line(writer, $"SEQUENCE:{item.Sequence.ToString(CultureInfo.InvariantCulture)}");
        if (item.Cancelled)
        {
            Line(writer, "STATUS:CANCELLED");
        }

        if (item.Organizer is { } organizer)
        {
            Line(writer, $"ORGANIZER:{Address(organizer)}");
        }

        foreach (var attendee in item.Attendees)
        {
            Line(writer, $"ATTENDEE;CUTYPE={Kind(attendee.Kind)};PARTSTAT={Answer(attendee.Answer)}:{Address(attendee.Email)}");
        }

        Line(writer, "END:VEVENT");
    }

    private static IEnumerable<DateTimeZone?> Zones(IcsEvent item) =>
        [
            item.Start.Zone,
            item.End?.Zone,
            item.RecurrenceId?.Zone,
            .. item.ExceptDates.Select(date => date.Zone),
            .. item.ExtraDates.SelectMany(date => new[] { date.Start.Zone, date.End?.Zone }),
        ];

    private static void Time(TextWriter writer, string name, IcsTime? time)
    {
        if (time is not null)
        {
            Line(writer, $"{name}{Parameters(time)}:{IcsValues.Write(time)}");
        }
    }

    private static void Extra(TextWriter writer, IcsExtraDate date)
    {
        var length = date.End is { } end ? IcsValues.Write(end) : date.Duration is { } duration ? Text(duration) : null;
        if (length is null)
        {
            Time(writer, "RDATE", date.Start);
            return;
        }

        Line(writer, $"RDATE;VALUE=PERIOD{Parameters(date.Start)}:{IcsValues.Write(date.Start)}/{length}");
    }

    private static string Parameters(IcsTime time) =>
        time.IsDate ? ";VALUE=DATE"
        : time.Zone is { } zone ? $";TZID={Quoted(zone.Id)}"
        : "";

    // RFC 6868: quotes and carets within a parameter are written with a caret.
    private static string Quoted(string value)
    {
        var encoded = value.Replace("^", "^^", StringComparison.Ordinal).Replace("\"", "^'", StringComparison.Ordinal);
        return encoded.AsSpan().IndexOfAny(":;,") >= 0 ? $"\"{encoded}\"" : encoded;
    }

    private static string Text(IcsDuration duration)
    {
        var seconds = (long)duration.Exact.TotalSeconds;
        var days = duration.Days > 0 ? $"{duration.Days}D" : "";
        return seconds > 0 || days.Length == 0 ? string.Create(CultureInfo.InvariantCulture, $"P{days}T{seconds}S") : $"P{days}";
    }

    private static string Address(string address) =>
        address.Contains('@', StringComparison.Ordinal) || !address.Contains(':', StringComparison.Ordinal) ? $"mailto:{address}" : address;

    private static string Kind(AttendeeKind kind) => kind == AttendeeKind.Person ? "INDIVIDUAL" : kind.ToString().ToUpperInvariant();

    private static string Answer(AttendeeAnswer answer) =>
        answer == AttendeeAnswer.NeedsAction ? "NEEDS-ACTION" : answer.ToString().ToUpperInvariant();

    // Lines end with CRLF and have at most 75 octets; a character is never cut (RFC 5545 3.1).
    private static void Line(TextWriter writer, string line)
    {
        var octets = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            if (octets + rune.Utf8SequenceLength > LongestLine)
            {
                writer.Write("\r\n ");
                octets = 1;
            }

            writer.Write(rune.ToString());
            octets += rune.Utf8SequenceLength;
        }

        writer.Write("\r\n");
    }
}
