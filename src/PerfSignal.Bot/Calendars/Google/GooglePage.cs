using System.Text.Json;
using System.Text.Json.Serialization;

namespace PerfSignal.Bot.Calendars.Google;

/// <summary>One page of `events.list`, with only what <see cref="Fields"/> asks for: no titles, bodies or places.</summary>
internal sealed record GooglePage
{
    /// <summary>The partial response asked for; a sync token allows it, as long as it stays the same.</summary>
    public const string Fields =
        "nextPageToken,nextSyncToken,items(id,status,iCalUID,start,end,originalStartTime,recurringEventId,"
        + "attendees(email,resource,responseStatus,self,organizer,additionalGuests),attendeesOmitted,guestsCanSeeOtherGuests,"
        + "organizer(email,self),visibility,sequence,eventType)";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public IReadOnlyList<GoogleEvent> Items { get; init; } = [];
    public string? NextPageToken { get; init; }
    public string? NextSyncToken { get; init; }

    /// <summary>Null where the JSON is whole but not a page of events.</summary>
    /// <exception cref="JsonException">The text ends in the middle, or is no JSON.</exception>
    public static GooglePage? Read(Stream body)
    {
        using var json = JsonDocument.Parse(body);
        try
        {
            return
                json.RootElement.Deserialize<GooglePage>(Json) is { Items: not null } page
                && page.Items.All(item => item?.Id is { Length: > 0 })
                ? page
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed record GoogleEvent
{
    public string Id { get; init; } = "";
    public string? Status { get; init; }

    [JsonPropertyName("iCalUID")]
    public string? ICalUid { get; init; }
    public GoogleTime? Start { get; init; }
    public GoogleTime? End { get; init; }
    public GoogleTime? OriginalStartTime { get; init; }
    public string? RecurringEventId { get; init; }
    public IReadOnlyList<GoogleGuest>? Attendees { get; init; }
    public bool AttendeesOmitted { get; init; }
    public bool GuestsCanSeeOtherGuests { get; init; } = true;
    public GoogleOrganizer? Organizer { get; init; }
    public string? Visibility { get; init; }
    public int Sequence { get; init; }
    public string? EventType { get; init; }

    public bool IsCancelled => Status == "cancelled";
    public bool IsPrivate => Visibility is "private" or "confidential";

    /// <summary>Birthdays, focus time, absences, places of work and bookings are no meetings.</summary>
    public bool IsMeeting => EventType is null or "default";
}

internal sealed record GoogleTime
{
    /// <summary>Of an all-day event.</summary>
    public string? Date { get; init; }
    public string? DateTime { get; init; }
    public string? TimeZone { get; init; }
}

internal sealed record GoogleGuest
{
    public string? Email { get; init; }
    public bool Resource { get; init; }
    public string? ResponseStatus { get; init; }
    public bool Self { get; init; }
    public int AdditionalGuests { get; init; }
}

internal sealed record GoogleOrganizer
{
    public string? Email { get; init; }
    public bool Self { get; init; }
}
