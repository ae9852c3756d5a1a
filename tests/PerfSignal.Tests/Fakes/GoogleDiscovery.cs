using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Primitives;

namespace PerfSignal.Tests.Fakes;

/// <summary>Google's own description of its Calendar API (https://www.googleapis.com/discovery/v1/apis/calendar/v3/rest), where a copy is at hand.</summary>
/// <remarks>Looked for in the folder that PERFSIGNAL_CONTRACTS names.</remarks>
public sealed class GoogleDiscovery
{
    private const string File = "google-calendar/calendar-v3-discovery.json";
    private readonly JsonNode document;

    private GoogleDiscovery(JsonNode document) => this.document = document;

    public static string Missing => $"There is no copy of {File}: set PERFSIGNAL_CONTRACTS to the folder that holds it.";

    /// <summary>Null where there is none.</summary>
    public static GoogleDiscovery? Copy { get; } = Load();

    public JsonNode List => document["resources"]!["events"]!["methods"]!["list"]!;

    /// <summary>What is wrong with the parameters of a call of events.list; null where nothing is.</summary>
    public string? WrongParameter(IEnumerable<KeyValuePair<string, StringValues>> query)
    {
        foreach (var (name, values) in query)
        {
            var parameter = List["parameters"]![name] ?? document["parameters"]![name];
            if (parameter is null || parameter["location"]?.GetValue<string>() == "path")
            {
                return $"{name} is no parameter";
            }

            if (values.Count != 1 && parameter["repeated"]?.GetValue<bool>() != true)
            {
                return $"{name} is given twice";
            }

            if (values.FirstOrDefault(value => !Fits(parameter, value ?? "")) is { } wrong)
            {
                return $"{name}={wrong}";
            }
        }

        return null;
    }

    /// <summary>Properties of an answer that the description does not have, or has of another type.</summary>
    public IReadOnlyList<string> WrongProperties(JsonNode? value, string schema) =>
        [.. Wrong(value, document["schemas"]![schema]!, schema)];

    private IEnumerable<string> Wrong(JsonNode? value, JsonNode schema, string path)
    {
        if (schema["$ref"]?.GetValue<string>() is { } other)
        {
            return Wrong(value, document["schemas"]![other]!, path);
        }

        return (schema["type"]?.GetValue<string>(), value) switch
        {
            ("object", JsonObject properties) => properties.SelectMany(property =>
                schema["properties"]?[property.Key] is { } known
                    ? Wrong(property.Value, known, $"{path}.{property.Key}")
                    : [$"{path}.{property.Key}"]
            ),
            ("array", JsonArray items) => items.SelectMany(item => Wrong(item, schema["items"]!, path)),
            ("string", JsonValue text) when text.GetValueKind() == JsonValueKind.String => [],
            ("integer", JsonValue number) when number.GetValueKind() == JsonValueKind.Number => [],
            ("boolean", JsonValue flag) when flag.GetValueKind() is JsonValueKind.True or JsonValueKind.False => [],
            _ => [path],
        };
    }

    private static bool Fits(JsonNode parameter, string value) =>
        parameter["type"]?.GetValue<string>() switch
        {
            "boolean" => value is "true" or "false",
            "integer" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= int.Parse(parameter["minimum"]?.GetValue<string>() ?? "0", CultureInfo.InvariantCulture),
            _ when parameter["enum"] is JsonArray words => words.Any(word => word!.GetValue<string>() == value),
            _ when parameter["format"]?.GetValue<string>() == "date-time" => DateTimeOffset.TryParse(
                value,
                CultureInfo.InvariantCulture,
                out _
            ),
            _ => value.Length > 0,
        };

    private static GoogleDiscovery? Load()
    {
        var path = Path.Combine(Environment.GetEnvironmentVariable("PERFSIGNAL_CONTRACTS") ?? "", File);
        return System.IO.File.Exists(path) && JsonNode.Parse(System.IO.File.ReadAllText(path)) is { } document
            ? new GoogleDiscovery(document)
            : null;
    }
}

/// <summary>A test that needs Google's description; without a copy it is skipped and says so.</summary>
public sealed class DiscoveryFactAttribute : FactAttribute
{
    public DiscoveryFactAttribute()
    {
        if (GoogleDiscovery.Copy is null)
        {
            Skip = GoogleDiscovery.Missing;
        }
    }
}
