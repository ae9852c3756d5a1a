using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace PerfSignal.Tests.Fakes;

/// <summary>What a stand-in of Teams wants of a body: the properties and types of the connector's published description, and what Teams needs of them.</summary>
internal static class TeamsBodies
{
    private static readonly Dictionary<string, JsonValueKind> Account = Of("id name aadObjectId role");

    private static readonly Dictionary<string, JsonValueKind> ActivityTypes = new(
        Of(
            "type id timestamp channelId locale text textFormat summary replyToId importance inputHint attachmentLayout deliveryMode serviceUrl"
        )
    )
    {
        ["from"] = JsonValueKind.Object,
        ["recipient"] = JsonValueKind.Object,
        ["conversation"] = JsonValueKind.Object,
        ["attachments"] = JsonValueKind.Array,
        ["entities"] = JsonValueKind.Array,
        ["channelData"] = JsonValueKind.Object,
        ["value"] = JsonValueKind.Object,
    };

    public static async Task<JsonObject?> Read(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var text = await reader.ReadToEndAsync();
        if (text.Length == 0 || request.ContentType?.StartsWith("application/json", StringComparison.Ordinal) != true)
        {
            return null;
        }

        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public static IEnumerable<string> Conversation(JsonObject body)
    {
        var types = new Dictionary<string, JsonValueKind>(Of("tenantId topicName"))
        {
            ["isGroup"] = JsonValueKind.False,
            ["bot"] = JsonValueKind.Object,
            ["members"] = JsonValueKind.Array,
            ["channelData"] = JsonValueKind.Object,
            ["activity"] = JsonValueKind.Object,
        };
        return
        [
            .. Typed(body, types),
            .. body["bot"] is JsonObject bot ? Typed(bot, Account) : [],
            .. body["bot"]?["id"]?.ToString() == "28:" + TeamsConnector.AppId ? Array.Empty<string>() : ["bot.id is not the bot's"],
            .. body["members"] is JsonArray { Count: 1 } members && members[0] is JsonObject member && IsId(member["id"])
                ? Typed(member, Account)
                : ["members is not one member with an id"],
            .. body["tenantId"]?.ToString() == TeamsConnector.TenantId ? Array.Empty<string>() : ["tenantId is not the tenant's"],
            .. body["channelData"]?["tenant"]?["id"]?.ToString() == TeamsConnector.TenantId
                ? Array.Empty<string>()
                : ["channelData.tenant.id is not the tenant's"],
        ];
    }

    public static IEnumerable<string> Activity(JsonObject body)
    {
        var attachments = body["attachments"] as JsonArray ?? [];
        return
        [
            .. Typed(body, ActivityTypes),
            .. body["type"]?.ToString() is "message" or "typing" ? Array.Empty<string>() : ["type is neither message nor typing"],
            .. new[] { "from", "recipient" }.Select(name => body[name]).OfType<JsonObject>().SelectMany(account => Typed(account, Account)),
            .. body["textFormat"]?.ToString() is null or "plain" or "markdown" or "xml" ? Array.Empty<string>() : ["textFormat"],
            .. body["text"] is null && attachments.Count == 0 ? new[] { "neither text nor attachments" } : [],
            .. attachments.SelectMany(Attachment),
            .. (body["entities"] as JsonArray ?? []).Where(entity => !IsId(entity?["type"])).Select(_ => "an entity without type"),
        ];
    }

    private static IEnumerable<string> Attachment(JsonNode? attachment) =>
        attachment is not JsonObject file ? ["an attachment that is no object"]
        : file["contentType"]?.ToString() != "application/vnd.microsoft.card.adaptive" ? ["an attachment of another type"]
        : file["content"] is not JsonObject card ? ["a card that is no object"]
        : card["type"]?.ToString() != "AdaptiveCard" || card["version"]?.ToString() != "1.5" ? ["a card of another kind or version"]
        : card.ToJsonString().Length > 80_000 ? ["a card that is too large"]
        : [];

    private static bool IsId(JsonNode? node) =>
        node is JsonValue value && value.GetValueKind() == JsonValueKind.String && value.ToString().Length > 0;

    private static IEnumerable<string> Typed(JsonObject body, Dictionary<string, JsonValueKind> types) =>
        from property in body
        let kind = property.Value?.GetValueKind() ?? JsonValueKind.Null
        where !types.TryGetValue(property.Key, out var wanted) || kind != wanted
        select $"{property.Key} is {kind}";

    private static Dictionary<string, JsonValueKind> Of(string names) =>
        names.Split(' ').ToDictionary(name => name, _ => JsonValueKind.String, StringComparer.Ordinal);
}
