using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using Asked = PerfSignal.Core.Conversing.Inbound;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>Publishes the home tab of one person (https://docs.slack.dev/surfaces/app-home).</summary>
internal sealed class HomeTab(
    SlackPeople people,
    Conversation conversation,
    ReaderFactory readers,
    VerbTable verbs,
    SlackCards cards,
    CallSlack call
)
{
    /// <exception cref="SlackOutOfReachException">Slack did not take it.</exception>
    public async Task Publish(Arrival arrival, CancellationToken ct)
    {
        var view = await View(arrival, ct);
        var answer = await call(arrival.Workspace, "views.publish", new JsonObject { ["user_id"] = arrival.User, ["view"] = view }, ct);
        if (answer is not (SlackAnswer.Good or SlackAnswer.Refused))
        {
            throw new SlackOutOfReachException("views.publish");
        }
    }

    private async Task<JsonObject> View(Arrival arrival, CancellationToken ct)
    {
        var who = await people.Of(arrival, ct);
        if (who.Person is not { } person)
        {
            return Sentence(readers.ForNobody().Say(who.Refusal ?? "slack_not_in_directory"));
        }

        var reply = await conversation.Receive(
            new Asked
            {
                Platform = PlatformName.Slack,
                // Made anew each time, since it shows what is true now; published twice it is the same.
                EventId = $"home:{Guid.NewGuid():N}",
                PersonId = person.Id,
                Verb = (verbs.ByName("home") ?? Help.Verb).Name,
            },
            ct
        );
        return reply switch
        {
            Reply.Showed showed => cards.Home(showed.Card, showed.Model, readers.For(person).Language),
            Reply.Said said => Sentence(said.Text),
            _ => Sentence(""),
        };
    }

    private JsonObject Sentence(string text) => new() { ["type"] = "home", ["blocks"] = cards.Said(text)["blocks"]!.DeepClone() };
}
