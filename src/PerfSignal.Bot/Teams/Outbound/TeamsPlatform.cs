using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Teams.Outbound;

/// <summary>Teams as the outbox sees it: messages in the bot's personal conversation with each person.</summary>
internal sealed class TeamsPlatform(Ways ways, Activities activities, Connector connector) : IPlatform
{
    private const int Unfound = 404;

    /// <summary>By person: of two first messages at once only one creates the conversation.</summary>
    private readonly SemaphoreSlim[] turns = [.. Enumerable.Range(0, 64).Select(_ => new SemaphoreSlim(1, 1))];

    public PlatformName Name => PlatformName.Teams;

    public async Task<bool> Reaches(Person person, CancellationToken ct) => await ways.To(person, ct) is not null;

    public Task<IReadOnlyDictionary<Guid, string>> Reached(IReadOnlyCollection<Person> people, CancellationToken ct) =>
        ways.Reached(people, ct);

    public Task<DeliveryResult> Send(Message message, CancellationToken ct) =>
        Guarded(async () =>
        {
            if (message.Channel is { } channel)
            {
                return activities.Of(message, channel) is not { } post
                    ? NotShown(message)
                    : await Ended(await connector.Send(await ways.ToChannel(ct), channel, post, ct), channel, null, ct);
            }

            var (way, failed) = await Opened(message.Recipient, ct);
            if (failed is not null)
            {
                return failed;
            }

            var conversation = way!.ConversationId!;
            return activities.Of(message, conversation) is not { } activity
                ? NotShown(message)
                : await Ended(await connector.Send(way.ServiceUrl, conversation, activity, ct), conversation, null, ct);
        });

    public Task<DeliveryResult> Update(Message message, CancellationToken ct) =>
        Guarded(async () =>
        {
            if (message is not { ConversationId: { Length: > 0 } conversation, MessageId: { Length: > 0 } id })
            {
                return new DeliveryResult.Failed(FailureCategory.Invalid, "message_unknown");
            }

            if (message.Channel is not null)
            {
                return activities.Of(message, conversation) is not { } post
                    ? NotShown(message)
                    : await Ended(await connector.Update(await ways.ToChannel(ct), conversation, id, post, ct), conversation, id, ct);
            }

            // Whose conversation it is may have been corrected since: then nothing more of the one is told to the other.
            if (await ways.OfConversation(conversation, ct) is not { } way || way.PersonId != message.Recipient.Id)
            {
                return new DeliveryResult.Failed(FailureCategory.Invalid, "conversation_not_theirs");
            }

            return activities.Of(message, conversation) is not { } activity
                ? NotShown(message)
                : await Ended(await connector.Update(way.ServiceUrl, conversation, id, activity, ct), conversation, id, ct);
        });

    public Task<DeliveryResult> Retract(Message message, CancellationToken ct) =>
        Guarded(async () =>
        {
            if (message is not { ConversationId: { Length: > 0 } conversation, MessageId: { Length: > 0 } id })
            {
                return new DeliveryResult.Failed(FailureCategory.Invalid, "message_unknown");
            }

            var url = message.Channel is not null
                ? await ways.ToChannel(ct)
                : (await ways.OfConversation(conversation, ct))?.ServiceUrl ?? Ways.PublicServiceUrl;
            var answer = await connector.Delete(url, conversation, id, ct);
            // After a first try without an answer, a message that is not there is the one that was taken back.
            return answer is ConnectorAnswer.Failed { Status: Unfound, Category: FailureCategory.Invalid } && message.MayHaveArrived
                ? new DeliveryResult.Delivered(conversation, id)
                : await Ended(answer, conversation, id, ct);
        });

    /// <summary>The way to a person, with a conversation.</summary>
    private async Task<(Way? Way, DeliveryResult.Failed? Failed)> Opened(Person person, CancellationToken ct)
    {
        if (await ways.To(person, ct) is { ConversationId: not null } open)
        {
            return (open, null);
        }

        var turn = turns[(uint)person.Id.GetHashCode() % turns.Length];
        await turn.WaitAsync(ct);
        try
        {
            if (await ways.To(person, ct) is not { } way)
            {
                return (null, new DeliveryResult.Failed(FailureCategory.RecipientGone, "no_account"));
            }

            if (way.ConversationId is not null)
            {
                return (way, null);
            }

            var answer = await connector.CreateConversation(way.ServiceUrl, activities.Conversation(way.Member), ct);
            if (answer is not ConnectorAnswer.Done { Id: { } conversation })
            {
                return (
                    null,
                    answer is ConnectorAnswer.Failed failed
                        ? failed.Result
                        : new DeliveryResult.Failed(FailureCategory.Transient, "conversation_without_id")
                );
            }

            await ways.Keep(way, conversation, ct);
            return (way with { ConversationId = conversation }, null);
        }
        finally
        {
            turn.Release();
        }
    }

    /// <param name="id">Of the message; null where the answer has it.</param>
    private async Task<DeliveryResult> Ended(ConnectorAnswer answer, string conversation, string? id, CancellationToken ct)
    {
        if (answer is ConnectorAnswer.Done done)
        {
            return new DeliveryResult.Delivered(conversation, id ?? done.Id ?? "");
        }

        var failed = (ConnectorAnswer.Failed)answer;
        if (failed is { Status: Unfound, Category: FailureCategory.RecipientGone })
        {
            await ways.Forget(conversation, ct);
        }

        return failed.Result;
    }

    private static DeliveryResult.Failed NotShown(Message message) => new(FailureCategory.Invalid, "card_not_shown_" + message.Card);

    private static async Task<DeliveryResult> Guarded(Func<Task<DeliveryResult>> act)
    {
        try
        {
            return await act();
        }
        catch (Exception e) when (e is DbException or DbUpdateException)
        {
            // Nothing is read or written between a message that was taken and the end.
            return new DeliveryResult.Failed(FailureCategory.Transient, "database");
        }
    }
}
