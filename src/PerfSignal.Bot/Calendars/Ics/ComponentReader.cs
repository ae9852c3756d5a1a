namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Puts the lines of a calendar text into their components and checks the nesting.</summary>
internal sealed class ComponentReader(Stream stream, IcsLimits limits)
{
    private readonly Stack<Component> _open = new();
    private int _count;

    public List<Component> Read()
    {
        var lines = new ContentLines(stream, limits);
        var calendars = new List<Component>();
        foreach (var line in Lines(lines))
        {
            switch (line.Name)
            {
                case "BEGIN":
                    Begin(line, calendars);
                    break;
                case "END":
                    End(line);
                    break;
                case var _ when _open.Count == 0:
                    throw line.Wrong("this line stands outside BEGIN:VCALENDAR and END:VCALENDAR; remove it.");
                default:
                    _open.Peek().Lines.Add(line);
                    break;
            }
        }

        if (_open.TryPeek(out var open))
        {
            throw new IcsException(open.Line, $"BEGIN:{IcsValues.Shown(open.Name)} is never closed; the file is cut off, export it again.");
        }

        return calendars.Count > 0 ? calendars : throw NotCalendar();
    }

    // Whatever is wrong with the beginning, the likeliest cause is that this is another kind of file.
    private static IEnumerable<ContentLine> Lines(ContentLines lines)
    {
        using var all = lines.Read().GetEnumerator();
        var first = true;
        while (Next(all, first))
        {
            if (first && (all.Current.Name != "BEGIN" || !all.Current.Value.Trim().Equals("VCALENDAR", StringComparison.OrdinalIgnoreCase)))
            {
                throw NotCalendar(all.Current.Line);
            }

            first = false;
            yield return all.Current;
        }
    }

    private static bool Next(IEnumerator<ContentLine> lines, bool first)
    {
        try
        {
            return lines.MoveNext();
        }
        catch (IcsException problem) when (first && problem.Message.Contains("property name", StringComparison.Ordinal))
        {
            throw NotCalendar(problem.Line);
        }
    }

    private void Begin(ContentLine line, List<Component> calendars)
    {
        if (++_count > limits.MaxComponents)
        {
            throw line.Wrong($"there are more than {limits.MaxComponents} components; export a shorter period.");
        }

        if (_open.Count >= limits.MaxDepth)
        {
            throw line.Wrong($"components are nested deeper than {limits.MaxDepth}; the file is damaged, export it again.");
        }

        var component = new Component(line.Value.Trim().ToUpperInvariant(), line.Line);
        if (_open.TryPeek(out var parent))
        {
            parent.Children.Add(component);
        }
        else if (component.Name == "VCALENDAR")
        {
            calendars.Add(component);
        }
        else
        {
            throw line.Wrong($"BEGIN:{line.Shown} stands outside BEGIN:VCALENDAR and END:VCALENDAR; move it inside.");
        }

        _open.Push(component);
    }

    private void End(ContentLine line)
    {
        if (!_open.TryPop(out var open))
        {
            throw line.Wrong($"END:{line.Shown} has no BEGIN; remove it.");
        }

        if (!line.Value.Trim().Equals(open.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw line.Wrong($"END:{line.Shown} stands where END:{IcsValues.Shown(open.Name)} is due (begun on line {open.Line}).");
        }
    }

    private static IcsException NotCalendar(int line = 1) =>
        new(line, "this is not a calendar file: it must start with BEGIN:VCALENDAR; a page that asks to sign in looks like this too.");
}
