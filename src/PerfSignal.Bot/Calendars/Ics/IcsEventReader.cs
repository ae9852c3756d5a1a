using System.Globalization;
using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Understands one VEVENT.</summary>
internal sealed class IcsEventReader(Component component, IcsZones zones, bool cancelled, ICollection<IcsProblem> warnings)
{
    private const int LongestUid = 1000;
    private const int MostDates = 10_000;

    public IcsEvent Read()
    {
        var recurrence = component.One("RECURRENCE-ID");
        var recurrenceId = recurrence is null ? null : Time(recurrence);
        var startLine = component.One("DTSTART");

        // A cancellation may leave out everything but the instance it means (RFC 5546 3.2.5).
        var start =
            startLine is not null ? Time(startLine)
            : cancelled && recurrenceId is not null ? recurrenceId
            : throw new IcsException(component.Line, "this event has no DTSTART; add when it starts.");
        var (end, duration) = Length(start);
        if (component.All("EXRULE").FirstOrDefault() is { } excluded)
        {
            warnings.Add(new IcsProblem(excluded.Line, "EXRULE was withdrawn by RFC 5545 and is passed over; use EXDATE."));
        }

        return new IcsEvent
        {
            Line = component.Line,
            Uid = Uid(),
            Start = start,
            End = end,
            Duration = duration,
            Rule = Rule(start, recurrence),
            ExceptDates = Limited("EXDATE", [.. component.All("EXDATE").SelectMany(line => Items(line).Select(text => Time(line, text)))]),
            ExtraDates = Limited("RDATE", [.. component.All("RDATE").SelectMany(line => Items(line).Select(text => ExtraDate(line, text)))]),
            RecurrenceId = recurrenceId,
            ThisAndFuture = recurrence is not null && Range(recurrence),
            Cancelled = cancelled || component.One("STATUS")?.Value.Trim().Equals("CANCELLED", StringComparison.OrdinalIgnoreCase) == true,
            Sequence = Sequence(),
            Stamp = component.One("DTSTAMP") is { } stamp ? Time(stamp).ToInstant(DateTimeZone.Utc) : Instant.MinValue,
            Organizer = component.One("ORGANIZER") is { } organizer ? AttendeeReader.Address(organizer) : null,
            Attendees = AttendeeReader.Read(component.All("ATTENDEE")),
        };
    }

    private string Uid()
    {
        var line = component.Required("UID");
        var uid = IcsValues.Unescape(line.Value.Trim());
        return uid.Length is > 0 and <= LongestUid ? uid : throw line.Wrong($"UID must have 1 to {LongestUid} characters; give the event an id of its own.");
    }

    private (IcsTime? End, IcsDuration? Duration) Length(IcsTime start)
    {
        var endLine = component.One("DTEND");
        var durationLine = component.One("DURATION");
        if (durationLine is not null)
        {
            if (endLine is not null)
            {
                throw durationLine.Wrong("an event has either DTEND or DURATION; remove one.");
            }

            var duration = IcsValues.Duration(durationLine, durationLine.Value.Trim());
            return start.IsDate && duration.Exact != Duration.Zero
                ? throw durationLine.Wrong("the DURATION of an all-day event is in days or weeks; write for example P1D.")
                : (null, duration);
        }

        if (endLine is null)
        {
            return (null, null);
        }

        var end = Time(endLine);
        if (end.IsDate != start.IsDate)
        {
            throw endLine.Wrong("DTSTART and DTEND must both be dates or both have a time.");
        }

        // Floating times have no instant yet; they are compared as they stand.
        var before =
            end.Kind == IcsTimeKind.Floating || start.Kind == IcsTimeKind.Floating || start.IsDate
                ? end.Local < start.Local
                : end.ToInstant(DateTimeZone.Utc) < start.ToInstant(DateTimeZone.Utc);
        return before ? throw endLine.Wrong("DTEND is before DTSTART; correct one of them.") : (end, null);
    }

    private RecurrenceRule? Rule(IcsTime start, ContentLine? recurrence)
    {
        if (component.One("RRULE") is not { } line)
        {
            return null;
        }

        if (recurrence is not null)
        {
            warnings.Add(new IcsProblem(line.Line, "the RRULE of a single instance (RECURRENCE-ID) has no meaning and is passed over."));
            return null;
        }

        var rule = RecurrenceRule.Parse(line.Value, line.Line);
        if (!start.IsDate)
        {
            return rule;
        }

        // RFC 5545 3.3.10: the parts of the day must be ignored for dates.
        return rule.Frequency < RecurrenceFrequency.Daily
            ? throw line.Wrong("an all-day event cannot repeat more often than daily; use FREQ=DAILY or longer.")
            : rule with
            {
                Hours = [],
                Minutes = [],
                Seconds = [],
            };
    }

    private IcsExtraDate ExtraDate(ContentLine line, string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0)
        {
            return new IcsExtraDate(Time(line, text));
        }

        var start = Time(line, text[..slash]);
        var length = text[(slash + 1)..];
        return length.StartsWith('P') || length.StartsWith('+') || length.StartsWith('-')
            ? new IcsExtraDate(start, Duration: IcsValues.Duration(line, length))
            : new IcsExtraDate(start, End: Time(line, length));
    }

    private static bool Range(ContentLine line) =>
        line.Parameter("RANGE")?.ToUpperInvariant() switch
        {
            null => false,
            "THISANDFUTURE" => true,
            var other => throw line.Wrong($"RANGE '{IcsValues.Shown(other)}' is not supported; only THISANDFUTURE is."),
        };

    private int Sequence()
    {
        if (component.One("SEQUENCE") is not { } line)
        {
            return 0;
        }

        return int.TryParse(line.Value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var sequence)
            ? sequence
            : throw line.Wrong($"SEQUENCE '{line.Shown}' is not a whole number from 0.");
    }

    private IReadOnlyList<T> Limited<T>(string name, IReadOnlyList<T> dates) =>
        dates.Count <= MostDates ? dates : throw new IcsException(component.Line, $"this event has more than {MostDates} {name} values; split the series.");

    private static IEnumerable<string> Items(ContentLine line) => line.Value.Split(',').Select(text => text.Trim());

    private IcsTime Time(ContentLine line) => Time(line, line.Value.Trim());

    private IcsTime Time(ContentLine line, string text)
    {
        var id = line.Parameter("TZID");
        var zone = string.IsNullOrWhiteSpace(id) || text.Length != 15 ? null : zones.Find(line, id.Trim());
        var time =
            IcsValues.TryTime(text, zone)
            ?? throw line.Wrong($"{line.Name} '{IcsValues.Shown(text)}' is not a time; write yyyyMMdd, yyyyMMddTHHmmss or yyyyMMddTHHmmssZ (years 1 to {IcsValues.LastYear}).");
        return line.Parameter("VALUE")?.ToUpperInvariant() switch
        {
            "DATE" when !time.IsDate => throw line.Wrong($"{line.Name} says VALUE=DATE but has a time; write yyyyMMdd."),
            "DATE-TIME" or "PERIOD" when time.IsDate => throw line.Wrong($"{line.Name} says VALUE=DATE-TIME or PERIOD but has no time; write yyyyMMddTHHmmss."),
            null or "DATE" or "DATE-TIME" or "PERIOD" => time,
            var other => throw line.Wrong($"{line.Name} has VALUE={IcsValues.Shown(other)}; use DATE or DATE-TIME."),
        };
    }
}
