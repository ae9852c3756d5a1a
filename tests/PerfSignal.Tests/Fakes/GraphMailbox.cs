using System.Globalization;
using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using NodaTime.TimeZones;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Fakes;

/// <summary>Says what one person's calendar holds as Microsoft Graph does: the type `event` of its v1.0 metadata.</summary>
/// <param name="ownZones">Answers in each event's own zone, by its Windows name, as Graph does where nobody prefers another.</param>
internal sealed class GraphMailbox(string owner, StoryChapter chapter, bool ownZones = false)
{
    private static readonly LocalDateTimePattern Local = LocalDateTimePattern.CreateWithInvariantCulture(
        "uuuu'-'MM'-'dd'T'HH':'mm':'ss'.0000000'"
    );
    private readonly IReadOnlyList<StoryEvent> events =
    [
        // Whoever organizes and calls an event off has it no longer.
        .. chapter.Of(owner).Where(one => !(one.Cancelled && one.Organizer == owner)),
    ];

    public static string Id(string owner, StoryEvent one) => $"AAMk{owner[..3]}/{one.Uid}==";

    /// <summary>What a round of changes lists: single events, masters with their occurrences, exceptions; by the id of the event or series.</summary>
    public Dictionary<string, List<JsonObject>> View(Interval window) =>
        events
            .Select(one => (Id: Id(owner, one), Items: one.Weekly ? Series(one, window) : Single(one, window)))
            .Where(pair => pair.Items.Count > 0)
            .ToDictionary(pair => pair.Id, pair => pair.Items, StringComparer.Ordinal);

    public JsonObject? Master(string id) => Find(id) is { } one ? Event(one, "seriesMaster", id, one.Instances(Forever(one))[0]) : null;

    public IReadOnlyList<JsonObject>? Instances(string id, Interval window) =>
        Find(id) is { } one
            ?
            [
                .. one.Instances(window)
                    .Select(instance =>
                        Event(one, instance.Exception is null ? "occurrence" : "exception", InstanceId(one, instance), instance, id)
                    ),
            ]
            : null;

    private StoryEvent? Find(string id) => events.FirstOrDefault(one => Id(owner, one) == id);

    private List<JsonObject> Single(StoryEvent one, Interval window) =>
        [.. one.Instances(window).Select(instance => Event(one, "singleInstance", Id(owner, one), instance))];

    private List<JsonObject> Series(StoryEvent one, Interval window)
    {
        var (id, instances) = (Id(owner, one), one.Instances(window));
        return instances.Count == 0
            ? []
            :
            [
                Event(one, "seriesMaster", id, one.Instances(Forever(one))[0]),
                .. instances.Select(instance =>
                    instance.Exception is null ? Bare(one, instance, id) : Event(one, "exception", InstanceId(one, instance), instance, id)
                ),
            ];
    }

    private static Interval Forever(StoryEvent one) => new(one.At(one.Start), one.At(one.Start.PlusDays(400)));

    private string InstanceId(StoryEvent one, StoryInstance instance) =>
        $"{Id(owner, one)}.{instance.Original.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)}";

    /// <summary>In rounds of changes occurrences come without anything else (https://github.com/microsoftgraph/microsoft-graph-docs-contrib/issues/34).</summary>
    private JsonObject Bare(StoryEvent one, StoryInstance instance, string master) =>
        new()
        {
            ["@odata.type"] = "#microsoft.graph.event",
            ["id"] = InstanceId(one, instance),
            ["seriesMasterId"] = master,
            ["type"] = "occurrence",
            ["start"] = Time(one, instance.Start),
            ["end"] = Time(one, instance.End),
        };

    private JsonObject Event(StoryEvent one, string type, string id, StoryInstance instance, string? master = null)
    {
        var organizes = one.Organizer == owner;
        return new JsonObject
        {
            ["@odata.etag"] = "W/\"DwAAABYAAAC9Ybap==\"",
            ["id"] = id,
            ["changeKey"] = "DwAAABYAAAC9Ybap",
            ["categories"] = new JsonArray(),
            ["originalStartTimeZone"] = Windows(one.Zone),
            ["originalEndTimeZone"] = Windows(one.Zone),
            ["originalStart"] = master is null ? null : InstantPattern.General.Format(instance.Original),
            // One for each occurrence, as the reference has it; the series' own is what calendars share.
            ["iCalUId"] = master is null ? one.Uid : one.Uid + instance.Original.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            ["subject"] = one.Subject,
            ["bodyPreview"] = one.Subject,
            ["body"] = new JsonObject { ["contentType"] = "html", ["content"] = $"<p>{one.Subject}</p>" },
            ["importance"] = "normal",
            ["sensitivity"] = one.Private ? "private" : "normal",
            ["showAs"] = "busy",
            ["type"] = type,
            ["seriesMasterId"] = master,
            ["isAllDay"] = one.AllDay,
            ["isCancelled"] = one.Cancelled,
            ["isOrganizer"] = organizes,
            ["isDraft"] = false,
            ["hideAttendees"] = false,
            ["responseStatus"] = Status(organizes ? "organizer" : Word(instance.Guests.First(guest => guest.Email == owner).Answer)),
            ["start"] = Time(one, instance.Start),
            ["end"] = Time(one, instance.End),
            ["organizer"] = new JsonObject { ["emailAddress"] = Address(one.Organizer) },
            ["attendees"] = new JsonArray([.. instance.Guests.Select(guest => Guest(guest, organizes))]),
        };
    }

    /// <summary>Answers of others stand only in the organizer's copy.</summary>
    private static JsonObject Guest(StoryGuest guest, bool organizes) =>
        new()
        {
            ["type"] = guest.Room ? "resource" : "required",
            ["status"] = Status(organizes ? Word(guest.Answer) : "none"),
            // As people write it.
            ["emailAddress"] = Address(guest.Email.ToUpperInvariant()),
        };

    private static JsonObject Address(string email) => new() { ["name"] = email.Split('@')[0], ["address"] = email };

    private static JsonObject Status(string response) => new() { ["response"] = response, ["time"] = "0001-01-01T00:00:00Z" };

    private JsonObject Time(StoryEvent one, Instant at) =>
        one.AllDay || !ownZones
            ? new() { ["dateTime"] = Local.Format(at.InUtc().LocalDateTime), ["timeZone"] = "UTC" }
            : new()
            {
                ["dateTime"] = Local.Format(at.InZone(DateTimeZoneProviders.Tzdb[one.Zone]).LocalDateTime),
                ["timeZone"] = Windows(one.Zone),
            };

    /// <summary>Lisbon is left under its IANA name, which Graph takes and gives as well.</summary>
    private static string Windows(string zone) =>
        zone == "Europe/Lisbon"
            ? zone
            : TzdbDateTimeZoneSource.Default.TzdbToWindowsIds[TzdbDateTimeZoneSource.Default.CanonicalIdMap[zone]];

    private static string Word(AttendeeAnswer answer) =>
        answer switch
        {
            AttendeeAnswer.Accepted => "accepted",
            AttendeeAnswer.Declined => "declined",
            AttendeeAnswer.Tentative => "tentativelyAccepted",
            _ => "notResponded",
        };
}
