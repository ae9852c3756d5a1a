using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using Arrived = PerfSignal.Core.Conversing.Inbound;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>A button of a card: answered with a card in its place, or with a sentence.</summary>
/// <remarks>
/// A form is shown in place of the card whose button opened it, and afterwards that card comes back with a sentence above it. A form that is a
/// message of its own becomes the sentence, so that it is not sent twice. Any other card that is no replacement comes as a message of its own.
/// </remarks>
internal sealed class CardInvoke(Conversation conversation, Answers answers, ShownCards shown, ReaderFactory readers, Wake wake)
{
    public async Task<IResult> Take(Activity activity, Person person, CancellationToken ct)
    {
        var (reader, action) = (readers.For(person), activity.Value["action"]);
        var press = Press.Read(action["data"], action["verb"].Id(100));
        if (press.IsTooLong)
        {
            return InvokeAnswers.Message(TooLong(reader));
        }

        var pressed = activity.IsPersonal ? await shown.Find(person.Id, activity.ReplyToId, activity.EventId, ct) : null;
        if (press.Verb == Forms.Back)
        {
            return pressed is null ? InvokeAnswers.Message(reader.Say("teams_card_gone")) : InvokeAnswers.Card(shown.Card(pressed));
        }

        var inbound = new Arrived
        {
            Platform = PlatformName.Teams,
            EventId = activity.EventId,
            PersonId = person.Id,
            Verb = press.Verb,
            Row = press.Row,
            Fields = press.Fields,
        };
        var reply = await conversation.Receive(inbound, (to, answer) => Keep(to, answer, activity, pressed, reader.Language, ct), ct);
        wake.Call();
        return activity.IsPersonal ? Show(reply, press, pressed, reader) : InvokeAnswers.Message(reader.Say("teams_answered_privately"));
    }

    public static string TooLong(Reader reader) => reader.Say("teams_too_long", ("max", reader.Number(Press.MostCharacters, 0)));

    /// <summary>What goes beyond the answer to the press: messages, and cards that change for every client.</summary>
    private Task Keep(Person to, Reply reply, Activity activity, PressedCard? pressed, string language, CancellationToken ct) =>
        reply switch
        {
            _ when !activity.IsPersonal => answers.Queue(to, reply, language, PlatformName.Teams, activity.EventId, ct),
            Reply.Showed { Replaces: false } => answers.Queue(to, reply, language, PlatformName.Teams, activity.EventId, ct),
            Reply.Showed showed when pressed is not null => shown.Replace(pressed, showed.Card, showed.Model, activity.EventId, ct),
            Reply.Said said when pressed is { IsForm: true } => shown.Replace(pressed, said.Text, activity.EventId, ct),
            _ => Task.CompletedTask,
        };

    private IResult Show(Reply reply, Press press, PressedCard? pressed, Reader reader) =>
        reply switch
        {
            Reply.Showed { Replaces: true } showed => InvokeAnswers.Card(shown.Card(showed.Card, showed.Model, reader.Language)),
            Reply.Showed => InvokeAnswers.Message(reader.Say("teams_shown_below")),
            Reply.Opened opened => InvokeAnswers.Card(Over(shown.Card(opened.Card, opened.Model, reader.Language), pressed, reader)),
            Reply.Invalid invalid => InvokeAnswers.Card(
                Over(
                    Forms.Correct(shown.Card(invalid.Card, invalid.Model, reader.Language), press.Fields, invalid.Errors),
                    press.IsOver ? pressed : null,
                    reader
                )
            ),
            Reply.Said said when pressed is { IsForm: true } || (press.IsOver && pressed is null) => InvokeAnswers.Card(
                shown.Sentence(said.Text, reader.Language)
            ),
            Reply.Said said when press.IsOver && pressed is not null => InvokeAnswers.Card(Forms.After(shown.Card(pressed), said.Text)),
            Reply.Said said => InvokeAnswers.Message(said.Text),
            _ => InvokeAnswers.Message(reader.Say("teams_done")),
        };

    private static JsonObject Over(JsonObject form, PressedCard? pressed, Reader reader) =>
        pressed is null ? form : Forms.Over(form, reader.Say("button_cancel"));
}
