using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using System.Xml.Linq;
using NodaTime;
using PerfSignal.Bot.Calendars.Graph;
using PerfSignal.Core.Calendar;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Calendars.Graph;

/// <summary>Holds reader and stand-in against Microsoft's own description of Graph (https://graph.microsoft.com/v1.0/$metadata).</summary>
public sealed class GraphMetadataTests
{
    private static readonly XNamespace Edm = "http://docs.oasis-open.org/odata/ns/edm";

    /// <summary>A test that needs the description, in a folder that the environment names.</summary>
    private sealed class WithMetadataAttribute : FactAttribute
    {
        public WithMetadataAttribute()
        {
            if (Path is null)
            {
                Skip = "Not run: PERFSIGNAL_CONTRACTS names no folder with microsoft-graph/*.csdl.xml.";
            }
        }

        public static string? Path { get; } =
            Environment.GetEnvironmentVariable("PERFSIGNAL_CONTRACTS") is { Length: > 0 } folder
            && System.IO.Path.Combine(folder, "microsoft-graph") is var graph
            && Directory.Exists(graph)
                ? Directory.EnumerateFiles(graph, "*.csdl.xml").FirstOrDefault()
                : null;
    }

    [WithMetadata]
    public void Everything_that_the_stand_in_says_of_an_event_is_described()
    {
        var types = Types();
        foreach (var chapter in CalendarStory.Chapters)
        {
            foreach (var owner in new[] { CalendarStory.Mia, CalendarStory.Rui })
            {
                var view = new GraphMailbox(owner, chapter).View(SyncRules.Window(chapter.Now));
                foreach (var item in view.Values.SelectMany(items => items))
                {
                    Check(types, item, "graph.event");
                }
            }
        }
    }

    [WithMetadata]
    public void Everything_that_is_read_of_an_event_is_described()
    {
        var types = Types();
        Names(typeof(GraphEvent)).ShouldBeSubsetOf(types["graph.event"].Keys);
        Names(typeof(GraphTime)).ShouldBeSubsetOf(types["graph.dateTimeTimeZone"].Keys);
        Names(typeof(GraphAttendee)).ShouldBeSubsetOf(types["graph.attendee"].Keys);
        Names(typeof(GraphResponse)).ShouldBeSubsetOf(types["graph.responseStatus"].Keys);
        Names(typeof(GraphRecipient)).ShouldBeSubsetOf(types["graph.recipient"].Keys);
        Names(typeof(GraphAddress)).ShouldBeSubsetOf(types["graph.emailAddress"].Keys);
        types["graph.eventType"].Keys.ShouldBe(["singleInstance", "occurrence", "exception", GraphEvent.SeriesMaster], ignoreOrder: true);
        types["graph.responseType"]
            .Keys.ShouldBeSubsetOf(["none", "organizer", "tentativelyAccepted", "accepted", "declined", "notResponded"]);
        types["graph.attendeeType"].Keys.ShouldContain("resource");
        GraphEvent.Select["$select=".Length..].Split(',').ShouldBeSubsetOf(types["graph.event"].Keys);
    }

    private static IEnumerable<string> Names(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetCustomAttribute<JsonIgnoreAttribute>() is null)
            .Select(property =>
                property.GetCustomAttribute<JsonPropertyNameAttribute>()?.Name ?? JsonNamingPolicy.CamelCase.ConvertName(property.Name)
            )
            .Where(name => !name.StartsWith('@'));

    private static void Check(Dictionary<string, Dictionary<string, string>> types, JsonNode? node, string type)
    {
        switch (node)
        {
            case JsonArray list:
                foreach (var item in list)
                {
                    Check(types, item, type["Collection(".Length..^1]);
                }

                break;
            case JsonObject fields:
                foreach (var (name, value) in fields.Where(pair => !pair.Key.StartsWith('@')))
                {
                    types[type].ShouldContainKey(name, $"of {type}");
                    Check(types, value, types[type][name]);
                }

                break;
            case JsonValue value when types.TryGetValue(type, out var members):
                members.ShouldContainKey(value.GetValue<string>(), $"of {type}");
                break;
            case JsonValue value when type == "Edm.Boolean":
                value.GetValueKind().ShouldBeOneOf(JsonValueKind.True, JsonValueKind.False);
                break;
            case JsonValue value:
                type.ShouldStartWith("Edm.");
                value.GetValueKind().ShouldBe(JsonValueKind.String);
                break;
        }
    }

    /// <summary>Properties with their types, or members, by the name of the type.</summary>
    private static Dictionary<string, Dictionary<string, string>> Types()
    {
        var described = XDocument
            .Load(WithMetadataAttribute.Path!)
            .Descendants()
            .Where(element => element.Name == Edm + "EntityType" || element.Name == Edm + "ComplexType" || element.Name == Edm + "EnumType")
            .ToDictionary(element => "graph." + element.Attribute("Name")!.Value);
        return described.ToDictionary(pair => pair.Key, pair => Properties(pair.Value).ToDictionary(one => one.Name, one => one.Type));

        IEnumerable<(string Name, string Type)> Properties(XElement element)
        {
            var own = element
                .Elements()
                .Where(child => child.Name == Edm + "Property" || child.Name == Edm + "Member" || child.Name == Edm + "NavigationProperty")
                .Select(child => (child.Attribute("Name")!.Value, child.Attribute("Type")?.Value ?? ""));
            return element.Attribute("BaseType") is { } parent && described.TryGetValue(parent.Value, out var inherited)
                ? own.Concat(Properties(inherited))
                : own;
        }
    }
}
