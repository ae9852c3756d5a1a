using System.Buffers;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>Keeps direction marks inside a value from turning the text around it (https://www.unicode.org/reports/tr9/).</summary>
internal static class Bidi
{
    private static readonly SearchValues<char> Marks = SearchValues.Create("\u202a\u202b\u202d\u202e\u2066\u2067\u2068");

    /// <summary>Adds the closing marks a value lacks; text without such marks comes back unchanged.</summary>
    public static string Close(string value)
    {
        if (!value.AsSpan().ContainsAny(Marks))
        {
            return value;
        }

        var open = new Stack<char>();
        foreach (var c in value)
        {
            switch (c)
            {
                case '\u202a' or '\u202b' or '\u202d' or '\u202e':
                    open.Push('\u202c');
                    break;
                case '\u2066' or '\u2067' or '\u2068':
                    open.Push('\u2069');
                    break;
                case '\u202c' or '\u2069' when open.TryPeek(out var top) && top == c:
                    open.Pop();
                    break;
            }
        }

        return open.Count == 0 ? value : value + string.Concat(open);
    }
}
