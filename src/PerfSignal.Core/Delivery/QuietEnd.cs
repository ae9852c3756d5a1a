using NodaTime;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.Delivery;

/// <summary>When a message that falls into its recipient's quiet hours may ring.</summary>
public static class QuietEnd
{
    /// <summary>The first instant after now at which the recipient's quiet hours are over; null when it is not quiet now.</summary>
    public static Instant? For(Person recipient, string organizationHours, Instant now)
    {
        var quiet = QuietHours.TryParse(recipient.QuietHours, out var own, out _) ? own : QuietHours.Parse(organizationHours);
        var zone = recipient.Zone;
        var reading = now.InZone(zone).LocalDateTime;
        if (!quiet.Contain(reading.TimeOfDay))
        {
            return null;
        }

        var day = reading.TimeOfDay < quiet.To ? reading.Date : reading.Date.PlusDays(1);
        var local = day + quiet.To;
        var end = zone.ClockReaches(local);
        // The hour that comes twice in autumn: its first end may be past while the clock shows a quiet minute again.
        return end > now ? end : zone.MapLocal(local).Last().ToInstant();
    }
}
