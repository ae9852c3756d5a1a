using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;
using PerfSignal.Tests.Cards;

namespace PerfSignal.Tests.Feedback;

public sealed class FeedbackGoldenTests : IDisposable
{
    private readonly FeedbackWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Reads_as_in_the_golden_file(string language)
    {
        var (maya, ana, ben) = (world.Team.Maya, world.Team.Ana, world.Team.Ben);
        foreach (var person in new[] { maya, ana, ben })
        {
            world.Change(person, row => row.Language = language);
        }

        var cards = new JsonObject
        {
            ["form"] = Model(await world.Type(maya, "feedback Ana")),
            ["vague in the form"] = Model(await world.Type(maya, "feedback Ana: great job")),
            ["vague"] = Model(await world.Type(maya, "feedback Ana shared: great job")),
            ["given"] = Model(
                await world.Type(maya, "in the review on Tuesday you found the leak on line 40, and support could answer at once")
            ),
            ["mine"] = Model(await world.Type(maya, "feedback Ana mine: ask about the conference")),
            ["praise"] = Model(await world.Type(maya, "kudos Ben")),
            ["ask"] = Model(await world.Type(maya, "ask Ben about Ana by Friday: how did the launch go?")),
            ["ask which day"] = Model(await world.Type(maya, "ask Ben about Ana by Tuesday: how did the launch go?")),
            ["asked"] = Model(
                await world.Press(
                    maya,
                    RequestFeedback.Name,
                    (string?)null,
                    ("who", "Ben"),
                    ("about", ana.Id.ToString("N")),
                    ("question", "How did the launch go?"),
                    ("due", "2026-11-27")
                )
            ),
            ["requests"] = Model(await world.Type(maya, "requests")),
            ["requests of Ben"] = Model(await world.Type(ben, "requests")),
            ["notes"] = Model(await world.Type(maya, "notes")),
            ["notes of Ana"] = Model(await world.Type(ana, "notes")),
        };
        foreach (var row in world.Team.All<Core.Delivery.DeliveryRow>().OrderBy(row => row.Id))
        {
            cards[row.Card] = JsonNode.Parse(row.Model);
        }

        await GoldenFile.Compare("Feedback", $"feedback.{language}.json", cards);
    }

    private static JsonNode? Model(Reply reply) =>
        reply switch
        {
            Reply.Said said => JsonValue.Create(said.Text),
            Reply.Showed showed => showed.Model.DeepClone(),
            Reply.Opened opened => opened.Model.DeepClone(),
            Reply.Invalid invalid => invalid.Model.DeepClone(),
            _ => null,
        };
}
