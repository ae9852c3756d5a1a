using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Tests.Delivery.Pacing;

/// <summary>The rules of the pace against platforms whose limit nobody tells.</summary>
public sealed class PaceRulesTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly PaceLimit Slack = new(3, 50, 1);

    /// <summary>Takes so many calls a second, and so many at once after a pause.</summary>
    private sealed class Bucket(double perSecond, double most, double retryAfter)
    {
        private double? tokens;
        private Instant last = Start;

        public double PerSecond { get; set; } = perSecond;

        /// <summary>Whether it takes nothing at all now.</summary>
        public bool Closed { get; set; }
        public int Taken { get; private set; }

        public Duration? Ask(Instant now)
        {
            var left = Math.Min(most, (tokens ?? most) + ((now - last).TotalSeconds * PerSecond));
            last = now;
            if (left < 1 || Closed)
            {
                tokens = left;
                return Duration.FromSeconds(retryAfter);
            }

            (tokens, Taken) = (left - 1, Taken + 1);
            return null;
        }
    }

    private sealed class Run(Bucket bucket)
    {
        private static readonly Duration Late = Duration.FromMilliseconds(150);
        private readonly Random chance = new(5);
        private Instant now = Start;

        public int Rejected { get; private set; }

        /// <summary>The share of its pace that there is something to send for.</summary>
        public double Use { get; set; } = 1;

        public PaceRow Row { get; } =
            new()
            {
                Platform = PlatformName.Slack,
                Workspace = "T1",
                NextAt = Start,
                PerSecond = Slack.First,
                RaisedAt = Start,
            };

        /// <summary>Calls without a pause; a rejection is known a little later.</summary>
        /// <returns>Calls that were taken in each second.</returns>
        public double For(Duration time)
        {
            var (end, before) = (now + time, bucket.Taken);
            var known = new Queue<(Instant Entered, Instant At, Duration Told)>();
            while (now < end)
            {
                while (known.TryPeek(out var no) && no.At <= now)
                {
                    PaceRules.Reject(Row, known.Dequeue().Told, no.Entered, no.At);
                }

                if (Row.NextAt > now)
                {
                    now = Row.NextAt;
                    continue;
                }

                if (bucket.Ask(now + Duration.FromMilliseconds(chance.NextDouble() * 5)) is { } told)
                {
                    Rejected++;
                    known.Enqueue((now, now + Late, told));
                }

                Row.Used++;
                PaceRules.Rise(Row, Slack, now);
                now += Duration.FromSeconds(1 / (double)Row.PerSecond / Use);
            }

            return (bucket.Taken - before) / time.TotalSeconds;
        }
    }

    [Theory]
    [InlineData(1, 3, 1)]
    [InlineData(1, 20, 1)]
    [InlineData(1, 5, 30)]
    [InlineData(4, 4, 1)]
    [InlineData(4, 40, 5)]
    [InlineData(4, 10, 30)]
    [InlineData(20, 5, 1)]
    [InlineData(20, 20, 1)]
    [InlineData(20, 200, 1)]
    [InlineData(20, 20, 30)]
    public void Comes_within_five_hundredths_of_a_limit_that_it_has_to_find(double limit, double burst, double retryAfter)
    {
        var bucket = new Bucket(limit, burst, retryAfter);
        var run = new Run(bucket);
        run.For(Duration.FromSeconds(60 + (20 * retryAfter)));
        run.For(Duration.FromSeconds(300 + (100 * retryAfter))).ShouldBeGreaterThan(0.95 * limit);
    }

    /// <summary>A platform that takes nothing for two seconds says nothing about how much it takes afterwards.</summary>
    [Fact]
    public void Is_not_worn_down_by_short_outages()
    {
        var bucket = new Bucket(20, 20, 1);
        var run = new Run(bucket);
        for (var outage = 0; outage < 100; outage++)
        {
            bucket.PerSecond = 20;
            run.For(Duration.FromSeconds(8));
            bucket.PerSecond = 0.001;
            run.For(Duration.FromSeconds(2));
        }

        bucket.PerSecond = 20;
        run.Row.PerSecond.ShouldBeGreaterThanOrEqualTo(Slack.Least * 0.7m);
        run.For(Duration.FromMinutes(1));
        run.For(Duration.FromMinutes(1)).ShouldBeGreaterThan(15);
    }

    /// <summary>Two seconds in thirty during which everything is rejected, however often one asks; from the beginning, or once the limit is known.</summary>
    [Theory]
    [InlineData(20, 20, 1, 0)]
    [InlineData(8, 8, 1, 0)]
    [InlineData(20, 20, 0.5, 0)]
    [InlineData(45, 20, 1, 0)]
    [InlineData(20, 20, 1, 120)]
    [InlineData(20, 20, 1.5, 120)]
    [InlineData(45, 20, 1, 120)]
    public void Uses_what_is_left_between_storms_of_rejections(double limit, double burst, double retryAfter, int calm)
    {
        var bucket = new Bucket(limit, burst, retryAfter);
        var run = new Run(bucket);
        run.For(Duration.FromSeconds(calm));
        List<double> taken = [];
        for (var storm = 0; storm < 40; storm++)
        {
            taken.Add(run.For(Duration.FromSeconds(28)));
            bucket.Closed = true;
            run.For(Duration.FromSeconds(2));
            bucket.Closed = false;
        }

        taken[5..].Min().ShouldBeGreaterThan(0.85 * limit);
    }

    /// <summary>A company that writes little must not be left with a pace that a bad minute wore down.</summary>
    [Fact]
    public void Comes_back_after_a_storm_though_few_calls_leave()
    {
        var bucket = new Bucket(20, 20, 1);
        var run = new Run(bucket);
        run.For(Duration.FromMinutes(5));
        run.Use = 0.2;
        bucket.Closed = true;
        run.For(Duration.FromSeconds(20));
        run.Row.PerSecond.ShouldBeLessThan(5);
        bucket.Closed = false;
        run.For(Duration.FromMinutes(2));
        var back = run.Row.PerSecond;
        back.ShouldBeGreaterThan(0.8m * 20);
        run.For(Duration.FromMinutes(10));
        run.Row.PerSecond.ShouldBe(back);
    }

    [Fact]
    public void Begins_anew_where_a_storm_came_before_any_limit_was_known()
    {
        var bucket = new Bucket(45, 45, 1);
        var run = new Run(bucket);
        run.For(Duration.FromSeconds(2));
        bucket.Closed = true;
        run.For(Duration.FromSeconds(5));
        run.Row.RejectedPace.ShouldBeNull();
        bucket.Closed = false;
        run.For(Duration.FromSeconds(30));
        run.For(Duration.FromSeconds(10)).ShouldBeGreaterThan(0.85 * 45);
    }

    [Fact]
    public void Is_rejected_seldom_once_it_knows_the_limit()
    {
        var run = new Run(new Bucket(20, 20, 1));
        run.For(Duration.FromMinutes(2));
        var learning = run.Rejected;
        run.For(Duration.FromMinutes(10));
        (run.Rejected - learning).ShouldBeLessThan(50);
    }

    [Fact]
    public void Follows_a_limit_that_falls_and_one_that_rises()
    {
        var bucket = new Bucket(20, 10, 1);
        var run = new Run(bucket);
        run.For(Duration.FromMinutes(5));
        bucket.PerSecond = 5;
        run.For(Duration.FromMinutes(1));
        run.For(Duration.FromMinutes(3)).ShouldBeGreaterThan(0.94 * 5);
        bucket.PerSecond = 15;
        run.For(Duration.FromMinutes(4));
        run.For(Duration.FromMinutes(3)).ShouldBeGreaterThan(0.94 * 15);
    }

    [Fact]
    public void Waits_longer_each_time_where_the_platform_does_not_say_how_long()
    {
        var row = new Run(new Bucket(1, 1, 1)).Row;
        var now = Start;
        List<double> waits = [];
        for (var rejection = 0; rejection < 6; rejection++)
        {
            PaceRules.Reject(row, null, now, now);
            waits.Add((row.HeldUntil!.Value - now).TotalSeconds);
            now = row.HeldUntil.Value + Duration.FromSeconds(1);
        }

        waits.ShouldBe([2, 4, 8, 16, 20, 20]);
        now += Duration.FromMinutes(2);
        PaceRules.Reject(row, null, now, now);
        (row.HeldUntil!.Value - now).TotalSeconds.ShouldBe(2);
    }

    [Fact]
    public void Calls_that_were_on_their_way_when_one_was_rejected_count_as_one_rejection()
    {
        var row = new Run(new Bucket(1, 1, 1)).Row;
        row.PerSecond = 40;
        var second = Duration.FromSeconds(1);
        for (var call = 0; call < 10; call++)
        {
            PaceRules.Reject(row, second, Start + Duration.FromMilliseconds(call), Start + second + Duration.FromMilliseconds(call));
        }

        row.PerSecond.ShouldBe(32);
        row.NextAt.ShouldBe(Start + second * 2 + Duration.FromMilliseconds(9));
    }
}
