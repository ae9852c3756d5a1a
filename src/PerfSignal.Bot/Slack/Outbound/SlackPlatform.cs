using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Slack.Outbound;

/// <summary>Slack as the outbox sees it: the bot's direct messages.</summary>
internal sealed class SlackPlatform(
    CallSlack call,
    Recipients recipients,
    ChannelPosts channels,
    Lookout lookout,
    SlackMessages cards,
    SlackSettings settings
) : IPlatform
{
    private static readonly DeliveryResult.Failed NotInstalled = new(FailureCategory.Unauthorized, "no_installation");

    public PlatformName Name => PlatformName.Slack;

    public async Task<bool> Reaches(Person person, CancellationToken ct) => (await recipients.Of(person.Id, ct)).Any(one => one.Alive);

    public Task<IReadOnlyDictionary<Guid, string>> Reached(IReadOnlyCollection<Person> people, CancellationToken ct) =>
        recipients.Reached(people, ct);

    public async Task<DeliveryResult> Send(Message message, CancellationToken ct)
    {
        if (message.Channel is not null)
        {
            return await channels.Send(message, ct);
        }

        var accounts = await recipients.Of(message.Recipient.Id, ct);
        if (accounts.Count == 0)
        {
            return new DeliveryResult.Failed(FailureCategory.RecipientGone, "no_account");
        }

        if (accounts.FirstOrDefault(one => one.Alive).Account is not { } account)
        {
            return Meant(NotInstalled with { Workspace = accounts[0].Account.Workspace });
        }

        var (look, workspace) = message.MayHaveArrived
            ? await LookFor(message, accounts, ct)
            : (new Look.Absent(), account.Workspace);
        return look switch
        {
            Look.Found found => new DeliveryResult.Delivered(found.Conversation, found.Ts) { Workspace = workspace },
            Look.Later later => Meant(later.Failed with { Workspace = workspace }),
            Look.Absent => await Post(message, account, ct),
            // Sent once more unseen, as on a platform that has no such look; not a third time.
            Look.Barred barred => message.PossiblyDoubled
                ? new DeliveryResult.Failed(FailureCategory.Uncertain, barred.Word) { PossiblyDoubled = true, Workspace = workspace }
                : await Post(message, account, ct) with
                {
                    PossiblyDoubled = true,
                },
            _ => throw new InvalidOperationException("A look has no other end."),
        };
    }

    public async Task<DeliveryResult> Update(Message message, CancellationToken ct)
    {
        // Blocks are always there: those left out would stay as they were.
        var arguments = cards.Render(message);
        arguments["parse"] = "none";
        return await Change("chat.update", message, arguments, ct);
    }

    public async Task<DeliveryResult> Retract(Message message, CancellationToken ct)
    {
        var result = await Change("chat.delete", message, [], ct);
        return result is DeliveryResult.Failed { Word: "message_not_found" }
            ? new DeliveryResult.Delivered(message.ConversationId!, message.MessageId!)
            : result;
    }

    /// <summary>In every conversation where it may be: which of several accounts was written to is known only from where it arrived.</summary>
    private async Task<(Look Look, string? Workspace)> LookFor(
        Message message,
        IReadOnlyList<(ChatAccount Account, bool Alive)> accounts,
        CancellationToken ct
    )
    {
        // The conversation is stored before anything is posted into it: where there is none, nothing was.
        foreach (var (account, _) in accounts.Where(one => one.Alive && one.Account.ConversationId is not null))
        {
            var look = await lookout.For(message, account.Workspace, account.ConversationId!, ct);
            if (look is not Look.Absent)
            {
                return (look, account.Workspace);
            }
        }

        return (new Look.Absent(), null);
    }

    private async Task<DeliveryResult> Post(Message message, ChatAccount account, CancellationToken ct)
    {
        var arguments = cards.Post(message);
        var known = account.ConversationId is not null;
        var result = await PostInto(account, arguments, ct);
        if (known && result is DeliveryResult.Failed { Word: "channel_not_found" })
        {
            // Another installation's conversation is none of ours: ours is opened, once.
            await recipients.Keep(account, null, ct);
            result = await PostInto(account, arguments, ct);
        }

        return result with { Workspace = account.Workspace };
    }

    private async Task<DeliveryResult> PostInto(ChatAccount account, JsonObject arguments, CancellationToken ct)
    {
        if (account.ConversationId is null)
        {
            var opened = await call(account.Workspace, "conversations.open", new JsonObject { ["users"] = account.UserId }, ct);
            if (opened is not SlackAnswer.Good { Body: var body })
            {
                return Meant(SlackErrors.Before(opened));
            }

            if (body["channel"]?["id"]?.ToString() is not { Length: > 0 } conversation)
            {
                return new DeliveryResult.Failed(FailureCategory.Transient, "no_channel");
            }

            await recipients.Keep(account, conversation, ct);
        }

        arguments["channel"] = account.ConversationId;
        return Meant(Lookout.Posted(await call(account.Workspace, "chat.postMessage", arguments, ct), account.ConversationId!));
    }

    private async Task<DeliveryResult> Change(string method, Message message, JsonObject arguments, CancellationToken ct)
    {
        if (message.Channel is not null)
        {
            return await channels.Change(method, message, arguments, ct);
        }

        var accounts = await recipients.Of(message.Recipient.Id, ct);
        var there = accounts.Where(one => one.Account.ConversationId == message.ConversationId).Concat(accounts.Where(one => one.Alive));
        var (account, alive) = there.FirstOrDefault();
        if (!alive)
        {
            return account is null
                ? new DeliveryResult.Failed(FailureCategory.RecipientGone, "no_account")
                : Meant(NotInstalled with { Workspace = account.Workspace });
        }

        arguments["channel"] = message.ConversationId;
        arguments["ts"] = message.MessageId;
        var answer = await call(account.Workspace, method, arguments, ct);
        return Meant(Lookout.Posted(answer, message.ConversationId!)) with { Workspace = account.Workspace };
    }

    private DeliveryResult Meant(DeliveryResult result) => result is DeliveryResult.Failed failed ? Meant(failed) : result;

    /// <summary>Of several workspaces one that removed the app holds up none of the others: its people are looked for elsewhere at the next attempt.</summary>
    private DeliveryResult.Failed Meant(DeliveryResult.Failed failed) =>
        settings.BotToken is null && failed.Word is ("account_inactive" or "token_revoked" or "token_expired" or "no_installation")
            ? failed with
            {
                Category = FailureCategory.Transient,
            }
            : failed;
}
