namespace PerfSignal.Core.Signals;

/// <summary>What a source may bring and which numbers come with it.</summary>
/// <param name="Minimum">Least amount, where the kind has a scale.</param>
/// <param name="Maximum">Greatest amount, where the kind has a scale.</param>
/// <param name="TeamOnly">True where the fact is about a team and never about one person.</param>
public sealed record FactKind(
    string Source,
    FactSelector Selector,
    bool Money = false,
    decimal? Minimum = null,
    decimal? Maximum = null,
    bool TeamOnly = false
);

/// <summary>The facts that the product takes; connectors and files produce the same.</summary>
public static class FactKinds
{
    private static readonly string[] Crm = ["salesforce", "hubspot"];

    public static IReadOnlyList<FactKind> All { get; } =
    [
        .. Crm.SelectMany(source => Of(source, "opportunity", ["created", "won", "lost"], money: true)),
        .. Crm.SelectMany(source => Of(source, "account", ["retained", "churned"])),
        .. Crm.SelectMany(source => Of(source, "quota", ["set"], money: true)),
        .. Crm.SelectMany(source => Of(source, "demo", ["held"])),
        .. Of("finance", "arr", ["won"], money: true),
        .. Of("finance", "cost", ["served"], money: true),
        // Story points.
        new("jira", new FactSelector("issue", "committed"), Minimum: 0),
        new("jira", new FactSelector("issue", "done"), Minimum: 0),
        .. Of("jira", "defect", ["found"]),
        .. Of("github", "review", ["submitted"]),
        .. Of("github", "pull_request", ["merged"]),
        .. Of("github", "deployment", ["success", "failed"]),
        new("sonarqube", new FactSelector("quality", "measured"), Minimum: 0, Maximum: 100, TeamOnly: true),
        .. Of("pagerduty", "incident", ["owned"]),
        .. Of("zendesk", "ticket", ["resolved", "sla_met", "sla_missed"]),
        .. Of("zendesk", "first_reply", ["sent"]),
        new("zendesk", new FactSelector("rating", "given"), Minimum: 1, Maximum: 5),
        .. Of("asana", "task", ["done"]),
        .. Of("monday", "task", ["done"]),
        .. Of("delivery", "milestone", ["hit", "missed"]),
        .. Of("lms", "course", ["completed"]),
    ];

    private static readonly Dictionary<(string, FactSelector), FactKind> BySourceAndSelector = All.ToDictionary(kind =>
        (kind.Source, kind.Selector)
    );

    private static readonly HashSet<FactSelector> MoneySelectors = [.. All.Where(kind => kind.Money).Select(kind => kind.Selector)];

    public static IReadOnlyList<string> Sources { get; } = [.. All.Select(kind => kind.Source).Distinct()];

    public static FactKind? Find(string source, FactSelector selector) => BySourceAndSelector.GetValueOrDefault((source, selector));

    /// <summary>Whether the amounts of such facts are money and need a currency.</summary>
    public static bool IsMoney(FactSelector selector) => MoneySelectors.Contains(selector);

    /// <summary>`opportunity/created, opportunity/won, …`, for error messages.</summary>
    public static string Allowed(string source) =>
        string.Join(", ", All.Where(kind => kind.Source == source).Select(kind => kind.Selector));

    private static IEnumerable<FactKind> Of(string source, string kind, string[] outcomes, bool money = false) =>
        outcomes.Select(outcome => new FactKind(source, new FactSelector(kind, outcome), money));
}
