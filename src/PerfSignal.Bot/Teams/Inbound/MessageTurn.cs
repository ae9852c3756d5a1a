using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using Arrived = PerfSignal.Core.Conversing.Inbound;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>What somebody typed, or a button of a client that knows no other way to press it: answered by a message in their own conversation.</summary>
internal sealed class MessageTurn(
    PerfSignalData data,
    Conversation conversation,
    Answers answers,
    ShownCards shown,
    Welcome welcome,
    ReaderFactory readers,
    Wake wake
)
{
    /// <summary>Longer than any command; a form takes less.</summary>
    public const int MostCharacters = 8000;

    public async Task Take(Activity activity, Caller.Known caller, CancellationToken ct)
    {
        var (person, reader) = (caller.Person, readers.For(caller.Person));
        if (activity.IsPersonal)
        {
            await welcome.Greet(caller, ct);
        }

        var press = activity.Value.IsObject ? Press.Read(activity.Value) : null;
        var text = press is null ? PlainText.Of(activity) : null;
        if (press is { IsTooLong: true } || text is { Length: > MostCharacters })
        {
            var most = press is null ? MostCharacters : Press.MostCharacters;
            await Say(activity, person, reader.Say("teams_too_long", ("max", reader.Number(most, 0))), ct);
            return;
        }

        var pressed = press is null ? null : await shown.Find(person.Id, activity.ReplyToId, activity.EventId, ct);
        await conversation.Receive(
            new Arrived
            {
                Platform = PlatformName.Teams,
                EventId = activity.EventId,
                PersonId = person.Id,
                Text = text,
                Verb = press?.Verb,
                Row = press?.Row,
                Fields = press?.Fields ?? new Dictionary<string, string>(),
            },
            (to, reply) =>
                reply switch
                {
                    Reply.Showed { Replaces: true } showed when pressed is not null => shown.Replace(
                        pressed,
                        showed.Card,
                        showed.Model,
                        activity.EventId,
                        ct
                    ),
                    Reply.Invalid invalid => Correct(to, invalid, reader.Language, activity, press is not null, ct),
                    _ => answers.Queue(to, reply, reader.Language, PlatformName.Teams, activity.EventId, ct),
                },
            ct
        );
        wake.Call();
    }

    /// <summary>A sentence that is no answer of the conversation, once for each event.</summary>
    public async Task Say(Activity activity, Person person, string sentence, CancellationToken ct)
    {
        // An id of its own: where the event comes again and is answered after all, that answer is another message.
        await answers.Queue(
            person,
            new Reply.Said(sentence),
            readers.For(person).Language,
            PlatformName.Teams,
            activity.EventId + ":said",
            ct
        );
        await data.SaveChangesAsync(ct);
        wake.Call();
    }

    /// <summary>A message shows no errors beside fields: they come as a sentence, after the form unless it is on the screen already.</summary>
    private async Task Correct(Person to, Reply.Invalid invalid, string language, Activity activity, bool isShown, CancellationToken ct)
    {
        if (!isShown)
        {
            await answers.Queue(to, invalid, language, PlatformName.Teams, activity.EventId, ct);
        }

        var why = new Reply.Said(string.Join('\n', invalid.Errors.Values));
        await answers.Queue(to, why, language, PlatformName.Teams, activity.EventId + ":why", ct);
    }
}
