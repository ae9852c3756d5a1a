using System.Text.RegularExpressions;

namespace PerfSignal.Core.Broadcasts;

/// <summary>One entry of a pasted list.</summary>
/// <param name="Line">Counted from 1, as an editor does.</param>
/// <param name="Address">In lower case; as it stands where it is no address at all, so that nothing of the list gets lost.</param>
public sealed record ListedAddress(int Line, string Address);

/// <summary>Reads the e-mail addresses that somebody pasted, from a mail program or a spreadsheet.</summary>
public static partial class EmailList
{
    /// <summary>Each address once, at the first line that has it.</summary>
    public static IReadOnlyList<ListedAddress> Read(string text)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var lines = text.ReplaceLineEndings("\n").Split('\n');
        return
        [
            .. lines
                .SelectMany((line, index) => In(line).Select(address => new ListedAddress(index + 1, address)))
                .Where(one => seen.Add(one.Address)),
        ];
    }

    public static string Write(IEnumerable<string> addresses) => string.Join('\n', addresses);

    /// <summary>`Ana Costa &lt;ana@example.com&gt;; max@example.com` holds two; a line without any is one entry that nobody has.</summary>
    private static IEnumerable<string> In(string line) =>
        line.Contains('@', StringComparison.Ordinal) ? Addresses().Matches(line).Select(match => match.Value.ToLowerInvariant())
        : line.Trim() is { Length: > 0 } other ? [other.ToLowerInvariant()]
        : [];

    [GeneratedRegex("""[^\s,;:<>"'()\[\]]*@[^\s,;:<>"'()\[\]]*""", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Addresses();
}
