using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PerfSignal.Bot.Packaging;

/// <summary>The shipped app manifests, filled in with the ids and the address of one organisation's service.</summary>
public static class Manifests
{
    /// <summary>Stands in the shipped files where the application's id belongs.</summary>
    private const string NoId = "00000000-0000-0000-0000-000000000000";

    /// <summary>Stands in the shipped files where the service's address belongs.</summary>
    private const string NoHost = "perfsignal.example.com";

    private static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "manifests");

    /// <summary>The manifest of a Teams app (https://learn.microsoft.com/microsoft-365/extensibility/schema/).</summary>
    /// <param name="appId">The bot's application id, which is the app's id too.</param>
    /// <param name="publicUrl">The https address that people type.</param>
    public static string Teams(Guid appId, Uri publicUrl) => Fill("teams/manifest.json", publicUrl, appId.ToString());

    /// <summary>The manifest of a Slack app (https://docs.slack.dev/app-manifests/).</summary>
    /// <param name="publicUrl">The https address that Slack calls.</param>
    public static string Slack(Uri publicUrl) => Fill("slack/manifest.json", publicUrl, NoId);

    private static string Fill(string file, Uri publicUrl, string id)
    {
        var shipped = JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, file)));
        return Filled(shipped, publicUrl, id)!.ToJsonString(Readable) + "\n";
    }

    private static JsonNode? Filled(JsonNode? node, Uri publicUrl, string id) =>
        node switch
        {
            JsonObject o => new JsonObject(o.Select(member => KeyValuePair.Create(member.Key, Filled(member.Value, publicUrl, id)))),
            JsonArray array => new JsonArray([.. array.Select(item => Filled(item, publicUrl, id))]),
            JsonValue value when value.GetValueKind() == JsonValueKind.String => Filled(value.GetValue<string>(), publicUrl, id),
            _ => node?.DeepClone(),
        };

    private static string Filled(string text, Uri publicUrl, string id) =>
        text switch
        {
            NoId => id,
            NoHost => publicUrl.Host,
            _ when text.StartsWith($"https://{NoHost}/", StringComparison.Ordinal) => publicUrl.GetLeftPart(UriPartial.Authority)
                + text[$"https://{NoHost}".Length..],
            _ => text,
        };
}
