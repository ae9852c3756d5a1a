using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>Turns what Graph says of events into what planning needs.</summary>
/// <remarks>
/// Who takes part decides, in memory, whether an event is one of two people; of a private or confidential one nothing else is looked at, as of
/// any other: titles and texts are read of none, and of what is no 1:1 nothing is kept.
/// </remarks>
internal static class GraphEvents
{
    /// <param name="item">A single event, an occurrence or an exception.</param>
    /// <param name="master">Of its series; says what an occurrence leaves out.</param>
    /// <returns>Null where it has no understandable times or name: then nothing of the reading counts.</returns>
    public static CalendarInstance? Instance(GraphEvent item, GraphEvent? master, string owner)
    {
        // The name of the series, not of the occurrence: Graph's own pages disagree whether occurrences share it
        // (https://github.com/microsoftgraph/microsoft-graph-docs/issues/17479), while in a calendar file they do.
        var uid = (master ?? item).ICalUId;
        if (uid is not { Length: > 0 } || GraphTimes.Of(item.Start) is not { } start || GraphTimes.Of(item.End) is not { } end)
        {
            return null;
        }

        // An occurrence that was not touched starts when its rule says.
        var original = start;
        if (master is not null && item.OriginalStart is not null)
        {
            if (GraphTimes.Of(item.OriginalStart) is not { } told)
            {
                return null;
            }

            original = told;
        }

        var allDay = (item.IsAllDay ?? master?.IsAllDay) == true;
        var (organizer, attendees) = Guests(item, master, owner);
        return new CalendarInstance(
            uid,
            GraphTimes.Original(original, allDay),
            start,
            Instant.Max(start, end),
            allDay,
            (item.IsCancelled ?? master?.IsCancelled) == true,
            organizer,
            attendees,
            CalendarInstance.NoSequence
        )
        {
            ProviderId = master?.Id is { } series ? $"{GraphIds.Short(series)}/{GraphIds.Short(item.Id!)}" : GraphIds.Short(item.Id!),
        };
    }

    private static (string? Organizer, IReadOnlyList<Attendee> Attendees) Guests(GraphEvent item, GraphEvent? master, string owner)
    {
        var organizes = (item.IsOrganizer ?? master?.IsOrganizer) == true;
        var organizer = Address((item.Organizer ?? master?.Organizer)?.EmailAddress);
        var guests = (item.Attendees ?? master?.Attendees ?? [])
            .Select(
                (guest, at) => new Attendee(Address(guest.EmailAddress) ?? $"invalid:nomail-{at}", Kind(guest.Type), Answer(guest.Status))
            )
            // Whoever organizes may do so by another address than the directory's.
            .Where(guest => guest.Email != owner && !(organizes && guest.Email == organizer))
            .ToList();
        // In the copy of somebody invited only their own answer is up to date, and it stands apart.
        guests.Add(new Attendee(owner, AttendeeKind.Person, Answer(item.ResponseStatus ?? master?.ResponseStatus)));
        if (!organizes && (item.HideAttendees ?? master?.HideAttendees) == true)
        {
            // Everybody else is hidden from the invited: it may be one of many.
            guests.Add(new Attendee("invalid:hidden", AttendeeKind.Group, AttendeeAnswer.NeedsAction));
        }

        return (organizes ? owner : organizer, guests);
    }

    private static string? Address(GraphAddress? address) =>
        address?.Address is { Length: > 0 and <= 320 } text ? text.Trim().ToLowerInvariant() : null;

    private static AttendeeKind Kind(string? type) => type == "resource" ? AttendeeKind.Room : AttendeeKind.Person;

    private static AttendeeAnswer Answer(GraphResponse? status) =>
        status?.Response switch
        {
            "accepted" or "organizer" => AttendeeAnswer.Accepted,
            "tentativelyAccepted" => AttendeeAnswer.Tentative,
            "declined" => AttendeeAnswer.Declined,
            _ => AttendeeAnswer.NeedsAction,
        };
}
