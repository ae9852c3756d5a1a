namespace PerfSignal.Core;

/// <summary>What is true for the whole organisation, from the settings section `Organization` and `Briefs`.</summary>
public sealed record Organization
{
    public string Name { get; init; } = "Our organisation";

    /// <summary>IANA id.</summary>
    public string TimeZone { get; init; } = "Europe/Berlin";

    /// <summary>`en` or `de`.</summary>
    public string Language { get; init; } = "en";

    /// <summary>The smallest group whose aggregate is shown; never below 5.</summary>
    public int MinimumGroup { get; init; } = 5;

    /// <summary>`HH:mm-HH:mm` in each person's own zone.</summary>
    public string QuietHours { get; init; } = "20:00-07:00";

    /// <summary>Minutes before a 1:1 at which its brief leaves; 0 to 1440.</summary>
    public int LeadMinutes { get; init; } = 30;

    /// <summary>Working days within which a contest is decided; 1 to 60.</summary>
    public int DecideDays { get; init; } = 10;
}
