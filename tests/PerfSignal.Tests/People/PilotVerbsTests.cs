using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Governance;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.People;

/// <summary>HR switches parts of the organisation on and off in chat; today is Tuesday 2026-11-24.</summary>
public sealed class PilotVerbsTests : IAsyncLifetime
{
    private readonly VerbWorld world = new();

    public Task InitializeAsync() => world.InitializeAsync();

    public Task DisposeAsync() => world.DisposeAsync();

    [Fact]
    public async Task A_wave_is_saved_only_after_its_preview_was_seen_and_the_works_council_is_told()
    {
        var form = Fields("First", departments: "platform; Sales");
        var preview = (await Write(Hana, form)).ShouldBeOfType<Reply.Opened>();
        // Ana, Mia, Otto, Nina, Bob, Rita, Lea in Platform; Dan, Wim, Zoe in Sales; who left does not count. Without a wave all were in.
        preview.Model["preview"]!
            .GetValue<string>()
            .ShouldStartWith("This takes in 10 people: 0 newly. 16 people are outside today");
        (await world.All<PilotWave>()).ShouldBeEmpty();

        form["seen"] = preview.Model["seen"]!.GetValue<string>();
        form["until"] = "2026-12-31";
        form["seen"] = (await Write(Hana, form)).ShouldBeOfType<Reply.Opened>("another one than was seen").Model[
            "seen"
        ]!.GetValue<string>();
        (await Write(Hana, form)).ShouldBeOfType<Reply.Said>().Text.ShouldStartWith("First is saved.");

        var wave = (await world.All<PilotWave>()).ShouldHaveSingleItem();
        wave.Teams.ShouldBe(["Platform", "Sales"]);
        (wave.From, wave.Until).ShouldBe((new LocalDate(2026, 11, 25), new LocalDate(2027, 1, 1)));
        (await world.All<AuditEntry>()).ShouldContain(entry => entry.What == "pilot.write" && entry.Act == "changed");
        var told = (await world.All<DeliveryRow>()).Where(row => row.Card == PilotNews.Card).ShouldHaveSingleItem();
        told.RecipientId.ShouldBe(Wim.Id);
        JsonNode.Parse(told.Model)!["whom"]!.GetValue<string>().ShouldBe("Everyone in Platform, Sales");
    }

    [Fact]
    public async Task What_somebody_else_changed_meanwhile_is_not_overwritten_by_an_older_form()
    {
        await Add(Waves.Of(Hana.Id, departments: "Platform", name: "First"));
        var row = (await world.All<PilotWave>())[0].Id.ToString("N");
        var (mine, theirs) = (await Form(row), await Form(row));
        theirs["departments"] = "Platform; Sales";
        theirs["seen"] = (await Write(Hana, theirs, row)).ShouldBeOfType<Reply.Opened>().Model["seen"]!.GetValue<string>();
        (await Write(Hana, theirs, row)).ShouldBeOfType<Reply.Said>().Text.ShouldStartWith("First is saved.");

        mine["until"] = "2026-12-31";
        var invalid = (await Write(Hana, mine, row)).ShouldBeOfType<Reply.Invalid>();
        invalid.Errors["name"].ShouldContain("changed this wave meanwhile");
        invalid.Errors["name"].ShouldContain("Everyone in Platform, Sales");
        invalid.Model["until"]!.GetValue<string>().ShouldBe("2026-12-31");
        invalid.Model["seen"]!.GetValue<string>().ShouldBeEmpty();
        (await world.All<PilotWave>()).ShouldHaveSingleItem().Teams.ShouldBe(["Platform", "Sales"]);

        // Who read that may go on from there.
        mine["version"] = invalid.Model["version"]!.GetValue<string>();
        mine["seen"] = (await Write(Hana, mine, row)).ShouldBeOfType<Reply.Opened>().Model["seen"]!.GetValue<string>();
        (await Write(Hana, mine, row)).ShouldBeOfType<Reply.Said>();
        (await world.All<PilotWave>()).ShouldHaveSingleItem().Teams.ShouldBe(["Platform"]);
    }

    [Fact]
    public async Task Saving_a_new_wave_twice_makes_one()
    {
        var form = Fields("First");
        form["seen"] = (await Write(Hana, form)).ShouldBeOfType<Reply.Opened>().Model["seen"]!.GetValue<string>();

        await Write(Hana, form);
        (await Write(Hana, form)).ShouldBeOfType<Reply.Said>().Text.ShouldStartWith("First is saved.");

        (await world.All<PilotWave>()).ShouldHaveSingleItem();
        (await world.All<DeliveryRow>()).Where(row => row.Card == PilotNews.Card).ShouldHaveSingleItem();
    }

    [Fact]
    public async Task Only_hr_of_everyone_may_and_everyone_may_look()
    {
        await Add(Waves.Of(Hana.Id, departments: "Platform", name: "First"));
        var row = (await world.All<PilotWave>())[0].Id.ToString("N");
        foreach (var person in new[] { Ana, Mia, Hugo, Hedi, Wim, Eva, Adam })
        {
            (await world.Receive(person, "pilot.write", row, "", Fields("Mine"))).ShouldBe(
                new Reply.Said("Only HR of the whole organisation decides whom the pilot takes in.")
            );
            (await world.Receive(person, "pilot.end", row)).ShouldBeOfType<Reply.Said>().Text.ShouldStartWith("Only HR");
            var list = (await world.Receive(person, "pilot.list", null)).ShouldBeOfType<Reply.Showed>().Model;
            list["mine"]!.GetValue<string>().ShouldStartWith(person.Department == "Platform" ? "You are in." : "You are not in.");
            list["mayWrite"]!.GetValue<bool>().ShouldBeFalse();
            list["waves"]![0]!["people"]!.GetValue<string>().ShouldBeEmpty();
        }

        (await world.All<PilotWave>()).ShouldHaveSingleItem().Until.ShouldBeNull();
    }

    [Theory]
    [InlineData("name", "", "Give it a name")]
    [InlineData("departments", "Nowhere", "Nobody works in “Nowhere”")]
    [InlineData("families", "wizards", "Nobody has the role family “wizards”")]
    [InlineData("from", "2026-11-23", "lies in the past")]
    [InlineData("from", "soon", "Write the first day")]
    [InlineData("until", "2026-11-24", "not before the first")]
    [InlineData("until", "never", "must be a date")]
    public async Task What_cannot_be_taken_is_said_at_its_field_and_nothing_typed_is_lost(string field, string value, string error)
    {
        var form = Fields("First");
        form[field] = value;

        var invalid = (await Write(Hana, form)).ShouldBeOfType<Reply.Invalid>();

        invalid.Errors[field].ShouldContain(error);
        invalid.Model["name"]!.GetValue<string>().ShouldBe(form["name"]);
        invalid.Model[field]!.GetValue<string>().ShouldBe(value);
    }

    [Fact]
    public async Task Ending_the_only_wave_leaves_nobody_in_and_ending_it_again_says_so()
    {
        await Add(Waves.Of(Hana.Id, departments: "Platform", name: "First"));
        var row = (await world.All<PilotWave>())[0].Id.ToString("N");

        (await world.Receive(Hana, "pilot.end", row)).ShouldBeOfType<Reply.Said>().Text.ShouldStartWith("First has ended.");
        (await world.Receive(Hana, "pilot.end", row)).ShouldBe(new Reply.Said("First had ended already."));

        (await world.All<PilotWave>()).ShouldHaveSingleItem().Until.ShouldBe(new LocalDate(2026, 11, 24));
        (await world.Receive(Mia, "goals.list", null))
            .ShouldBeOfType<Reply.Said>()
            .Text.ShouldStartWith("I am not switched on for you yet");
        ReplyJson.Write(await world.Receive(Ana, "mydata.show", null)).ShouldContain("badger");
    }

    [Fact]
    public async Task A_wave_that_has_not_begun_is_taken_back_for_good()
    {
        await Add(Waves.Of(Hana.Id, from: new LocalDate(2026, 12, 1)));
        var row = (await world.All<PilotWave>())[0].Id.ToString("N");
        (await world.Receive(Mia, "goals.list", null)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("I will be from Tue 1 Dec");

        await world.Receive(Hana, "pilot.end", row);

        (await world.All<PilotWave>()).ShouldHaveSingleItem().IsEver.ShouldBeFalse();
        (await world.Receive(Mia, "goals.list", null)).ShouldBeOfType<Reply.Said>().Text.ShouldNotContain("I will be from");
    }

    [Theory]
    [InlineData("A; B,C\nD", "A|B,C|D")]
    [InlineData("A, B", "A|B")]
    [InlineData("r&d, berlin", "R&D, Berlin")]
    [InlineData(" ", "")]
    public void Names_are_told_apart(string typed, string names) =>
        string.Join('|', PilotTyped.Split(typed, ["R&D, Berlin", "A"])).ShouldBe(names);

    private static Dictionary<string, string> Fields(string name, string departments = "") =>
        new()
        {
            ["name"] = name,
            ["families"] = "",
            ["departments"] = departments,
            ["from"] = "2026-11-25",
            ["until"] = "",
        };

    private Task<Reply> Write(Person by, Dictionary<string, string> fields, string? row = null) =>
        world.Receive(by, "pilot.write", row, "", fields);

    /// <summary>The fields of the form of a wave as they are sent back unchanged.</summary>
    private async Task<Dictionary<string, string>> Form(string row)
    {
        var model = (await world.Receive(Hana, "pilot.write", row)).ShouldBeOfType<Reply.Opened>().Model;
        return model.ToDictionary(one => one.Key, one => one.Value!.ToString());
    }

    private async Task Add(params object[] rows)
    {
        await using var data = world.Open();
        data.AddRange(rows);
        await data.SaveChangesAsync();
    }
}
