using PerfSignal.Core.Broadcasts;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

/// <summary>What a form says of the audience: what cannot be read never makes it larger.</summary>
public sealed class AudienceSaidTests
{
    private static readonly CycleOption Cycle = new(Guid.Parse("0193a1b2000070008000000000000001"), null, "Year end", null);
    private static readonly AudienceOptions Options = new(["Sales"], ["engineering"], ["Berlin"], [Cycle]);

    [Theory]
    [InlineData("departments")]
    [InlineData("families")]
    [InlineData("locations")]
    [InlineData("cycle")]
    public async Task A_choice_that_is_gone_is_an_error_and_not_everybody(string field)
    {
        using var world = new BroadcastWorld();
        var said = BroadcastSaid.Of(name =>
            name == field ? AudienceOptions.KeyOf("gone")
            : name == "title" ? "T"
            : name == "text_en" ? "X"
            : ""
        );

        var wish = said.Wish(Options);

        (await world.Act(acts => acts.Save(new(world.Hana.Id), null, wish, default)))
            .ShouldBeOfType<BroadcastResult.Invalid>()
            .Errors.ShouldBe(new Dictionary<string, string> { ["audience"] = "audience_gone" });
        said.Wish(Options with { Departments = ["gone"], RoleFamilies = ["gone"], Locations = ["gone"] }).IsGone.ShouldBe(field == "cycle");
    }

    [Fact]
    public async Task A_closed_cycle_of_a_draft_stays_a_choice()
    {
        using var world = new BroadcastWorld();
        var rule = new AudienceRule { CycleId = Guid.NewGuid(), StepId = Guid.NewGuid() };

        var options = await world.Do<AudienceChoices, AudienceOptions>(choices => choices.Of(new(world.Hana.Id), rule, default));
        var wish = BroadcastSaid.Blank.To(rule).Wish(options);

        (wish.IsGone, wish.Audience.CycleId, wish.Audience.StepId).ShouldBe((false, rule.CycleId, rule.StepId));
    }

    [Theory]
    [InlineData("9999-12-31", "23:59", "date", "date_far")]
    [InlineData("-9998-01-01", "00:00", "time", "past")]
    [InlineData("2026-11-20", "09:00", "time", "past")]
    [InlineData("2029-01-01", "09:00", "date", "date_far")]
    public async Task A_date_at_the_ends_of_the_calendar_is_an_error_and_no_fault(string date, string time, string field, string word)
    {
        using var world = new BroadcastWorld();
        foreach (var timing in new[] { SendTiming.RecipientTime, SendTiming.AuthorTime })
        {
            var wish = Wish(local: $"{date} {time}", timing: timing);

            (await world.Act(acts => acts.Save(new(world.Hana.Id), null, wish, default)))
                .ShouldBeOfType<BroadcastResult.Invalid>()
                .Errors.ShouldBe(new Dictionary<string, string> { [field] = word });
        }
    }
}
