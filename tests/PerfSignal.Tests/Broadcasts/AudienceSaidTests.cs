using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Reviews;
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

    /// <summary>In a closed one nothing is open, and one that is being set up asks nobody yet.</summary>
    [Fact]
    public async Task Of_review_cycles_the_open_ones_are_a_choice_and_the_one_that_was_chosen()
    {
        using var world = new BroadcastWorld();
        var cycles = Enum.GetValues<CycleState>()
            .Select(state => new ReviewCycle
            {
                Id = Guid.NewGuid(),
                Name = $"{state}",
                From = Day("2026-01-01"),
                To = Day("2026-12-31"),
                Departments = "[]",
                RoleFamilies = "[]",
                State = state,
                NudgeDaysBefore = "",
                CreatedBy = world.Hana.Id,
                CreatedAt = world.Now,
            })
            .ToList();
        world.Save([.. cycles]);
        var closed = cycles.Single(one => one.State == CycleState.Closed);

        (await Offered(null)).ShouldBe(["Open"]);
        (await Offered(new AudienceRule { CycleId = closed.Id })).ShouldBe(["Closed", "Open"]);

        async Task<IEnumerable<string>> Offered(AudienceRule? chosen) =>
            (await world.Do<AudienceChoices, AudienceOptions>(choices => choices.Of(new(world.Hana.Id), chosen, default))).Cycles.Select(
                one => one.Cycle
            );
    }

    /// <summary>It is ten in Berlin, where its author is; elsewhere it is later, or still to come.</summary>
    [Theory]
    [InlineData(SendTiming.RecipientTime, "2026-11-24 09:59", false)]
    [InlineData(SendTiming.RecipientTime, "2026-11-23 21:00", false)]
    [InlineData(SendTiming.RecipientTime, "2026-11-23 20:59", true)]
    [InlineData(SendTiming.AuthorTime, "2026-11-24 10:00", false)]
    [InlineData(SendTiming.AuthorTime, "2026-11-24 09:59", true)]
    public async Task A_time_is_over_once_no_clock_is_to_reach_it(SendTiming timing, string local, bool over)
    {
        using var world = new BroadcastWorld();

        var result = await world.Act(acts => acts.Save(new(world.Hana.Id), null, Wish(local: local, timing: timing), default));

        (result is BroadcastResult.Invalid invalid ? invalid.Errors["time"] : null).ShouldBe(over ? "past" : null);
    }

    [Theory]
    [InlineData("https://intranet.example.com/goals?year=2026#mine", true)]
    [InlineData("  https://intranet.example.com  ", true)]
    [InlineData("", true)]
    [InlineData("http://intranet.example.com/goals", false)]
    [InlineData("https://intranet.example.com@evil.example/goals", false)]
    [InlineData("https://user:secret@intranet.example.com/goals", false)]
    [InlineData("ftp://intranet.example.com/goals", false)]
    [InlineData("javascript:alert(1)", false)]
    [InlineData("/goals", false)]
    [InlineData("intranet.example.com/goals", false)]
    public async Task A_link_leads_to_a_page_over_https_and_names_nobody(string link, bool fits)
    {
        using var world = new BroadcastWorld();

        var result = await world.Act(acts => acts.Save(new(world.Hana.Id), null, Wish() with { Link = link }, default));

        (result is BroadcastResult.Invalid invalid ? invalid.Errors["link"] : null).ShouldBe(fits ? null : "link");
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(1, false)]
    public async Task A_link_is_no_longer_than_it_may_be(int more, bool fits)
    {
        using var world = new BroadcastWorld();
        const string Page = "https://example.com/";
        var link = Page + new string('a', Broadcast.MaxLink - Page.Length + more);

        var result = await world.Act(acts => acts.Save(new(world.Hana.Id), null, Wish() with { Link = link }, default));

        (result is BroadcastResult.Done).ShouldBe(fits);
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
