using System.Text.RegularExpressions;

namespace PerfSignal.Core.Signals;

/// <summary>What is never measured, whoever asks for it.</summary>
public static partial class BannedKinds
{
    private static readonly (Regex Pattern, string What)[] All =
    [
        (Keystrokes(), "keystrokes or mouse movements"),
        (Screen(), "screens"),
        (Tone(), "the tone of messages"),
        (Messages(), "the content of e-mail or private messages"),
        (LinesOfCode(), "lines of code"),
        (Desk(), "hours at the desk or online presence"),
    ];

    /// <summary>What the words would measure although it is banned, or null.</summary>
    public static string? Find(params IEnumerable<string> words)
    {
        foreach (var text in words)
        {
            var plain = text.Replace('_', ' ').Replace('-', ' ').Replace('.', ' ').Replace('/', ' ');
            foreach (var (pattern, what) in All)
            {
                if (pattern.IsMatch(plain))
                {
                    return what;
                }
            }
        }

        return null;
    }

    private const RegexOptions Options = RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture;

    [GeneratedRegex(@"\bkey ?(stroke|log|press)|\bkeyboard|\bmouse (move|activit|click)|\btyping speed", Options, 1000)]
    private static partial Regex Keystrokes();

    [GeneratedRegex(@"\bscreen ?shot|\bscreen (time|record|captur|content|watch|monitor)|^screens?( |$)", Options, 1000)]
    private static partial Regex Screen();

    [GeneratedRegex(
        @"\b(tone|sentiment|mood)\b.*\b(messages?|e ?mails?|chats?|slack|teams|dms?)\b|\b(message|e ?mail|chat|dm)s? (tone|sentiment|mood)\b",
        Options,
        1000
    )]
    private static partial Regex Tone();

    [GeneratedRegex(
        @"^(e ?mails?|private messages?|direct messages?|messages?|chats?|dms?)( |$)|\b(content|text|body|bodies|words)\b.*\b(e ?mails?|private messages?|direct messages?|chats?|dms?)\b|\b(e ?mail|message|chat|dm)s? (content|text|body|bodies|words)\b|\bprivate message|\bdirect message",
        Options,
        1000
    )]
    private static partial Regex Messages();

    [GeneratedRegex(@"\blines? of (source )?code|\bs?loc\b|\bcode lines", Options, 1000)]
    private static partial Regex LinesOfCode();

    [GeneratedRegex(
        @"\b(hours?|time|minutes) at (the |their |a )?desk|\bdesk (time|hours|presence)|\bonline (time|hours|presence|status)|\bactive (time|minutes|hours)|\bpresence status",
        Options,
        1000
    )]
    private static partial Regex Desk();
}
