using System.Globalization;
using System.Text;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>Walks over the characters of one expression.</summary>
internal sealed class Scanner(string source)
{
    private int _at;

    public bool IsAtEnd => _at >= source.Length;

    /// <summary>Takes the first of the given operators that stands here.</summary>
    public string? Operator(string[] operators)
    {
        Space();
        var op = Array.Find(operators, o => string.CompareOrdinal(source, _at, o, 0, o.Length) == 0);
        _at += op?.Length ?? 0;
        return op;
    }

    public char Peek(int ahead) => _at + ahead < source.Length ? source[_at + ahead] : '\0';

    public double Number()
    {
        var start = _at;
        while (char.IsAsciiDigit(Peek(0)))
        {
            _at++;
        }

        if (Peek(0) == '.' && char.IsAsciiDigit(Peek(1)))
        {
            _at++;
            while (char.IsAsciiDigit(Peek(0)))
            {
                _at++;
            }
        }

        return double.Parse(source.AsSpan(start, _at - start), CultureInfo.InvariantCulture);
    }

    public string Quoted(char quote)
    {
        var text = new StringBuilder();
        for (_at++; _at < source.Length; _at++)
        {
            var c = source[_at];
            if (c == quote)
            {
                _at++;
                return text.ToString();
            }

            if (c != '\\')
            {
                text.Append(c);
                continue;
            }

            var next = Peek(1);
            var escaped = next switch
            {
                'n' => "\n",
                'r' => "\r",
                't' => "\t",
                '\\' => "\\",
                _ when next == quote => quote.ToString(),
                _ => null,
            };
            text.Append(escaped ?? "\\");
            _at += escaped is null ? 0 : 1;
        }

        throw new FormatException($"the string in \"{source}\" is not closed.");
    }

    public string Identifier()
    {
        var start = _at;
        if (char.IsAsciiLetter(Peek(0)) || Peek(0) is '_' or '$')
        {
            _at++;
            while (char.IsAsciiLetterOrDigit(Peek(0)) || Peek(0) == '_')
            {
                _at++;
            }
        }

        return _at > start ? source[start.._at] : throw Unexpected();
    }

    public bool Take(char c)
    {
        if (Peek(0) != c || _at >= source.Length)
        {
            return false;
        }

        _at++;
        return true;
    }

    public void Expect(char c)
    {
        Space();
        if (!Take(c))
        {
            throw new FormatException($"\"{source}\" lacks a \"{c}\" at position {_at + 1}.");
        }
    }

    public void Space()
    {
        while (Peek(0) is ' ' or '\t' or '\u00a0')
        {
            _at++;
        }
    }

    public FormatException Unexpected() =>
        new(
            _at < source.Length
                ? $"\"{source}\" has an unexpected \"{source[_at]}\" at position {_at + 1}."
                : $"\"{source}\" ends too early."
        );
}
