using System.Text.Json.Nodes;
using NodaTime;
using NodaTime.Text;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Reviews;
using PerfSignal.Tests.Cards;

namespace PerfSignal.Tests.Reviews;

/// <summary>Hanna sets up a cycle, Ana and Maya are told of their steps, Ana completes hers, and Olga is told that Maya has not.</summary>
public sealed class CycleGoldenTests : IDisposable
{
    private readonly ReviewWorld world = new();

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Reads_as_in_the_golden_file(string language)
    {
        foreach (var person in new[] { world.Hanna, world.Ana, world.Maya, world.Olga })
        {
            await world.Change<Person>(person.Id, row => row.Language = language);
        }

        var golden = new GoldenPlatforms(language);
        golden.Add("nothing open", await world.Press(world.Ana, ListCycles.Name));
        golden.Add("form", await world.Press(world.Hanna, WriteCycle.Name));
        golden.Add("wrong", await world.Press(world.Hanna, WriteCycle.Name, null, Fields("", "no step", "x")));
        golden.Add(
            "saved",
            await world.Press(
                world.Hanna,
                WriteCycle.Name,
                null,
                Fields("Autumn review", "Self-assessment; self; 2026-12-02\nReview; manager; 2026-12-09", "1")
            )
        );
        var row = world.All<ReviewCycle>().Single().Id.ToString("N");
        golden.Add("opened", await world.Press(world.Hanna, OpenCycle.Open, row));
        golden.Add("change", await world.Press(world.Hanna, WriteCycle.Name, row));
        golden.Add("cycles", await world.Press(world.Hanna, ListCycles.Name));

        await At("2026-12-02T10:00:00Z");
        golden.Add("nudge to who does it", StepCards.Card, Sent(world.Ana));
        var step = new StepKey(world.All<CycleStep>().Single(one => one.Doer == StepDoer.Self).Id, world.Ana.Id).ToString();
        golden.Add("done", await world.Press(world.Ana, CompleteStep.Done, step));
        golden.Add("steps of one's own", await world.Press(world.Ana, ListCycles.Name));
        await At("2026-12-03T10:00:00Z");
        golden.Add("escalated to the manager", StepCards.Card, Sent(world.Olga));
        golden.Add("how far it is", await world.Press(world.Hanna, ShowCycle.Name, row));
        golden.Add("closed", await world.Press(world.Hanna, OpenCycle.Close, row));
        await golden.Compare("Reviews", $"cycles.{language}.txt");
    }

    private static (string, string)[] Fields(string name, string steps, string escalate) =>
        [
            ("name", name),
            ("from", "2026-01-01"),
            ("to", "2026-12-31"),
            ("departments", "engineering"),
            ("families", ""),
            ("steps", steps),
            ("before", "0"),
            ("every", "1"),
            ("most", "2"),
            ("escalate", escalate),
            ("again", "1"),
        ];

    private async Task At(string instant)
    {
        world.Clock.Set(InstantPattern.ExtendedIso.Parse(instant).Value);
        await world.In<NudgeOpenSteps, int>(nudges => nudges.Run(CancellationToken.None));
        await world.Deliver();
    }

    private JsonNode Sent(Person to) => JsonNode.Parse(world.Sends.Last(row => row.RecipientId == to.Id).Model)!;
}
