using NodaTime;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Hosting;

public sealed class PilotCheckupTests : IDisposable
{
    private readonly TestDatabase database = new();
    private readonly Person ana = A.Person("ana@example.com");

    public PilotCheckupTests() => database.Add(ana, A.Person("ben@example.com"));

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Says_nothing_without_waves() => (await Find()).ShouldBeEmpty();

    [Fact]
    public async Task Counts_who_is_in() =>
        (await Find(Waves.Of(ana.Id, departments: "Platform")))
            .ShouldHaveSingleItem()
            .What.ShouldBe("2 of 2 people are in the pilot today");

    [Fact]
    public async Task Says_that_nobody_is_in_today()
    {
        var finding = (await Find(Waves.Of(ana.Id, from: new LocalDate(2027, 1, 1)))).ShouldHaveSingleItem();
        (finding.Grade, finding.What).ShouldBe(
            (Grade.Bad, "There is a wave of the pilot, and none takes in anybody today: nothing is collected and nothing is sent.")
        );
    }

    [Fact]
    public async Task Says_what_a_wave_names_that_nobody_has_and_whom_it_misses_therefore()
    {
        var findings = await Find(Waves.Of(ana.Id), Waves.Of(ana.Id, "wizards", "Platform,Moon", name: "Odd"));
        findings
            .Select(finding => finding.What)
            .ShouldContain("The wave 'Odd' names what nobody has: role family 'wizards', department 'Moon'.");
        findings.Select(finding => finding.What).ShouldContain("The wave 'Odd' takes in nobody.");
    }

    [Theory]
    [InlineData("2026-12-01", "2026-12-02", false)] // one ends on the day before the other begins
    [InlineData("2026-12-02", "2026-12-02", false)]
    [InlineData("2026-12-03", "2026-12-02", true)]
    public async Task Says_that_two_waves_take_in_the_same_people_at_the_same_time(string until, string from, bool overlap)
    {
        var findings = await Find(
            Waves.Of(ana.Id, departments: "Platform", until: Day(until), name: "One"),
            Waves.Of(ana.Id, families: "engineering", from: Day(from), name: "Two")
        );
        findings
            .Any(finding => finding.What.StartsWith("The waves 'One' and 'Two' overlap: 2 people", StringComparison.Ordinal))
            .ShouldBe(overlap);
    }

    private static LocalDate Day(string text) => NodaTime.Text.LocalDatePattern.Iso.Parse(text).Value;

    private async Task<IReadOnlyList<Finding>> Find(params PilotWave[] waves)
    {
        database.Add([.. waves]);
        await using var data = database.Open();
        return await new PilotCheckup(data, new PilotGate(data, new Organization(), new TestClock())).Run(default);
    }
}
