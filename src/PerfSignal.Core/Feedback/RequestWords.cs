using NodaTime;
using PerfSignal.Core.Commitments.Due;

namespace PerfSignal.Core.Feedback;

/// <summary>A request as typed: "Ben, Cleo about Ana by Friday: how did the launch go?".</summary>
/// <param name="Who">Names with commas between.</param>
/// <param name="About">Whom it is about; empty for oneself.</param>
internal sealed record RequestWords(string Who, string About, string Question, LocalDate? Due)
{
    private static readonly string[] Abouts = [" about ", " über ", " zu "];

    public static RequestWords Of(string text, LocalDate today, string language)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var question = colon < 0 ? "" : text[(colon + 1)..].Trim();
        var (head, due) = Split((colon < 0 ? text : text[..colon]).Trim(), today, language);
        foreach (var word in Abouts)
        {
            var at = head.LastIndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at > 0)
            {
                return new RequestWords(Names(head[..at]), head[(at + word.Length)..].Trim().TrimStart('@'), question, due);
            }
        }

        return new RequestWords(Names(head), "", question, due);
    }

    /// <summary>The one place where the words of a date are read.</summary>
    private static (string Text, LocalDate? Due) Split(string head, LocalDate today, string language) =>
        DueReader.Split(head, today, language) is { Due: DueDate.Found found } dated ? (dated.Text, found.Date) : (head, null);

    /// <summary>"Ben and Cleo" is two names.</summary>
    private static string Names(string words) =>
        words.Replace(" and ", ", ", StringComparison.OrdinalIgnoreCase).Replace(" und ", ", ", StringComparison.OrdinalIgnoreCase).Trim();
}
