using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Tests.Delivery.Pacing;

/// <summary>Each step of the pace by itself: by how much it rises and falls, when, and what is remembered.</summary>
public sealed class PaceRuleStepsTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly PaceLimit Limit = new(First: 12, Most: 50, PerConversation: 1);

    private static Duration Seconds(double seconds) => Duration.FromSeconds(seconds);

    /// <summary>A pace that was rejected an hour ago, at 20 calls a second for a second, where not told otherwise.</summary>
    private static PaceRow Row(double pace, double? rejected = 20, double wait = 1, double overFor = 3600) =>
        new()
        {
            Platform = PlatformName.Slack,
            Workspace = "T1",
            NextAt = Now,
            PerSecond = (decimal)pace,
            RaisedAt = Now - Seconds(1),
            Used = 1000,
            RejectedPace = (decimal?)rejected,
            RejectedAt = rejected is null ? null : Now - Seconds(overFor + wait),
            HeldUntil = rejected is null ? null : Now - Seconds(overFor),
        };

    private static decimal Risen(PaceRow row)
    {
        var before = row.PerSecond;
        PaceRules.Rise(row, Limit, Now);
        return row.PerSecond / before - 1;
    }

    [Theory]
    [InlineData(16.9, 0.1)]
    [InlineData(17, 0.03)]
    [InlineData(18.9, 0.03)]
    [InlineData(19, 0.005)]
    [InlineData(20.9, 0.005)]
    [InlineData(21, 0.02)]
    [InlineData(25.9, 0.02)]
    [InlineData(26, 0.1)]
    public void Rises_fast_far_from_the_pace_that_was_rejected_and_slowly_near_it(double pace, double by) =>
        Risen(Row(pace)).ShouldBe((decimal)by);

    [Fact]
    public void Rises_by_a_quarter_a_second_until_anything_is_rejected() => Risen(Row(20, rejected: null)).ShouldBe(0.25m);

    [Theory]
    [InlineData(0.4, 0.1)]
    [InlineData(1.6, 0.0625)]
    [InlineData(10, 0.01)]
    public void Rises_the_slower_the_longer_a_rejection_makes_it_wait(double wait, double by) =>
        Risen(Row(10, wait: wait)).ShouldBe((decimal)by);

    [Fact]
    public void Is_looked_at_once_a_second()
    {
        var row = Row(20);
        PaceRules.Rise(row, Limit, Now - Duration.FromMilliseconds(1));
        (row.PerSecond, row.Used, row.RaisedAt).ShouldBe((20m, 1000, Now - Seconds(1)));
        PaceRules.Rise(row, Limit, Now);
        (row.PerSecond, row.Used, row.RaisedAt).ShouldBe((20.1m, 0, Now));
    }

    /// <summary>Of 20 calls a second seven tenths are 28 in two seconds.</summary>
    [Theory]
    [InlineData(28, true)]
    [InlineData(27, false)]
    public void Rises_only_where_most_of_it_is_used(int used, bool rises)
    {
        var row = Row(20);
        (row.Used, row.RaisedAt) = (used, Now - Seconds(2));
        PaceRules.Rise(row, Limit, Now);
        (row.PerSecond > 20, row.Used, row.RaisedAt).ShouldBe((rises, 0, Now));
    }

    [Theory]
    [InlineData(16.9, 20.0, true)]
    [InlineData(17, 20.0, false)]
    [InlineData(11.9, null, true)]
    [InlineData(12, null, false)]
    public void Comes_back_without_use_to_what_the_platform_took_before(double pace, double? rejected, bool rises)
    {
        var row = Row(pace, rejected);
        row.Used = 0;
        (Risen(row) > 0).ShouldBe(rises);
    }

    [Theory]
    [InlineData(45, 50)]
    [InlineData(0.5, 2)]
    public void Stays_between_the_least_and_the_most(double pace, double stays)
    {
        var row = Row(pace, rejected: null);
        PaceRules.Rise(row, Limit, Now);
        row.PerSecond.ShouldBe((decimal)stays);
    }

    /// <summary>What is left of the pace, and for how many waits it stays.</summary>
    [Theory]
    [InlineData(20, null, 2, 3600, 0.8, 0)]
    [InlineData(20, 20.0, 2, 7.9, 0.85, 0)]
    [InlineData(20, 20.0, 2, 8, 0.98, 60)]
    [InlineData(18.9, 20.0, 2, 3600, 0.85, 0)]
    [InlineData(19, 20.0, 2, 3600, 0.98, 60)]
    [InlineData(20.6, 20.0, 1, 3600, 0.98, 60)]
    [InlineData(20.7, 20.0, 1, 3600, 0.93, 0)]
    public void Falls_least_where_a_known_limit_is_met_again(
        double pace,
        double? rejected,
        double wait,
        double overFor,
        double share,
        double rest
    )
    {
        var row = Row(pace, rejected, wait, overFor);
        PaceRules.Reject(row, Seconds(wait), Now, Now);
        (row.PerSecond, row.RejectedPace, row.PaceBefore).ShouldBe(((decimal)pace * (decimal)share, (decimal)pace, (decimal?)rejected));
        var until = Now + Seconds(wait);
        (row.RejectedAt, row.HeldUntil, row.NextAt, row.RaisedAt, row.Used).ShouldBe((Now, until, until, until + Seconds(wait * rest), 0));
    }

    [Fact]
    public void A_rejection_shortens_no_wait_that_was_set_already()
    {
        var row = Row(20, wait: 31, overFor: -30);
        row.NextAt = Now + Seconds(90);
        PaceRules.Reject(row, Seconds(1), Now, Now);
        (row.HeldUntil, row.NextAt, row.RaisedAt).ShouldBe((Now + Seconds(30), Now + Seconds(90), Now + Seconds(30)));
    }

    /// <summary>It entered before the last rejection, or at that moment.</summary>
    [Theory]
    [InlineData(0, 40.0, 40)]
    [InlineData(1, 40.0, 40)]
    [InlineData(1, 10.0, 30)]
    [InlineData(1, null, 30)]
    public void A_call_that_was_on_its_way_makes_the_wait_longer_and_says_nothing_new(int earlier, double? told, int until)
    {
        var row = Row(20, wait: 31, overFor: -30);
        PaceRules.Reject(row, told is { } wait ? Seconds(wait) : null, Now - Seconds(1 + earlier), Now);
        (row.HeldUntil, row.NextAt).ShouldBe((Now + Seconds(until), Now + Seconds(until)));
        (row.PerSecond, row.RejectedPace, row.RejectedAt, row.Used).ShouldBe((20m, 20m, Now - Seconds(1), 1000));
        row.NextAt = Now + Seconds(90);
        PaceRules.Reject(row, Seconds(1), Now - Seconds(1), Now);
        row.NextAt.ShouldBe(Now + Seconds(90));
    }

    /// <summary>Within a second after a wait the platform is still closed, and what was remembered before holds again.</summary>
    [Theory]
    [InlineData(0.9, 40)]
    [InlineData(1, 20)]
    public void A_platform_that_is_still_closed_says_nothing_of_its_limit(double after, int remembered)
    {
        var row = Row(20, rejected: 30, overFor: after);
        row.PaceBefore = 40;
        PaceRules.Reject(row, Seconds(1), Now, Now);
        (row.RejectedPace, row.PaceBefore).ShouldBe((remembered, remembered == 40 ? 40 : 30));
        row.PerSecond.ShouldBe(17);
    }

    [Theory]
    [InlineData(59.9, 6)]
    [InlineData(60, 2)]
    public void Forgets_after_a_minute_how_long_it_waited_without_being_told(double overFor, double waits)
    {
        var row = Row(20, wait: 3, overFor: overFor);
        PaceRules.Reject(row, null, Now, Now);
        row.HeldUntil.ShouldBe(Now + Seconds(waits));
    }
}
