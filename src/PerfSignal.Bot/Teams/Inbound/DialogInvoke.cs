using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using Arrived = PerfSignal.Core.Conversing.Inbound;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>A dialog: opened by a button or from a message, sent, shown again while something is wrong, and closed with a sentence.</summary>
internal sealed class DialogInvoke(
    Conversation conversation,
    Answers answers,
    ShownCards shown,
    HandedOver handedOver,
    ReaderFactory readers,
    Wake wake
)
{
    /// <summary>A button that opens a dialog, or the button inside of it.</summary>
    public async Task<IResult> Take(Activity activity, Person person, CancellationToken ct)
    {
        var press = Press.Read(activity.Value["data"]);
        if (press.IsTooLong)
        {
            return InvokeAnswers.DialogMessage(CardInvoke.TooLong(readers.For(person)));
        }

        // What came from somebody's message is kept only once it is saved, also where it has to be corrected first.
        var inbound = Event(activity, person) with
        {
            Verb = press.Verb,
            Row = press.Row,
            Fields = press.Fields,
            IsFleeting = activity.Name == "composeExtension/submitAction",
        };
        return await Answer(inbound, activity, person, press.Fields, ct);
    }

    /// <summary>A command that somebody chose from the menu of a message.</summary>
    public async Task<IResult> TakeMessage(Activity activity, Person person, CancellationToken ct)
    {
        var (words, refusal) = await handedOver.Read(activity, person, ct);
        return words is null
            ? InvokeAnswers.DialogMessage(readers.For(person).Say(refusal))
            : await Answer(
                Event(activity, person) with
                {
                    Verb = words.Verb,
                    Row = words.About?.ToString("N"),
                    Text = words.Text,
                    IsFleeting = true,
                },
                activity,
                person,
                new Dictionary<string, string>(),
                ct
            );
    }

    private static Arrived Event(Activity activity, Person person) =>
        new()
        {
            Platform = PlatformName.Teams,
            EventId = activity.EventId,
            PersonId = person.Id,
        };

    private async Task<IResult> Answer(
        Arrived inbound,
        Activity activity,
        Person person,
        IReadOnlyDictionary<string, string> typed,
        CancellationToken ct
    )
    {
        var reader = readers.For(person);
        var pressed = await shown.Find(person.Id, activity.ReplyToId, activity.EventId, ct);
        var reply = await conversation.Receive(
            inbound,
            (to, answer) =>
                answer switch
                {
                    Reply.Showed { Replaces: true } showed when pressed is not null => shown.Replace(
                        pressed,
                        showed.Card,
                        showed.Model,
                        activity.EventId,
                        ct
                    ),
                    Reply.Showed => answers.Queue(to, answer, reader.Language, PlatformName.Teams, activity.EventId, ct),
                    _ => Task.CompletedTask,
                },
            ct
        );
        wake.Call();
        return reply switch
        {
            Reply.Opened opened => Dialog(opened.Model, shown.Card(opened.Card, opened.Model, reader.Language), reader),
            Reply.Invalid invalid => Dialog(
                invalid.Model,
                Forms.Correct(shown.Card(invalid.Card, invalid.Model, reader.Language), typed, invalid.Errors),
                reader
            ),
            Reply.Said said => InvokeAnswers.DialogMessage(said.Text),
            Reply.Showed { Replaces: false } => InvokeAnswers.DialogMessage(reader.Say("teams_shown_below")),
            _ => InvokeAnswers.Nothing(),
        };
    }

    private IResult Dialog(JsonObject model, JsonObject card, Reader reader) =>
        InvokeAnswers.Dialog(model["title"] is JsonValue title ? title.ToString() : reader.Say("teams_dialog_title"), shown.Dialog(card));
}
