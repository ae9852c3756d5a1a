using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Google;

/// <summary>Who takes part in an event of Google's, so that two people are told from more.</summary>
internal static class GoogleGuests
{
    /// <summary>Stands for people whom Google does not name.</summary>
    private static readonly Attendee Others = new("others", AttendeeKind.Group, AttendeeAnswer.NeedsAction);

    public static (string? Organizer, IReadOnlyList<Attendee> Attendees) Of(GoogleEvent item, string owner)
    {
        var named = item.Attendees ?? [];
        if (item.IsPrivate && named.Count == 0)
        {
            // Nothing but times is shown of it: not ours to know.
            return (null, []);
        }

        var attendees = named.Where(guest => guest is not null).Select(guest => Attendee(guest, owner)).OfType<Attendee>().ToList();
        if (HasOthers(item))
        {
            attendees.Add(Others);
        }

        return (Organizer(item.Organizer, owner), attendees);
    }

    /// <summary>Whether there may be guests that are not listed: too many, hidden from this guest, or brought along by one.</summary>
    private static bool HasOthers(GoogleEvent item) =>
        item.AttendeesOmitted
        || (!item.GuestsCanSeeOtherGuests && item.Organizer is not { Self: true })
        || item.Attendees?.Any(guest => guest?.AdditionalGuests > 0) == true;

    private static Attendee? Attendee(GoogleGuest guest, string owner)
    {
        // One without an address counts all the same, as somebody who is not in the directory.
        var email =
            guest.Self ? owner
            : guest.Email is { Length: > 0 } address ? address.ToLowerInvariant()
            : "unnamed";
        var kind = guest.Resource || IsRoom(email) ? AttendeeKind.Room : AttendeeKind.Person;
        return new Attendee(email, kind, Answer(guest.ResponseStatus));
    }

    /// <summary>A shared calendar, a room or `unknownorganizer@calendar.google.com` invites, but is nobody.</summary>
    private static string? Organizer(GoogleOrganizer? organizer, string owner) =>
        organizer is null ? null
        : organizer.Self ? owner
        : organizer.Email is { Length: > 0 } email && !IsCalendar(email) ? email.ToLowerInvariant()
        : null;

    private static bool IsCalendar(string email) =>
        email.EndsWith("@calendar.google.com", StringComparison.OrdinalIgnoreCase)
        || email.EndsWith(".calendar.google.com", StringComparison.OrdinalIgnoreCase);

    private static bool IsRoom(string email) => email.EndsWith("@resource.calendar.google.com", StringComparison.OrdinalIgnoreCase);

    private static AttendeeAnswer Answer(string? text) =>
        text switch
        {
            "accepted" => AttendeeAnswer.Accepted,
            "tentative" => AttendeeAnswer.Tentative,
            "declined" => AttendeeAnswer.Declined,
            _ => AttendeeAnswer.NeedsAction,
        };
}
