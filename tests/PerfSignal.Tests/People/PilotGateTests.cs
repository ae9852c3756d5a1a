using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.People;

/// <summary>Whom the pilot takes in, alike for one person, for some and as a condition.</summary>
public sealed class PilotGateTests : IDisposable
{
    private static readonly LocalDate Tuesday = new(2026, 11, 24);
    private readonly TestDatabase database = new();
    private readonly Person hana = A.Person("hana@example.com");

    public PilotGateTests() => database.Add(hana);

    public void Dispose() => database.Dispose();

    [Theory]
    // waves as `families/departments from until`, days of November; then family, department and whether they are in on the 24th
    [InlineData("", "sales", "North", true)]
    [InlineData("sales/ 1 -", "sales", "North", true)]
    [InlineData("sales/ 1 -", "support", "North", false)]
    [InlineData("/North 1 -", "support", "North", true)]
    [InlineData("/North 1 -", "support", "South", false)]
    [InlineData("sales/North 1 -", "sales", "North", true)]
    [InlineData("sales/North 1 -", "sales", "South", false)]
    [InlineData("sales/North 1 -", "support", "North", false)]
    [InlineData("sales,support/North,South 1 -", "support", "South", true)]
    [InlineData("/ 1 -", "support", "South", true)]
    [InlineData("sales/ 24 -", "sales", "North", true)]
    [InlineData("sales/ 25 -", "sales", "North", false)]
    [InlineData("sales/ 1 24", "sales", "North", false)]
    [InlineData("sales/ 1 25", "sales", "North", true)]
    [InlineData("sales/ 24 24", "sales", "North", false)]
    [InlineData("/ 25 -", "sales", "North", false)]
    [InlineData("sales/ 1 20;/North 20 -", "sales", "North", true)]
    [InlineData("sales/ 1 20;/South 20 -", "sales", "North", false)]
    [InlineData("sales/ 1 -;/North 1 20", "sales", "North", true)]
    public async Task Takes_in_whom_a_wave_covers_that_holds_today(string waves, string family, string department, bool isIn)
    {
        var ana = A.Person("ana@example.com");
        (ana.RoleFamily, ana.Department) = (family, department);
        database.Add(ana);
        Add(waves);

        await using var data = database.Open();
        var gate = Gate(data, Noon(Tuesday));

        (await gate.Has(ana.Id, default)).ShouldBe(isIn);
        (await gate.Has(ana, default)).ShouldBe(isIn);
        (await gate.Of([ana.Id], default)).Contains(ana.Id).ShouldBe(isIn);
        (await gate.Inside(data.People.Where(person => person.Id == ana.Id), default)).Any().ShouldBe(isIn);
        (await gate.HasTeam(department, default)).ShouldBe(isIn);
        (await gate.IsOn(default)).ShouldBe(waves.Length > 0);
    }

    [Theory]
    [InlineData("2026-11-23T22:59:59Z", false)]
    [InlineData("2026-11-23T23:00:00Z", true)]
    [InlineData("2026-11-25T22:59:59Z", true)]
    [InlineData("2026-11-25T23:00:00Z", false)]
    public async Task Begins_and_ends_at_midnight_of_the_organisation_wherever_people_live(string at, bool isIn)
    {
        var ana = A.Person("ana@example.com", "America/Los_Angeles");
        database.Add(ana);
        Add("/ 24 26");

        await using var data = database.Open();
        (await Gate(data, NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value).Has(ana.Id, default)).ShouldBe(isIn);
    }

    [Fact]
    public async Task Follows_a_person_who_moves_into_a_department_and_out_of_it()
    {
        var ana = A.Person("ana@example.com");
        ana.Department = "South";
        database.Add(ana);
        Add("/North 1 -");
        foreach (var (department, isIn) in new[] { ("South", false), ("North", true), ("South", false) })
        {
            await using (var data = database.Open())
            {
                data.People.Single(person => person.Id == ana.Id).Department = department;
                await data.SaveChangesAsync();
            }

            await using var asking = database.Open();
            (await Gate(asking, Noon(Tuesday)).Has(ana.Id, default)).ShouldBe(isIn);
        }
    }

    [Theory]
    [InlineData("sales/ 1 -", null)]
    [InlineData("sales/ 26 -;sales/ 28 -;support/ 25 -", 26)]
    [InlineData("sales/ 26 26;sales/ 28 -", 28)]
    [InlineData("support/ 26 -", null)]
    public async Task Says_from_when_somebody_will_be_in(string waves, int? day)
    {
        var ana = A.Person("ana@example.com");
        ana.RoleFamily = "sales";
        database.Add(ana);
        Add(waves);

        await using var data = database.Open();
        (await Gate(data, Noon(Tuesday)).Next(ana, default)).ShouldBe(day is { } one ? new LocalDate(2026, 11, one) : null);
    }

    [Fact]
    public async Task Knows_nobody_of_a_made_up_id_once_there_are_waves()
    {
        Add("/ 25 -");
        await using var data = database.Open();

        (await Gate(data, Noon(Tuesday)).Has(Guid.NewGuid(), default)).ShouldBeFalse();
    }

    private void Add(string waves)
    {
        foreach (var wave in waves.Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var parts = wave.Split(' ');
            var whom = parts[0].Split('/');
            database.Add(
                Waves.Of(
                    hana.Id,
                    whom[0],
                    whom[1],
                    new LocalDate(2026, 11, int.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture)),
                    parts[2] == "-" ? null : new LocalDate(2026, 11, int.Parse(parts[2], System.Globalization.CultureInfo.InvariantCulture))
                )
            );
        }
    }

    private static Instant Noon(LocalDate day) => day.At(new LocalTime(12, 0)).InUtc().ToInstant();

    private static PilotGate Gate(Core.Data.PerfSignalData data, Instant at) =>
        new(data, new Organization { TimeZone = "Europe/Berlin" }, new TestClock(at));
}
