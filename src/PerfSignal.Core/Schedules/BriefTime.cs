using System.Runtime.InteropServices;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Schedules;

/// <summary>How one manager wants briefs: on which clock, how early, and when never.</summary>
/// <param name="LeadMinutes">Minutes before the 1:1.</param>
/// <param name="DigestAt">Local time of one digest on the day of the 1:1 instead; null for a brief before each.</param>
public sealed record BriefSettings(DateTimeZone Zone, int LeadMinutes, LocalTime? DigestAt, QuietHours Quiet)
{
    /// <summary>
    /// The person's own settings, the organisation's where there are none. A stored zone or span that this version cannot read counts as
    /// none, so that one row cannot hold up everybody's plan.
    /// </summary>
    public static BriefSettings Of(Person person, Organization organization) =>
        new(
            Zones.Find(person.ChosenTimeZone ?? person.TimeZone) ?? Zones.Of(organization.TimeZone),
            person.LeadMinutes ?? organization.LeadMinutes,
            person.DigestAt,
            QuietHours.TryParse(person.QuietHours, out var own, out _) ? own : QuietHours.Parse(organization.QuietHours)
        );
}

/// <summary>When a brief leaves and, where quiet hours brought it forward, when it is refreshed.</summary>
/// <param name="LeavesAt">May be past for a 1:1 made at short notice: then the brief is due at once.</param>
/// <param name="RefreshAt">Lead time before the 1:1; null where the brief leaves when it was wanted.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct BriefTime(Instant LeavesAt, Instant? RefreshAt)
{
    /// <summary>
    /// Lead time before the start, or at the digest's local time on the start's local day where that is earlier. What would fall into quiet
    /// hours leaves at the last minute before them. Weekends are days like others.
    /// </summary>
    public static BriefTime For(Instant start, BriefSettings settings)
    {
        var atLead = start - Duration.FromMinutes(settings.LeadMinutes);
        var wanted = atLead;
        if (settings.DigestAt is { } digest)
        {
            wanted = Instant.Min(atLead, settings.Zone.At(start.InZone(settings.Zone).Date + digest));
        }

        var allowed = settings.Quiet.LastAllowed(wanted, settings.Zone);
        return new BriefTime(allowed, allowed == wanted ? null : atLead);
    }
}
