using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Primitives;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Reads the forms of slash commands (https://docs.slack.dev/interactivity/implementing-slash-commands).</summary>
internal static class CommandReader
{
    private const int MaxFields = 100;

    /// <summary>The form of a body; null for what is none.</summary>
    public static async Task<IReadOnlyDictionary<string, StringValues>?> Form(ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var stream = new MemoryStream(body.ToArray(), writable: false);
        using var reader = new FormReader(stream) { ValueCountLimit = MaxFields, ValueLengthLimit = SlackBody.Most };
        try
        {
            return await reader.ReadFormAsync(ct);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    /// <summary>Null for what is no command of ours.</summary>
    public static Arrival? Read(IReadOnlyDictionary<string, StringValues> form)
    {
        string? One(string name) => form.TryGetValue(name, out var values) && values is [{ Length: > 0 } value] ? value : null;
        var workspace = WireWorkspace.Key(One("is_enterprise_install") == "true", One("enterprise_id"), One("team_id"));
        return
            workspace is not null
            && WireWorkspace.Known(One("user_id")) is { } user
            && One("command") is { Length: > 1 and <= 100 } command
            && command[0] == '/'
            && One("trigger_id") is { } trigger
            ? new Arrival
            {
                Kind = ArrivalKind.Command,
                // A trigger is made for each invocation, and no other field is.
                EventId = Arrival.Id("command", trigger),
                Workspace = workspace,
                Enterprise = WireWorkspace.Known(One("enterprise_id")),
                User = user,
                Text = WireText.Typed($"{command} {One("text")}"),
                Channel = WireWorkspace.Known(One("channel_id")),
                Trigger = trigger,
                ResponseUrl = One("response_url"),
            }
            : null;
    }
}
