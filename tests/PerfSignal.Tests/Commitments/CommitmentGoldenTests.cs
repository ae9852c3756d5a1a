using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;
using PerfSignal.Tests.Cards;

namespace PerfSignal.Tests.Commitments;

public sealed class CommitmentGoldenTests : IDisposable
{
    private readonly CommitmentWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Reads_as_in_the_golden_file(string language)
    {
        var maya = world.Maya;
        await world.Change<Person>(maya.Id, person => person.Language = language);
        var cards = new JsonObject
        {
            ["form"] = Model(await world.Type(maya, "commit Ana: migrate billing by Friday")),
            ["which whom"] = Model(await world.Type(maya, "I'll draw the plan by 12/3")),
            ["which day"] = Model(await world.Type(maya, "Ana")),
            ["check"] = Model(await world.Type(maya, "1")),
            ["mend"] = Model(await world.Type(maya, "Ana: one thing by Frday\nBen: another")),
        };
        world.Clock.Advance(Duration.FromMinutes(1));
        await world.Type(maya, "Ana: migrate billing by Friday");
        world.Clock.Advance(Duration.FromMinutes(1));
        cards["saved"] = Model(await world.Type(maya, "yes"));
        cards["list"] = Model(await world.Type(maya, "commitments"));
        var row = world.Only.Id.ToString("N");
        cards["move"] = Model(await world.Press(maya, "commitment.move", row));
        cards["drop"] = Model(await world.Press(maya, "commitment.drop", row));
        cards["show"] = Model(await world.Press(maya, "commitment.show", row));
        cards["done"] = Model(await world.Press(maya, "commitment.done", row));
        await GoldenFile.Compare("Commitments", $"commitments.{language}.json", cards);
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
