namespace PerfSignal.Core.Drafting;

public enum LineChange
{
    Kept,
    Removed,
    Added,
}

/// <summary>One sentence of a draft and what became of it.</summary>
/// <param name="Evidence">What it rests on; empty for one that a person wrote.</param>
public sealed record ChangedLine(LineChange Change, string Text, IReadOnlyList<string> Evidence);

/// <summary>What a person changed of a draft, sentence by sentence.</summary>
public static class TextDifference
{
    /// <summary>The longest common sequence of sentences is kept; null where all of them are.</summary>
    public static IReadOnlyList<ChangedLine>? Of(IReadOnlyList<DraftSentence> before, string after)
    {
        var lines = after.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var common = new int[before.Count + 1, lines.Length + 1];
        for (var one = before.Count - 1; one >= 0; one--)
        {
            for (var other = lines.Length - 1; other >= 0; other--)
            {
                common[one, other] =
                    before[one].Text == lines[other]
                        ? common[one + 1, other + 1] + 1
                        : Math.Max(common[one + 1, other], common[one, other + 1]);
            }
        }

        List<ChangedLine> changes = [];
        var (i, j) = (0, 0);
        while (i < before.Count || j < lines.Length)
        {
            if (i < before.Count && j < lines.Length && before[i].Text == lines[j])
            {
                changes.Add(new ChangedLine(LineChange.Kept, lines[j++], before[i++].Evidence));
            }
            else if (i < before.Count && (j == lines.Length || common[i + 1, j] >= common[i, j + 1]))
            {
                changes.Add(new ChangedLine(LineChange.Removed, before[i].Text, before[i++].Evidence));
            }
            else
            {
                changes.Add(new ChangedLine(LineChange.Added, lines[j++], []));
            }
        }

        return changes.TrueForAll(change => change.Change == LineChange.Kept) ? null : changes;
    }
}
