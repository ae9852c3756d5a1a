using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Ics;

/// <summary>Reads participants without their names and comments.</summary>
internal static class AttendeeReader
{
    private const int LongestAddress = 320;
    private const int Most = 5_000;

    public static IReadOnlyList<Attendee> Read(IEnumerable<ContentLine> lines)
    {
        var attendees = new List<Attendee>();
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            var attendee = new Attendee(Address(line), Kind(line.Parameter("CUTYPE")), Answer(line.Parameter("PARTSTAT")));
            if (!places.TryAdd(attendee.Email, attendees.Count))
            {
                // The same address twice: an answer says more than none.
                var place = places[attendee.Email];
                attendees[place] = attendee.Answer == AttendeeAnswer.NeedsAction ? attendees[place] : attendee;
                continue;
            }

            if (attendees.Count == Most)
            {
                throw line.Wrong($"this event has more than {Most} attendees; remove it.");
            }

            attendees.Add(attendee);
        }

        return attendees;
    }

    /// <summary>The lower-case e-mail address, or the address as it stands where it is of another kind.</summary>
    public static string Address(ContentLine line)
    {
        var address = line.Value.Trim();
        if (address.StartsWith("mailto:", StringComparison.OrdinalIgnoreCase))
        {
            address = address["mailto:".Length..].Trim();
        }
        else if (line.Parameter("EMAIL") is { Length: > 0 } email)
        {
            address = email.Trim();
        }

        return address.Length is > 0 and <= LongestAddress
            ? address.ToLowerInvariant()
            : throw line.Wrong($"{line.Name} has no address, or one longer than {LongestAddress} characters; write mailto:name@example.com.");
    }

    // RFC 5545 3.2.3: a missing kind is an individual, one that is not known is UNKNOWN.
    private static AttendeeKind Kind(string? text) =>
        text?.ToUpperInvariant() switch
        {
            null or "INDIVIDUAL" => AttendeeKind.Person,
            "ROOM" => AttendeeKind.Room,
            "RESOURCE" => AttendeeKind.Resource,
            "GROUP" => AttendeeKind.Group,
            _ => AttendeeKind.Unknown,
        };

    // RFC 5545 3.2.12: a state that is not known is treated as NEEDS-ACTION.
    private static AttendeeAnswer Answer(string? text) =>
        text?.ToUpperInvariant() switch
        {
            "ACCEPTED" => AttendeeAnswer.Accepted,
            "TENTATIVE" => AttendeeAnswer.Tentative,
            "DECLINED" => AttendeeAnswer.Declined,
            "DELEGATED" => AttendeeAnswer.Delegated,
            _ => AttendeeAnswer.NeedsAction,
        };
}
