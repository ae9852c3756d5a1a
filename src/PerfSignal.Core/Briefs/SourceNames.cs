namespace PerfSignal.Core.Briefs;

/// <summary>Sources by the names their makers write, alike in every language.</summary>
internal static class SourceNames
{
    private static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["salesforce"] = "Salesforce",
        ["hubspot"] = "HubSpot",
        ["jira"] = "Jira",
        ["github"] = "GitHub",
        ["sonarqube"] = "SonarQube",
        ["pagerduty"] = "PagerDuty",
        ["zendesk"] = "Zendesk",
        ["asana"] = "Asana",
        ["monday"] = "monday.com",
        ["toggl"] = "Toggl Track",
        ["harvest"] = "Harvest",
        ["bamboohr"] = "BambooHR",
        ["lms"] = "LMS",
    };

    public static string Of(string source) => Names.GetValueOrDefault(source, source);
}
