using System.Text;
using NodaTime;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Reads iCalendar text (RFC 5545) into events reduced to what planning needs.</summary>
public static class IcsReader
{
    /// <exception cref="IcsException">The text is not a calendar that can be used; every problem found is listed with its line.</exception>
    public static IcsCalendar Read(string text, IcsLimits? limits = null)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(text));
        return Read(stream, limits);
    }

    /// <param name="stream">UTF-8; read once, to the end or to the limit.</param>
    /// <param name="limits">What is refused; the default when null.</param>
    /// <exception cref="IcsException">The text is not a calendar that can be used; every problem found is listed with its line.</exception>
    public static IcsCalendar Read(Stream stream, IcsLimits? limits = null)
    {
        var bounds = limits ?? IcsLimits.Default;
        var problems = new List<IcsProblem>();
        var warnings = new List<IcsProblem>();
        var events = new List<IcsEvent>();
        foreach (var calendar in new ComponentReader(stream, bounds).Read())
        {
            Collect(problems, bounds, () => ReadCalendar(calendar, bounds, events, problems, warnings));
        }

        if (problems.Count > 0)
        {
            throw new IcsException([.. problems.Distinct().OrderBy(problem => problem.Line)]);
        }

        return new IcsCalendar([.. events.GroupBy(item => item.Uid, StringComparer.Ordinal).Select(Series)], [.. warnings.Distinct()]);
    }

    private static void ReadCalendar(
        Component calendar,
        IcsLimits limits,
        List<IcsEvent> events,
        List<IcsProblem> problems,
        List<IcsProblem> warnings
    )
    {
        var cancelled = Cancels(calendar);
        var definitions = new Dictionary<string, Component>(StringComparer.Ordinal);
        foreach (var zone in calendar.Children.Where(child => child.Name == "VTIMEZONE"))
        {
            Collect(problems, limits, () => definitions.TryAdd(IcsValues.Unescape(zone.Required("TZID").Value.Trim()), zone));
        }

        var zones = new IcsZones(definitions, limits, warnings);
        foreach (var item in calendar.Children.Where(child => child.Name == "VEVENT"))
        {
            Collect(problems, limits, () => events.Add(new IcsEventReader(item, zones, cancelled, warnings).Read()));
        }
    }

    // What is not a plain calendar is refused here, once for the whole of it.
    private static bool Cancels(Component calendar)
    {
        if (calendar.One("VERSION") is { } version && version.Value.Trim() != "2.0")
        {
            throw version.Wrong($"VERSION '{version.Shown}' is not read; export the calendar as iCalendar 2.0 (.ics).");
        }

        if (calendar.One("CALSCALE") is { } scale && !scale.Value.Trim().Equals("GREGORIAN", StringComparison.OrdinalIgnoreCase))
        {
            throw scale.Wrong($"CALSCALE '{scale.Shown}' is not read; export the calendar in the Gregorian calendar.");
        }

        var method = calendar.One("METHOD");
        return method?.Value.Trim().ToUpperInvariant() switch
        {
            null or "PUBLISH" or "REQUEST" or "ADD" => false,
            "CANCEL" => true,
            _ => throw method!.Wrong($"METHOD '{method.Shown}' is an answer to an invitation, not a calendar; export the calendar itself."),
        };
    }

    private static void Collect(List<IcsProblem> problems, IcsLimits limits, Action act)
    {
        if (problems.Count >= limits.MaxProblems)
        {
            return;
        }

        try
        {
            act();
        }
        catch (IcsException found)
        {
            problems.AddRange(found.Problems);
        }
    }

    private static IcsSeries Series(IGrouping<string, IcsEvent> events)
    {
        // The highest SEQUENCE wins, then the latest DTSTAMP (RFC 5546 2.1.5), then the later place in the file.
        var newest = events
            .GroupBy(item => item.RecurrenceId is { } id ? (IcsValues.Write(id), id.Zone?.Id, item.ThisAndFuture) : default)
            .Select(same => same.Aggregate((kept, next) => (next.Sequence, next.Stamp).CompareTo((kept.Sequence, kept.Stamp)) >= 0 ? next : kept))
            .ToList();
        return new IcsSeries(events.Key, newest.Find(item => item.RecurrenceId is null), newest.FindAll(item => item.RecurrenceId is not null));
    }
}
