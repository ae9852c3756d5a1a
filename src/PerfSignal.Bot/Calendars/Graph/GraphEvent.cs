using System.Text.Json.Serialization;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>What is read of an event; titles, bodies and places are passed over where they stand in the answer.</summary>
/// <remarks>
/// The type `event` of https://learn.microsoft.com/graph/api/resources/event. In a round of changes an occurrence carries only id, seriesMasterId,
/// type, start and end; what was removed carries only id and @removed.
/// </remarks>
internal sealed record GraphEvent
{
    public const string SeriesMaster = "seriesMaster";

    /// <summary>For answers that may be asked for less than everything; rounds of changes may not (https://learn.microsoft.com/graph/api/event-delta).</summary>
    public const string Select =
        "$select=id,type,seriesMasterId,iCalUId,start,end,originalStart,isAllDay,isCancelled,isOrganizer,hideAttendees,organizer,attendees,responseStatus";

    public string? Id { get; init; }

    /// <summary>singleInstance, occurrence, exception or seriesMaster.</summary>
    public string? Type { get; init; }
    public string? SeriesMasterId { get; init; }

    [JsonPropertyName("iCalUId")]
    public string? ICalUId { get; init; }

    [JsonPropertyName("@removed")]
    public GraphRemoved? Removed { get; init; }
    public GraphTime? Start { get; init; }
    public GraphTime? End { get; init; }

    /// <summary>With offset; only of what belongs to a series.</summary>
    public string? OriginalStart { get; init; }
    public bool? IsAllDay { get; init; }
    public bool? IsCancelled { get; init; }
    public bool? IsOrganizer { get; init; }
    public bool? HideAttendees { get; init; }
    public GraphRecipient? Organizer { get; init; }
    public IReadOnlyList<GraphAttendee>? Attendees { get; init; }
    public GraphResponse? ResponseStatus { get; init; }

    [JsonIgnore]
    public bool IsMaster => Type == SeriesMaster;
}

internal sealed record GraphRemoved(string? Reason);

/// <param name="DateTime">Without offset; it holds in the zone.</param>
/// <param name="TimeZone">A name of Windows or of the IANA database.</param>
internal sealed record GraphTime(string? DateTime, string? TimeZone);

internal sealed record GraphAddress(string? Address);

internal sealed record GraphRecipient(GraphAddress? EmailAddress);

/// <param name="Response">none, organizer, tentativelyAccepted, accepted, declined or notResponded.</param>
internal sealed record GraphResponse(string? Response);

/// <param name="Type">required, optional or resource.</param>
internal sealed record GraphAttendee(GraphAddress? EmailAddress, string? Type, GraphResponse? Status);

/// <summary>A page of events; the last one of a round of changes carries the link by which the next round begins.</summary>
internal sealed record GraphPage
{
    public IReadOnlyList<GraphEvent?>? Value { get; init; }

    [JsonPropertyName("@odata.nextLink")]
    public string? NextLink { get; init; }

    [JsonPropertyName("@odata.deltaLink")]
    public string? DeltaLink { get; init; }
}
