using NodaTime;
using PerfSignal.Core.Commitments.Due;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Feedback;

/// <summary>A request as typed: "Ben, Cleo about Ana by Friday: how did the launch go?".</summary>
/// <param name="Who">Names with commas between.</param>
/// <param name="About">Whom it is about; empty for oneself.</param>
/// <param name="Hint">What has to be asked about the date that was typed; empty where it is clear or none.</param>
internal sealed record RequestWords(string Who, string About, string Question, LocalDate? Due, string Hint = "")
{
    private static readonly string[] Abouts = [" about ", " über ", " zu "];

    public static RequestWords Of(string text, Reader reader)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        var question = colon < 0 ? "" : text[(colon + 1)..].Trim();
        var dated = DueReader.Split((colon < 0 ? text : text[..colon]).Trim(), reader.Today, reader.Language);
        var hint = DueField.Asks(dated.Due, reader) ?? "";
        var (head, due) = (dated.Text, hint.Length == 0 && dated.Due is DueDate.Found found ? found.Date : (LocalDate?)null);
        foreach (var word in Abouts)
        {
            var at = head.LastIndexOf(word, StringComparison.OrdinalIgnoreCase);
            if (at > 0)
            {
                return new RequestWords(Names(head[..at]), head[(at + word.Length)..].Trim().TrimStart('@'), question, due, hint);
            }
        }

        return new RequestWords(Names(head), "", question, due, hint);
    }

    /// <summary>"Ben and Cleo" is two names.</summary>
    private static string Names(string words) =>
        words.Replace(" and ", ", ", StringComparison.OrdinalIgnoreCase).Replace(" und ", ", ", StringComparison.OrdinalIgnoreCase).Trim();
}
