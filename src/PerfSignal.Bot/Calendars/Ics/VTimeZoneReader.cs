using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Reads a VTIMEZONE (RFC 5545 3.6.5): the changes of its STANDARD and DAYLIGHT parts are worked out up to 2100.</summary>
internal static class VTimeZoneReader
{
    private static readonly LocalDateTime End = new(2100, 1, 1, 0, 0);

    public static VTimeZone Read(Component component, IcsLimits limits)
    {
        var id = IcsValues.Unescape(component.Required("TZID").Value.Trim());
        var parts = component.Children.Where(child => child.Name is "STANDARD" or "DAYLIGHT").ToList();
        if (parts.Count == 0)
        {
            throw new IcsException(component.Line, "this VTIMEZONE has neither STANDARD nor DAYLIGHT; add one with TZOFFSETFROM and TZOFFSETTO.");
        }

        var work = new RecurrenceWork(limits);
        var changes = new List<ZoneChange>();
        var first = (Start: LocalDateTime.MaxIsoValue, Before: Offset.Zero);
        foreach (var part in parts)
        {
            var before = IcsValues.UtcOffset(part.Required("TZOFFSETFROM"));
            var after = IcsValues.UtcOffset(part.Required("TZOFFSETTO"));
            var starts = Starts(part, before, work);
            if (starts.Min() is var earliest && earliest < first.Start)
            {
                first = (earliest, before);
            }

            changes.AddRange(starts.Select(start => new ZoneChange(start.WithOffset(before).ToInstant(), after)));
        }

        return VTimeZone.Of(id, [.. Definition(id, parts)], first.Before, changes);
    }

    private static List<LocalDateTime> Starts(Component part, Offset before, RecurrenceWork work)
    {
        var line = part.Required("DTSTART");
        var start = (IcsValues.TryTime(line.Value.Trim(), null) ?? throw Wrong(line)).Local;
        var starts = new List<LocalDateTime> { start };
        foreach (var dates in part.All("RDATE"))
        {
            starts.AddRange(
                dates.Value.Split(',').Select(text => LocalOf(IcsValues.TryTime(text.Trim().Split('/')[0], null) ?? throw Wrong(dates), before))
            );
        }

        if (part.One("RRULE") is { } ruled)
        {
            work.Begin(ruled.Line);
            var rule = RecurrenceRule.Parse(ruled.Value, ruled.Line);
            var until = rule.Until is null ? End : LocalDateTime.Min(End, LocalOf(rule.Until, before));
            starts.AddRange(Recurrence.Between(rule, start, start, until, work));
        }

        return starts;
    }

    // UNTIL and RDATE of a zone may be in UTC; everything else is in the local time before the change.
    private static LocalDateTime LocalOf(IcsTime time, Offset before) =>
        time.Kind == IcsTimeKind.Utc ? time.Local.InUtc().ToInstant().WithOffset(before).LocalDateTime : time.Local;

    private static IcsException Wrong(ContentLine line) =>
        line.Wrong($"{line.Name} '{line.Shown}' of a time zone is not a time; write yyyyMMddTHHmmss.");

    private static IEnumerable<string> Definition(string id, IEnumerable<Component> parts)
    {
        yield return $"TZID:{IcsValues.Escape(id)}";
        foreach (var part in parts)
        {
            yield return $"BEGIN:{part.Name}";
            foreach (var line in part.Lines.Where(line => line.Name is "DTSTART" or "TZOFFSETFROM" or "TZOFFSETTO" or "RRULE" or "RDATE"))
            {
                yield return $"{line.Name}:{line.Value}";
            }

            yield return $"END:{part.Name}";
        }
    }
}
