namespace PerfSignal.Core.Conversing;

/// <summary>Finds the known word that somebody probably meant.</summary>
public static class Spelling
{
    /// <summary>The nearest word within two edits, and within half of the typed word's length; null where none is near.</summary>
    public static string? Nearest(string typed, IEnumerable<string> known)
    {
        // Longer words are no misspelt command, and the distance costs the product of both lengths.
        if (typed.Length is 0 or > 32)
        {
            return null;
        }

        var limit = Math.Min(2, typed.Length / 2);
        return known
            .Select(word => (Word: word, Edits: Distance(typed.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(candidate => candidate.Edits <= limit)
            .OrderBy(candidate => candidate.Edits)
            .ThenBy(candidate => candidate.Word, StringComparer.Ordinal)
            .Select(candidate => candidate.Word)
            .FirstOrDefault();
    }

    /// <summary>Insertions, deletions, replacements and swaps of neighbours (optimal string alignment).</summary>
    internal static int Distance(string a, string b)
    {
        var cost = new int[a.Length + 1, b.Length + 1];
        for (var i = 0; i <= a.Length; i++)
        {
            for (var j = 0; j <= b.Length; j++)
            {
                cost[i, j] = (i, j) switch
                {
                    (0, _) => j,
                    (_, 0) => i,
                    _ => Math.Min(Math.Min(cost[i - 1, j], cost[i, j - 1]) + 1, cost[i - 1, j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)),
                };
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    cost[i, j] = Math.Min(cost[i, j], cost[i - 2, j - 2] + 1);
                }
            }
        }

        return cost[a.Length, b.Length];
    }
}
