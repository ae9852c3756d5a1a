using System.Globalization;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PerfSignal.Tests.Fakes;

/// <summary>One calendar at Google's, with the number of the change in which each event became what it is.</summary>
internal sealed class GoogleShelf
{
    /// <summary>What may not come with a sync token (https://developers.google.com/workspace/calendar/api/v3/reference/events/list).</summary>
    private static readonly string[] NotWithToken =
    [
        "iCalUID",
        "orderBy",
        "privateExtendedProperty",
        "q",
        "sharedExtendedProperty",
        "timeMin",
        "timeMax",
        "updatedMin",
    ];

    private readonly Dictionary<string, (JsonObject Event, int Change)> events = new(StringComparer.Ordinal);
    private int change;
    private int oldestToken;

    /// <summary>Makes these all that stands in the calendar.</summary>
    public void Hold(IEnumerable<JsonObject> all)
    {
        change++;
        var given = all.ToDictionary(one => one["id"]!.GetValue<string>(), StringComparer.Ordinal);
        foreach (var (id, one) in given.Where(pair => !JsonNode.DeepEquals(events.GetValueOrDefault(pair.Key).Event, pair.Value)))
        {
            events[id] = (one, change);
        }

        foreach (var (id, (gone, _)) in events.Where(pair => !given.ContainsKey(pair.Key) && !IsCancelled(pair.Value.Event)).ToList())
        {
            events[id] = (Remains(gone), change);
        }
    }

    public void Put(JsonObject one) => events[one["id"]!.GetValue<string>()] = (one, ++change);

    /// <summary>Sync tokens given so far are too old.</summary>
    public void ForgetTokens() => oldestToken = ++change;

    public (int Status, JsonObject? Page) List(IQueryCollection query, int perPage)
    {
        // Every parameter but those of the continuation must stay as it was; here that is part of the token.
        var same = string.Join(
            '&',
            query
                .Where(one => one.Key is not ("syncToken" or "pageToken" or "timeMin" or "timeMax"))
                .OrderBy(one => one.Key, StringComparer.Ordinal)
        );
        var parameters = same.Aggregate(17, (hash, letter) => unchecked((hash * 31) + letter)).ToString("x", CultureInfo.InvariantCulture);
        var since = -1;
        if (query["syncToken"].ToString() is { Length: > 0 } token)
        {
            if (NotWithToken.Any(query.ContainsKey) || token.Split('-') is not [var changed, var then] || then != parameters)
            {
                return (400, null);
            }

            since = int.Parse(changed, CultureInfo.InvariantCulture);
            if (since < oldestToken)
            {
                return (410, null);
            }
        }

        var found = events
            .Values.Where(one => since >= 0 ? one.Change > since : !IsCancelled(one.Event) && Touches(one.Event, query))
            .OrderBy(one => one.Event["id"]!.GetValue<string>(), StringComparer.Ordinal)
            .Select(one => one.Event.DeepClone())
            .ToList();
        var from = int.Parse(query["pageToken"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture);
        var size = Math.Min(perPage, int.Parse(query["maxResults"].ToString(), CultureInfo.InvariantCulture));
        var page = new JsonObject
        {
            ["kind"] = "calendar#events",
            ["summary"] = "Secret of the calendar",
            ["items"] = new JsonArray([.. found.Skip(from).Take(size)]),
        };
        page[from + size < found.Count ? "nextPageToken" : "nextSyncToken"] =
            from + size < found.Count ? (from + size).ToString(CultureInfo.InvariantCulture) : $"{change}-{parameters}";
        return (200, page);
    }

    /// <summary>Of a removed instance three properties are certain, of any other event only its id.</summary>
    private static JsonObject Remains(JsonObject gone)
    {
        var rest = new JsonObject { ["id"] = gone["id"]!.DeepClone(), ["status"] = "cancelled" };
        foreach (var name in new[] { "recurringEventId", "originalStartTime" }.Where(gone.ContainsKey))
        {
            rest[name] = gone[name]!.DeepClone();
        }

        return rest;
    }

    private static bool IsCancelled(JsonObject one) => one["status"]?.GetValue<string>() == "cancelled";

    /// <summary>timeMin bounds the end and timeMax the start, both without the bound itself.</summary>
    private static bool Touches(JsonObject one, IQueryCollection query) =>
        At(one["end"]!) > Bound(query["timeMin"].ToString()) && At(one["start"]!) < Bound(query["timeMax"].ToString());

    private static DateTimeOffset At(JsonNode time) => Bound((time["dateTime"] ?? time["date"])!.GetValue<string>());

    private static DateTimeOffset Bound(string text) =>
        DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);
}
