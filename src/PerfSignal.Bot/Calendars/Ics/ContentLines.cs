using System.Text;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Unfolds a calendar stream byte by byte (RFC 5545 3.1), so that a fold inside a multi-byte character does no harm, and drops what is not kept.</summary>
internal sealed class ContentLines(Stream stream, IcsLimits limits)
{
    // Summary, description, place, attachments and everything else never become strings.
    private static readonly HashSet<string> Kept = new(StringComparer.OrdinalIgnoreCase)
    {
        "BEGIN", "END", "VERSION", "CALSCALE", "METHOD",
        "UID", "DTSTAMP", "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "RDATE", "EXDATE", "RECURRENCE-ID",
        "STATUS", "SEQUENCE", "ORGANIZER", "ATTENDEE",
        "TZID", "TZOFFSETFROM", "TZOFFSETTO",
    };

    private const int LongestName = 100;
    private readonly byte[] _buffer = new byte[64 * 1024];
    private readonly List<byte> _line = [];
    private int _length;
    private int _position;
    private long _total;
    private int _number = 1;

    /// <summary>The 1-based number of the line being read.</summary>
    public int Number => _number;

    public IEnumerable<ContentLine> Read()
    {
        SkipByteOrderMark();
        while (Peek() >= 0)
        {
            var number = _number;
            if (ReadLogicalLine(number) && _line.Count > 0)
            {
                yield return ContentLine.Parse(number, Encoding.UTF8.GetString([.. _line]));
            }
        }
    }

    /// <returns>Whether the property is one of those that are kept.</returns>
    private bool ReadLogicalLine(int number)
    {
        _line.Clear();
        bool? kept = null;
        if (Peek() is ' ' or '\t')
        {
            throw new IcsException(number, "the line starts with a space, but there is no line before it to continue; remove the space or the empty line above.");
        }

        for (var next = Take(); next >= 0; next = Take())
        {
            if (next is '\r' or '\n')
            {
                EndOfLine(next);
                if (Peek() is not (' ' or '\t') || (_line.Count == 0 && kept is null))
                {
                    break;
                }

                Take();
                continue;
            }

            if (kept is false)
            {
                continue;
            }

            if (kept is null && next is ':' or ';')
            {
                kept = IsKept(number);
            }

            Append(next, number, kept is null);
        }

        return kept ?? true;
    }

    private void Append(int next, int number, bool inName)
    {
        if (next < ' ' && next != '\t' || next == 0x7F)
        {
            throw new IcsException(number, "there is a control character in the line; the file is damaged or not a text file, export it again.");
        }

        _line.Add((byte)next);
        if (inName && _line.Count > LongestName)
        {
            throw new IcsException(number, "there is no property name followed by a colon; a long line is continued by a line that starts with a space.");
        }

        if (_line.Count > limits.MaxLineBytes)
        {
            throw new IcsException(number, $"the line is longer than {limits.MaxLineBytes} bytes; remove the event or export a shorter period.");
        }
    }

    // A name that is no name is kept, so that parsing it gives the error.
    private bool IsKept(int number)
    {
        var name = Encoding.UTF8.GetString([.. _line]);
        if (number == 1 && !name.Equals("BEGIN", StringComparison.OrdinalIgnoreCase))
        {
            return true;
        }

        return !ContentLine.IsName(name) || Kept.Contains(name);
    }

    private void EndOfLine(int first)
    {
        // A file that went through two conversions of its line ends has CR CR LF.
        while (first == '\r' && Peek() == '\r')
        {
            Take();
        }

        if (first == '\r' && Peek() == '\n')
        {
            Take();
        }

        _number++;
    }

    private void SkipByteOrderMark()
    {
        var first = Peek();
        if (first is 0xFE or 0xFF)
        {
            throw new IcsException(1, "the file is UTF-16; save it as UTF-8.");
        }

        if (first == 0xEF && _length >= 3 && _buffer[1] == 0xBB && _buffer[2] == 0xBF)
        {
            _position = 3;
        }
    }

    private int Peek()
    {
        if (_position < _length)
        {
            return _buffer[_position];
        }

        _length = stream.ReadAtLeast(_buffer, 3, throwOnEndOfStream: false);
        _position = 0;
        _total += _length;
        if (_total > limits.MaxBytes)
        {
            throw new IcsException(_number, $"the file is larger than {limits.MaxBytes / 1024.0 / 1024.0:0.##} MB; export a shorter period.");
        }

        return _length == 0 ? -1 : _buffer[0];
    }

    private int Take()
    {
        var next = Peek();
        if (next >= 0)
        {
            _position++;
        }

        return next;
    }
}
