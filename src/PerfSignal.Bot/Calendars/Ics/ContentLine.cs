namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>One unfolded property: its 1-based line, upper-case name, the parameters that are kept, and its value as written.</summary>
internal sealed record ContentLine(int Line, string Name, IReadOnlyDictionary<string, string> Parameters, string Value)
{
    private static readonly HashSet<string> KeptParameters = new(StringComparer.Ordinal)
    {
        "TZID",
        "VALUE",
        "PARTSTAT",
        "CUTYPE",
        "RANGE",
        "EMAIL",
    };

    public string? Parameter(string name) => Parameters.GetValueOrDefault(name);

    public IcsException Wrong(string message) => new(Line, message);

    /// <summary>The value as it may stand in an error: short and without control characters.</summary>
    public string Shown => IcsValues.Shown(Value);

    /// <summary>Splits <c>name *(";" param) ":" value</c> (RFC 5545 3.1), decoding parameter values by RFC 6868.</summary>
    public static ContentLine Parse(int line, string text)
    {
        var end = text.AsSpan().IndexOfAny(':', ';');
        if (end <= 0)
        {
            throw new IcsException(line, "there is no property name followed by a colon; a long line is continued by a line that starts with a space.");
        }

        var name = text[..end].ToUpperInvariant();
        if (!IsName(name))
        {
            throw new IcsException(line, $"'{IcsValues.Shown(name)}' is not a property name; names have letters, digits and hyphens only.");
        }

        var parameters = new Dictionary<string, string>(StringComparer.Ordinal);
        var at = end;
        while (at < text.Length && text[at] == ';')
        {
            at = ReadParameter(line, name, text, at + 1, parameters);
        }

        if (at >= text.Length)
        {
            throw new IcsException(line, $"{name} has no colon before its value; write {name}:value.");
        }

        return new ContentLine(line, name, parameters, text[(at + 1)..]);
    }

    public static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var letter in name)
        {
            if (!char.IsAsciiLetterOrDigit(letter) && letter != '-')
            {
                return false;
            }
        }

        return !name.IsEmpty;
    }

    private static int ReadParameter(int line, string property, string text, int at, Dictionary<string, string> parameters)
    {
        var equals = text.AsSpan(at).IndexOfAny('=', ':', ';');
        if (equals <= 0 || text[at + equals] != '=' || !IsName(text.AsSpan(at, equals)))
        {
            throw new IcsException(line, $"a parameter of {property} is not of the form name=value.");
        }

        var name = text.Substring(at, equals).ToUpperInvariant();
        at += equals + 1;
        var start = at;
        while (at < text.Length && text[at] is not (';' or ':'))
        {
            if (text[at] == '"')
            {
                at = text.IndexOf('"', at + 1);
                if (at < 0)
                {
                    throw new IcsException(line, $"the quote that opens the parameter {name} of {property} is not closed; add the second quote.");
                }
            }

            at++;
        }

        if (KeptParameters.Contains(name))
        {
            parameters.TryAdd(name, Decode(text[start..at].Replace("\"", "", StringComparison.Ordinal)));
        }

        return at;
    }

    // RFC 6868: ^n is a line feed, ^^ a caret, ^' a quote; any other caret stands for itself.
    private static string Decode(string value) =>
        !value.Contains('^', StringComparison.Ordinal)
            ? value
            : System.Text.RegularExpressions.Regex.Replace(
                value,
                @"\^[n^']",
                match =>
                    match.Value[1] switch
                    {
                        'n' => "\n",
                        '^' => "^",
                        _ => "\"",
                    },
                System.Text.RegularExpressions.RegexOptions.None,
                TimeSpan.FromSeconds(1)
            );
}
