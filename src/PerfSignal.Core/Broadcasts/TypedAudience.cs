using System.Text.RegularExpressions;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Broadcasts;

/// <summary>What was typed after `/nudge`.</summary>
/// <param name="Rule">The audience; nobody is left out where none was named.</param>
/// <param name="Text">The message, or as much of it as was typed.</param>
/// <param name="NotUnderstood">What stands for no audience; null where all was understood.</param>
public sealed partial record TypedAudience(AudienceRule Rule, string Text, string? NotUnderstood)
{
    private static readonly string[] Everyone = ["everyone", "everybody", "all", "alle", "all people", "alle leute"];
    private static readonly string[] Managers =
    [
        "managers",
        "all managers",
        "manager",
        "alle manager",
        "führungskräfte",
        "alle führungskräfte",
        "vorgesetzte",
        "alle vorgesetzten",
    ];

    /// <summary>`all managers, Sales: Please …`: audience before the colon, the message after it; without a colon all is the message.</summary>
    public static TypedAudience Read(string typed, AudienceOptions options)
    {
        if (Addressed().Match(typed) is not { Success: true } match)
        {
            return new TypedAudience(new AudienceRule(), typed.Trim(), null);
        }

        var (rule, unknown) = (new AudienceRule(), new List<string>());
        foreach (var part in Parts().Split(match.Groups["to"].Value).Select(part => part.Trim()).Where(part => part.Length > 0))
        {
            if (With(rule, part, options) is { } wider)
            {
                rule = wider;
            }
            else
            {
                unknown.Add(part);
            }
        }

        return new TypedAudience(rule, match.Groups["text"].Value.Trim(), unknown.Count == 0 ? null : string.Join(", ", unknown));
    }

    private static AudienceRule? With(AudienceRule rule, string part, AudienceOptions options) =>
        Is(Everyone, part) ? rule
        : Is(Managers, part) ? rule with { Managers = true }
        : Named(options.Departments, part) is { } department ? rule with { Departments = [.. rule.Departments, department] }
        : Named(options.RoleFamilies, part) is { } family ? rule with { RoleFamilies = [.. rule.RoleFamilies, family] }
        : Named(options.Locations, part) is { } location ? rule with { Locations = [.. rule.Locations, location] }
        : options.Cycles.FirstOrDefault(one => one.Step is null && Same(one.Cycle, part)) is { } cycle
            ? rule with
            {
                CycleId = cycle.CycleId,
            }
        : part.Contains('@', StringComparison.Ordinal)
            ? rule with
            {
                Emails = [.. rule.Emails, .. EmailList.Read(part).Select(one => one.Address)],
            }
        : null;

    private static string? Named(IEnumerable<string> names, string part) => names.FirstOrDefault(name => Same(name, part));

    private static bool Is(string[] words, string part) => Array.Exists(words, word => Same(word, part));

    private static bool Same(string one, string other) => string.Equals(one, other, StringComparison.OrdinalIgnoreCase);

    // A time such as 08:00 and an address such as https://… have no space behind their colon.
    [GeneratedRegex(
        @"\A(?<to>[^:\n]{1,300}):(?:\s+(?<text>.*)|\z)",
        RegexOptions.CultureInvariant | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Addressed();

    [GeneratedRegex(@"\s*[,;&]\s*|\s+(?:and|und)\s+", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, 1000)]
    private static partial Regex Parts();
}
