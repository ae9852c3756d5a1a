using System.Security.Cryptography;
using System.Text;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>What Teams sent, as far as the bot reads it (https://github.com/microsoft/Agents/blob/main/specs/activity/protocol-activity.md).</summary>
internal sealed record Activity
{
    private Activity() { }

    public required string Type { get; init; }
    public string? Id { get; init; }
    public string? ChannelId { get; init; }
    public string? ServiceUrl { get; init; }

    /// <summary>The sender's account within the conversation (`29:…`).</summary>
    public string? FromId { get; init; }

    /// <summary>The sender's Entra object id.</summary>
    public string? FromUser { get; init; }
    public string? BotId { get; init; }
    public string? ConversationId { get; init; }

    /// <summary>Whether only the sender and the bot are there.</summary>
    public bool IsPersonal { get; init; }

    /// <summary>Every tenant that the activity names; one that is none of a name's shape stands as an empty string.</summary>
    public required IReadOnlyList<string> Tenants { get; init; }

    /// <summary>`en` of `en-GB`.</summary>
    public string? Language { get; init; }

    /// <summary>The name of an invoke.</summary>
    public string? Name { get; init; }

    /// <summary>What an installation update does.</summary>
    public string? Action { get; init; }

    /// <summary>The message whose card was pressed.</summary>
    public string? ReplyToId { get; init; }
    public Wire Value { get; init; }

    /// <summary>All of it, for what only one kind of activity has.</summary>
    public Wire All { get; init; }

    /// <summary>The same for every delivery of the same activity, at most 200 characters.</summary>
    public required string EventId { get; init; }

    /// <summary>Null for what is no activity at all.</summary>
    public static Activity? Read(ReadOnlyMemory<byte> utf8)
    {
        if (Wire.Read(utf8) is not { } all || all["type"].Id(100) is not { } type)
        {
            return null;
        }

        var conversation = all["conversation"];
        var (conversationId, id) = (conversation["id"].Id(), all["id"].Id());
        return new Activity
        {
            Type = type,
            Id = id,
            ChannelId = all["channelId"].Id(100),
            ServiceUrl = all["serviceUrl"].Id(),
            FromId = all["from"]["id"].Id(),
            FromUser = UserId(all["from"]["aadObjectId"]),
            BotId = all["recipient"]["id"].Id(),
            ConversationId = conversationId,
            IsPersonal = conversation["conversationType"].Text is { } kind
                ? kind == "personal"
                // Teams says it always; where it does not, ids of conversations that others are in begin so.
                : conversation["isGroup"].Json.ValueKind != System.Text.Json.JsonValueKind.True
                    && conversationId?.StartsWith("19:", StringComparison.Ordinal) != true,
            Tenants =
            [
                .. new[] { conversation["tenantId"], all["channelData"]["tenant"]["id"] }
                    .Where(tenant =>
                        tenant.Json.ValueKind is not (System.Text.Json.JsonValueKind.Undefined or System.Text.Json.JsonValueKind.Null)
                    )
                    .Select(tenant => tenant.Id(64) ?? ""),
            ],
            Language = all["locale"].Id(20)?.Split('-', '_')[0].ToLowerInvariant(),
            Name = all["name"].Id(100),
            Action = all["action"].Id(100),
            ReplyToId = all["replyToId"].Id(),
            Value = all["value"],
            All = all,
            EventId = Hash(conversationId, id, utf8.Span),
        };
    }

    /// <summary>Entra writes its ids as GUIDs in lower case; stand-ins of Teams are not so strict.</summary>
    public static string? UserId(Wire id) => Guid.TryParse(id.Text, out var guid) ? guid.ToString("D") : id.Id(64);

    /// <summary>An activity without an id is known again by its bytes, in which Teams puts the time.</summary>
    private static string Hash(string? conversation, string? id, ReadOnlySpan<byte> utf8)
    {
        var hash =
            conversation is not null && id is not null
                ? SHA256.HashData(Encoding.UTF8.GetBytes($"{conversation}\n{id}"))
                : SHA256.HashData(utf8);
        return Convert.ToHexStringLower(hash);
    }
}
