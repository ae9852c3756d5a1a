using NodaTime;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Contests;

public sealed class DecidersTests
{
    private static readonly Guid Ana = Guid.NewGuid();
    private static readonly Guid Maya = Guid.NewGuid();
    private static readonly Guid Olga = Guid.NewGuid();
    private static readonly Guid Hanna = Guid.NewGuid();
    private static readonly Guid Hugo = Guid.NewGuid();

    private static Dictionary<string, Guid> Names { get; } =
        new()
        {
            ["ana"] = Ana,
            ["maya"] = Maya,
            ["olga"] = Olga,
            ["hanna"] = Hanna,
            ["hugo"] = Hugo,
        };

    /// <summary>Ana contests; Maya manages her, Olga manages Maya. HR as name:scope:open.</summary>
    [Theory]
    [InlineData("hanna:all:0", "", "hanna")]
    [InlineData("hanna:all:0 hugo:own:9", "", "hugo")]
    [InlineData("hanna:all:2 hugo:all:1", "", "hugo")]
    [InlineData("hugo:all:0 hanna:all:0", "", "hanna")]
    [InlineData("hanna:all:0", "hanna", "olga")]
    [InlineData("hanna:all:0 hugo:all:3", "hanna", "hugo")]
    [InlineData("ana:all:0", "", "olga")]
    [InlineData("maya:all:0", "", "olga")]
    [InlineData("", "", "olga")]
    [InlineData("", "olga", "maya")]
    [InlineData("", "maya", "olga")]
    [InlineData("", "maya olga", null)]
    [InlineData("maya:all:0", "maya olga", null)]
    public void Are_hr_then_above_and_never_the_person_or_an_author(string hr, string authors, string? decider)
    {
        var candidates = hr.Split(' ', StringSplitOptions.RemoveEmptyEntries)
            .Select(one => one.Split(':'))
            .Select(one => new HrCandidate(Names[one[0]], one[0] + "@example.com", one[1] == "all", int.Parse(one[2], null)));
        var written = authors.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(name => Names[name]).ToHashSet();

        Deciders.Choose(Ana, written, candidates, Maya, Olga).ShouldBe(decider is null ? null : Names[decider]);
    }

    [Fact]
    public void Are_nobody_where_there_is_nobody() => Deciders.Choose(Ana, new HashSet<Guid>(), [], null, null).ShouldBeNull();

    [Theory]
    [InlineData("2026-11-24", 10, "2026-12-08")]
    [InlineData("2026-11-20", 1, "2026-11-23")]
    [InlineData("2026-11-21", 1, "2026-11-23")]
    [InlineData("2026-11-22", 10, "2026-12-04")]
    [InlineData("2026-03-27", 2, "2026-03-31")]
    [InlineData("2026-12-28", 5, "2027-01-04")]
    public void Have_working_days_over_weekends_clock_changes_and_years(string from, int days, string until)
    {
        var pattern = NodaTime.Text.LocalDatePattern.Iso;
        var day = WorkingDays.After(pattern.Parse(from).Value, days);
        day.ShouldBe(pattern.Parse(until).Value);
        day.DayOfWeek.ShouldBeOneOf(
            IsoDayOfWeek.Monday,
            IsoDayOfWeek.Tuesday,
            IsoDayOfWeek.Wednesday,
            IsoDayOfWeek.Thursday,
            IsoDayOfWeek.Friday
        );
        WorkingDays.Before(WorkingDays.After(day, 7), 7).ShouldBe(day);
    }
}
