using System.Text.Json.Nodes;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>Posts into a channel that the organisation chose; whoever it is about need not be in Slack.</summary>
internal sealed class ChannelPosts(CallSlack call, SlackTokens tokens, Lookout lookout, SlackMessages cards)
{
    public Task<DeliveryResult> Send(Message message, CancellationToken ct) =>
        InItsWorkspace(workspace => SendTo(workspace, message, ct), ct);

    /// <param name="method">chat.update or chat.delete.</param>
    public Task<DeliveryResult> Change(string method, Message message, JsonObject arguments, CancellationToken ct)
    {
        arguments["channel"] = message.ConversationId;
        arguments["ts"] = message.MessageId;
        return InItsWorkspace(
            async workspace =>
                Lookout.Posted(await call(workspace, method, (JsonObject)arguments.DeepClone(), ct), message.ConversationId!),
            ct
        );
    }

    /// <summary>A channel's id does not say whose it is: the workspaces are asked in turn, and one that does not know it did nothing.</summary>
    private async Task<DeliveryResult> InItsWorkspace(Func<string, Task<DeliveryResult>> act, CancellationToken ct)
    {
        DeliveryResult result = new DeliveryResult.Failed(FailureCategory.Unauthorized, "no_installation");
        foreach (var workspace in (await tokens.Workspaces(ct) ?? []).Order(StringComparer.Ordinal))
        {
            result = await act(workspace) with { Workspace = workspace };
            if (result is not DeliveryResult.Failed { Word: "channel_not_found" })
            {
                return result;
            }
        }

        return result;
    }

    private async Task<DeliveryResult> SendTo(string workspace, Message message, CancellationToken ct)
    {
        var channel = message.Channel!;
        var look = message.MayHaveArrived ? await lookout.For(message, workspace, channel, ct) : new Look.Absent();
        return look switch
        {
            Look.Found found => new DeliveryResult.Delivered(found.Conversation, found.Ts),
            Look.Later later => later.Failed,
            Look.Absent => await Post(workspace, channel, message, ct),
            Look.Barred { Word: "channel_not_found" } barred => new DeliveryResult.Failed(FailureCategory.RecipientGone, barred.Word),
            // The bot may read no channels (no scope channels:history): sent once more unseen, not a third time.
            Look.Barred barred => message.PossiblyDoubled
                ? new DeliveryResult.Failed(FailureCategory.Uncertain, barred.Word) { PossiblyDoubled = true }
                : await Post(workspace, channel, message, ct) with
                {
                    PossiblyDoubled = true,
                },
            _ => throw new InvalidOperationException("A look has no other end."),
        };
    }

    private async Task<DeliveryResult> Post(string workspace, string channel, Message message, CancellationToken ct)
    {
        var arguments = cards.Post(message);
        arguments["channel"] = channel;
        return Lookout.Posted(await call(workspace, "chat.postMessage", arguments, ct), channel);
    }
}
