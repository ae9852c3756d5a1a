using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using Asked = PerfSignal.Core.Conversing.Inbound;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>What an arrival was answered with.</summary>
/// <param name="Person">Null for somebody the bot does not work for.</param>
/// <param name="Queued">The answer leaves by the outbox; it is not to be shown otherwise.</param>
internal sealed record Answered(Reply Reply, string Language, Guid? Person, bool Queued = false);

/// <summary>Answers one arrival: the effect, the answer and what brings it out commit together.</summary>
internal sealed class Answering(
    PerfSignalData data,
    SlackPeople people,
    Conversation conversation,
    Answers answers,
    Outbox outbox,
    Inbox inbox,
    ReaderFactory readers,
    SlackCards cards,
    TimeProvider clock
)
{
    /// <param name="fromInbox">Nobody waits for the answer any more: all of it leaves by the outbox.</param>
    public async Task<Answered> Run(Arrival arrival, bool fromInbox, CancellationToken ct)
    {
        Who who;
        try
        {
            who = await people.Of(arrival, ct);
        }
        catch (SlackOutOfReachException) when (!fromInbox)
        {
            return Refused("slack_unreachable");
        }

        if (who.Person is not { } person)
        {
            return Refused(who.Refusal ?? "slack_not_in_directory");
        }

        var reader = readers.For(person);
        if (arrival.Text is { Length: > Arrival.MaxText } text)
        {
            var tooLong = reader.Say(
                "slack_too_long",
                ("length", reader.Number(text.Length, 0)),
                ("max", reader.Number(Arrival.MaxText, 0))
            );
            return new Answered(new Reply.Said(tooLong), reader.Language, person.Id);
        }

        var direct = arrival.Kind == ArrivalKind.Command && !fromInbox;
        var (queued, first) = (false, false);
        var reply = await conversation.Receive(
            await HandedOver(arrival.For(person) with { IsAnsweredDirectly = direct }, arrival, ct),
            async (to, answer) =>
            {
                first = true;
                await outbox.HeardFrom(to.Id, PlatformName.Slack, ct);
                queued = await Queue(arrival, to, answer, reader.Language, fromInbox, ct);
                if (queued && fromInbox)
                {
                    await inbox.End(arrival.EventId, null, ct);
                }
            },
            ct
        );
        if (who.MayBeUnreachable && !first)
        {
            await outbox.HeardFrom(person.Id, PlatformName.Slack, ct);
        }

        // A repeat while its person waits: what went into the outbox, a window or another message's place is there already.
        queued |= !first && !fromInbox && IsShownOnce(arrival, reply);
        return new Answered(reply, reader.Language, person.Id, queued);
    }

    private static bool IsShownOnce(Arrival arrival, Reply reply) =>
        arrival.Kind switch
        {
            ArrivalKind.Action => reply is Reply.Opened or Reply.Invalid or Reply.Showed { Replaces: true },
            ArrivalKind.Submission => reply is Reply.Said or Reply.Showed,
            _ => false,
        };

    /// <summary>Brings out by the outbox what was to be shown directly and could not be; done again it changes nothing.</summary>
    /// <remarks>Takes the stored answer where there is one: in the one that was handed out secrets are readable.</remarks>
    public async Task Late(Arrival arrival, Answered answered, CancellationToken ct)
    {
        await using var transaction = await data.Database.BeginTransactionAsync(ct);
        if (answered.Person is { } id && await data.People.FindAsync([id], ct) is { } person)
        {
            var stored = await data.Set<InboundRow>()
                .AsNoTracking()
                .Where(row => row.Platform == PlatformName.Slack && row.EventId == arrival.EventId && row.PersonId == id)
                .Select(row => row.Answer)
                .SingleOrDefaultAsync(ct);
            var reply = stored is null ? answered.Reply : ReplyJson.Read(stored);
            await Queue(arrival, person, reply, answered.Language, fromInbox: true, ct);
        }

        await inbox.End(arrival.EventId, null, ct);
        await data.SaveChangesAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private Answered Refused(string key)
    {
        var reader = readers.ForNobody();
        return new Answered(new Reply.Said(reader.Say(key)), reader.Language, null);
    }

    /// <summary>A message that was handed over is about its author, where that is somebody the bot knows.</summary>
    private async Task<Asked> HandedOver(Asked inbound, Arrival arrival, CancellationToken ct)
    {
        if (arrival.Author is not { } author)
        {
            return inbound;
        }

        var about = author.Length == 0 || author == arrival.User ? null : (await people.Of(arrival, author, ct)).Person;
        return about is not null ? inbound with { Row = about.Id.ToString("N") }
            // Without somebody it is about, the form for feedback would take the words for a name.
            : arrival.Verb is GiveFeedback.Give or GiveFeedback.Praise ? inbound with { Text = "" }
            : inbound;
    }

    /// <returns>False where the request itself brings the answer.</returns>
    private async Task<bool> Queue(Arrival arrival, Person to, Reply reply, string language, bool fromInbox, CancellationToken ct)
    {
        switch (reply)
        {
            case Reply.Nothing:
                return true;
            case Reply.Said or Reply.Showed when arrival.Kind == ArrivalKind.Command && !fromInbox:
            case Reply.Opened or Reply.Invalid when !fromInbox:
                return false;
            case Reply.Opened or Reply.Invalid:
                await answers.Queue(to, cards.Button(reply, arrival.EventId, language), language, PlatformName.Slack, arrival.EventId, ct);
                return true;
            case Reply.Showed { Replaces: true } showed when arrival.Kind == ArrivalKind.Action && !arrival.AtHome:
                if (await Replace(arrival, to, showed, language, ct))
                {
                    return true;
                }

                if (!fromInbox && arrival.ResponseUrl is not null)
                {
                    return false;
                }

                break;
        }

        await answers.Queue(to, reply, language, PlatformName.Slack, arrival.EventId, ct);
        return true;
    }

    /// <summary>Changes the message whose button was pressed, where the outbox sent it to this very person.</summary>
    private async Task<bool> Replace(Arrival arrival, Person to, Reply.Showed showed, string language, CancellationToken ct)
    {
        var message = arrival.Message;
        var send = message is null
            ? null
            : await data.Set<DeliveryRow>()
                .AsNoTracking()
                .FirstOrDefaultAsync(
                    row =>
                        row.RecipientId == to.Id
                        && row.PlatformMessageId == message
                        && row.Act == DeliveryAct.Send
                        && row.Platform == PlatformName.Slack
                        && !row.Retracted,
                    ct
                );
        if (send is null)
        {
            return false;
        }

        var now = clock.Now();
        await outbox.Queue(
            new DeliveryRow
            {
                Id = clock.NewId(),
                RecipientId = to.Id,
                Act = DeliveryAct.Update,
                OfId = send.Id,
                Platform = PlatformName.Slack,
                Card = showed.Card,
                Model = showed.Model.ToJsonString(CardJson.Options),
                Language = language,
                DedupeKey = $"replace:{PlatformName.Slack}:{arrival.EventId}",
                Lane = Lane.Urgent,
                NotBefore = now,
                ExpiresAt = now + Duration.FromHours(1),
                CreatedAt = now,
            },
            ct
        );
        return true;
    }
}
