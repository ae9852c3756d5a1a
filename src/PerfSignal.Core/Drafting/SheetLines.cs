using System.Text.RegularExpressions;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Drafting;

/// <summary>Says of each sentence of a text whether it is the draft's, a changed one of the draft's, or the manager's own.</summary>
public static partial class SheetLines
{
    /// <summary>Share of words in common from which on a sentence counts as a changed one.</summary>
    private const double Alike = 0.5;

    public static IReadOnlyList<SheetLine> Of(IReadOnlyList<DraftSentence> written, string text)
    {
        var changes =
            TextDifference.Of(written, text) ?? [.. written.Select(one => new ChangedLine(LineChange.Kept, one.Text, one.Evidence))];
        // Where it was only moved, it is still the draft's.
        var free = changes.Where(change => change.Change == LineChange.Removed).ToList();
        var lines = new List<SheetLine>();
        foreach (var change in changes.Where(change => change.Change != LineChange.Removed))
        {
            if (change.Change == LineChange.Kept)
            {
                lines.Add(new SheetLine(change.Text, change.Evidence, Own: false, Was: null));
                continue;
            }

            var was = free.OrderByDescending(one => Likeness(one.Text, change.Text)).FirstOrDefault();
            if (was is null || Likeness(was.Text, change.Text) < Alike)
            {
                lines.Add(new SheetLine(change.Text, [], Own: true, Was: null));
                continue;
            }

            free.Remove(was);
            lines.Add(new SheetLine(change.Text, was.Evidence, Own: false, was.Text == change.Text ? null : was.Text));
        }

        return lines;
    }

    /// <summary>As <see cref="Of"/> for fields of an editor, of which some may be empty: those are the manager's.</summary>
    public static IReadOnlyList<SheetLine> OfFields(Draft draft, IReadOnlyList<string> fields)
    {
        var written = CardJson.Read<WrittenDraft>(draft.Sentences).Sentences;
        var lines = new Queue<SheetLine>(Of(written, string.Join('\n', fields)));
        return [.. fields.Select(field => field.Length == 0 ? new SheetLine("", [], Own: true, Was: null) : lines.Dequeue())];
    }

    /// <summary>Words in both against words in either, 0 to 1.</summary>
    private static double Likeness(string one, string other)
    {
        var (first, second) = (Words(one), Words(other));
        var both = first.Intersect(second, StringComparer.OrdinalIgnoreCase).Count();
        var either = first.Union(second, StringComparer.OrdinalIgnoreCase).Count();
        return either == 0 ? 0 : (double)both / either;
    }

    private static List<string> Words(string text) => [.. Word().Matches(text).Select(match => match.Value)];

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Word();
}
