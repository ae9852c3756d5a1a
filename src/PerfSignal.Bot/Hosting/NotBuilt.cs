namespace PerfSignal.Bot.Hosting;

/// <summary>Settings of parts that this version does not have: their keys are known, and switching them on is refused.</summary>
internal static class NotBuilt
{
    private static readonly string[] Vendors =
    [
        "Jira",
        "GitHub",
        "SonarQube",
        "PagerDuty",
        "Salesforce",
        "HubSpot",
        "Zendesk",
        "Asana",
        "Monday",
        "Toggl",
        "Harvest",
        "BambooHr",
    ];

    public static void Read(SettingsReader reader)
    {
        foreach (var vendor in Vendors)
        {
            reader.NotBuilt(
                $"Sources:{vendor}",
                ["BaseUrl", "Token", "Email", "ClientId", "ClientSecret", "TokenEndpoint"],
                $"reading from {vendor} directly"
            );
        }

        if (reader.Text("Telemetry:OtlpEndpoint") is not null)
        {
            reader.Wrong("Telemetry:OtlpEndpoint", "is set, but sending telemetry is not built into this version", "Remove it.");
        }
    }
}
