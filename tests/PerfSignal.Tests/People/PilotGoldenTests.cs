using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Cards;
using PerfSignal.Tests.Governance;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.People;

public sealed class PilotGoldenTests : IAsyncLifetime
{
    private readonly VerbWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Theory]
    [InlineData("en")]
    [InlineData("de")]
    public async Task Reads_as_in_the_golden_file(string language)
    {
        await Speak(language, Hana, Mia, Zoe, Wim);
        var golden = new GoldenPlatforms(language);
        golden.Add("no wave", await world.Receive(Hana, ListPilot.Name, null));
        golden.Add("form", await world.Receive(Hana, WritePilot.Name, null));
        Dictionary<string, string> fields = new()
        {
            ["name"] = "First wave",
            ["families"] = "",
            ["departments"] = "Platform; Nowhere",
            ["from"] = "2026-11-20",
            ["until"] = "2026-11-10",
        };
        golden.Add("wrong", await world.Receive(Hana, WritePilot.Name, null, "", fields));
        fields["departments"] = "Platform; Sales";
        fields["from"] = "2026-11-24";
        fields["until"] = "2026-12-22";
        var preview = (await world.Receive(Hana, WritePilot.Name, null, "", fields)).ShouldBeOfType<Reply.Opened>();
        golden.Add("preview", preview);
        fields["seen"] = preview.Model["seen"]!.GetValue<string>();
        golden.Add("saved", await world.Receive(Hana, WritePilot.Name, null, "", fields));
        golden.Add("list", await world.Receive(Hana, ListPilot.Name, null));
        golden.Add("list of somebody inside", await world.Receive(Mia, ListPilot.Name, null));
        golden.Add("list of somebody outside", await world.Receive(Adam, ListPilot.Name, null));
        golden.Add("outside", await world.Receive(Adam, "goals.list", null));
        var row = (await world.All<PilotWave>()).Single().Id.ToString("N");
        golden.Add("older form", await world.Receive(Hana, WritePilot.Name, row, "", fields));
        golden.Add("ended", await world.Receive(Hana, EndPilot.Name, row));
        var told = (await world.All<DeliveryRow>()).Where(one => one.Card == PilotNews.Card).OrderBy(one => one.Id).First();
        golden.Add("told to the works council", told.Card, JsonNode.Parse(told.Model)!);
        await golden.Compare("People", $"pilot.{language}.txt");
    }

    private async Task Speak(string language, params Person[] people)
    {
        await using var data = world.Open();
        foreach (var person in people.Append(Adam))
        {
            (await data.People.FindAsync(person.Id))!.Language = language;
        }

        await data.SaveChangesAsync();
    }
}
