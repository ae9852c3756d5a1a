using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Cards.Templating;

/// <summary>
/// The values of the template language: <see cref="Undefined"/>, null, bool, double, <see cref="Text"/>, JsonArray, JsonObject,
/// with the conversions of ECMAScript where the reference library leaves them to it.
/// </summary>
internal static class Values
{
    public static readonly object Undefined = new();

    public static object? Of(JsonNode? node, bool fromModel = true) =>
        node switch
        {
            null => null,
            JsonArray or JsonObject => node,
            JsonValue value => value.GetValueKind() switch
            {
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number => double.Parse(value.ToJsonString(), System.Globalization.CultureInfo.InvariantCulture),
                JsonValueKind.Null => null,
                _ => Text.Of(value.ToString(), fromModel),
            },
            _ => Undefined,
        };

    public static bool IsNothing(object? value) => value is null || ReferenceEquals(value, Undefined);

    public static bool IsNumber(object? value) => value is double d && !double.IsNaN(d);

    /// <summary>False only for false, null and undefined: zero and the empty string count as true.</summary>
    public static bool IsTrue(object? value) => value is bool b ? b : !IsNothing(value);

    /// <summary>ECMAScript's <c>toString()</c>; the caller has dealt with null and undefined.</summary>
    public static Text ToText(object? value) =>
        value switch
        {
            Text t => t,
            bool b => Text.Literal(b ? "true" : "false"),
            double d => Text.Literal(JsNumber.Text(d)),
            JsonArray a => JoinAll(a, Text.Literal(",")),
            JsonObject => Text.Literal("[object Object]"),
            _ => Text.Literal(""),
        };

    public static Text JoinAll(IEnumerable<JsonNode?> items, Text separator) =>
        Text.Join(items.SelectMany((item, i) => i == 0 ? new[] { ToText(Of(item)) } : [separator, ToText(Of(item))]));

    /// <summary>How <c>concat</c> and <c>string</c> write a value: containers as JSON, nothing as the empty string.</summary>
    public static Text Stringify(object? value) => value is JsonNode node ? Text.Of(Json(node), fromModel: true) : ToText(value);

    public static string Json(JsonNode node) => node.ToJsonString(CardJson.Compact);

    public static bool Same(object? a, object? b)
    {
        if (IsNothing(a) || IsNothing(b))
        {
            return IsNothing(a) && IsNothing(b);
        }

        return (a, b) switch
        {
            (JsonArray x, JsonArray y) => x.Count == y.Count && x.Zip(y).All(p => Same(Of(p.First), Of(p.Second))),
            (JsonObject x, JsonObject y) => x.Count == y.Count && x.All(p => y.ContainsKey(p.Key) && Same(Of(p.Value), Of(y[p.Key]))),
            (double x, double y) => Math.Abs(x - y) < Math.Pow(2, -52) || x == y,
            (bool x, bool y) => x == y,
            (Text x, Text y) => x.Plain == y.Plain,
            _ => false,
        };
    }
}
