using FsCheck;
using FsCheck.Fluent;
using NodaTime;
using PerfSignal.Core.Signals;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

public sealed class WindowTests
{
    private static readonly Metric Reviews = Shipped("engineering.review_participation");
    private static readonly int Samples = Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 5000 : 100;

    private static Config Seeded => Config.QuickThrowOnFailure.WithMaxTest(Samples).WithReplay(20261124, 7);

    private static int Count(Instant at, string zone, params Instant[] facts) =>
        Figures(Reviews, facts.Select(fact => Fact("review/submitted") with { At = fact }), at: at, zone: DateTimeZoneProviders.Tzdb[zone])
            .Single()
            .Records;

    [Theory]
    // The window's first day is 26 October; midnight in Berlin is 23:00 of the day before in UTC, the night after the clocks went back.
    [InlineData("Europe/Berlin", "2026-10-25T23:00:00Z", 1)]
    [InlineData("Europe/Berlin", "2026-10-25T22:59:59.999999Z", 0)]
    [InlineData("America/New_York", "2026-10-26T04:00:00Z", 1)]
    [InlineData("America/New_York", "2026-10-26T03:59:59.999999Z", 0)]
    [InlineData("Asia/Kolkata", "2026-10-25T18:30:00Z", 1)]
    [InlineData("Asia/Kolkata", "2026-10-25T18:29:59.999999Z", 0)]
    // Up to now, and not a moment later.
    [InlineData("Europe/Berlin", "2026-11-24T11:00:00Z", 1)]
    [InlineData("Europe/Berlin", "2026-11-24T11:00:00.000001Z", 0)]
    public void Counts_thirty_local_days_that_end_with_now(string zone, string at, int expected) =>
        Count(Now, zone, NodaTime.Text.InstantPattern.ExtendedIso.Parse(at).Value).ShouldBe(expected);

    [Theory]
    [InlineData("Europe/Berlin", 2026, 3, 29, 23)]
    [InlineData("Europe/Berlin", 2026, 10, 25, 25)]
    [InlineData("Europe/Berlin", 2026, 6, 1, 24)]
    // Midnight does not exist on this day: it starts at one.
    [InlineData("America/Santiago", 2026, 9, 6, 23)]
    public void Counts_a_day_of_23_or_25_hours_as_one_day(string zoneId, int year, int month, int day, int hours)
    {
        var zone = DateTimeZoneProviders.Tzdb[zoneId];
        var date = new LocalDate(year, month, day);
        var at = zone.AtStartOfDay(date.PlusDays(7)).ToInstant() + Duration.FromHours(12);
        var span = Span.Of(7, at, zone)[1];
        (span.First, span.Last).ShouldBe((date.PlusDays(-6), date));
        (span.Until - zone.AtStartOfDay(date).ToInstant()).ShouldBe(Duration.FromHours(hours));
    }

    [Fact]
    public void Ends_earlier_windows_with_the_end_of_their_last_day()
    {
        var spans = Span.Of(90, Now, Berlin);
        spans.Count.ShouldBe(9);
        spans[1]
            .ShouldBe(
                new Span(
                    new LocalDate(2026, 7, 28),
                    new LocalDate(2026, 10, 25),
                    Instant.FromUtc(2026, 7, 27, 22, 0),
                    Instant.FromUtc(2026, 10, 25, 23, 0)
                )
            );
    }

    [Fact]
    public void Splitting_a_fact_changes_no_sum() =>
        Check.One(
            Seeded,
            Prop.ForAll(
                Amounts,
                amounts =>
                {
                    var whole = Points(amounts.Select(amount => Fact($"issue/done {amount}", amount % 20)));
                    var split = Points(
                        amounts.SelectMany(amount =>
                            new[] { Fact($"issue/done {amount / 3}", amount % 20), Fact($"issue/done {amount - amount / 3}", amount % 20) }
                        )
                    );
                    return (whole.Value, whole.Target, whole.Position) == (split.Value, split.Target, split.Position);
                }
            )
        );

    [Fact]
    public void The_order_of_facts_changes_nothing() =>
        Check.One(
            Seeded,
            Prop.ForAll(
                Amounts,
                amounts =>
                {
                    var facts = amounts
                        .Select((amount, position) => Fact($"issue/done {amount} {amount * 3}", amount % 300, id: $"I-{position}"))
                        .ToList();
                    var figures = new[] { "engineering.story_points", "engineering.cycle_time" }.Select(Shipped).ToList();
                    return figures.All(metric =>
                        Core.Conversing.CardJson.Write(Figures(metric, facts))
                        == Core.Conversing.CardJson.Write(Figures(metric, facts.AsEnumerable().Reverse()))
                    );
                }
            )
        );

    [Fact]
    public void Moving_zone_and_facts_together_changes_no_value() =>
        Check.One(
            Seeded,
            Prop.ForAll(
                Amounts,
                Gen.Choose(-12, 14).ToArbitrary(),
                (amounts, hours) =>
                {
                    var shift = Duration.FromHours(hours);
                    var facts = amounts.Select(amount => Fact($"issue/done {amount}", amount % 40)).ToList();
                    var here = Figures(Shipped("engineering.story_points"), facts, zone: DateTimeZone.Utc).Single();
                    var there = Figures(
                            Shipped("engineering.story_points"),
                            facts.Select(fact => fact with { At = fact.At - shift }),
                            at: Now - shift,
                            zone: DateTimeZone.ForOffset(Offset.FromHours(hours))
                        )
                        .Single();
                    return here.Value == there.Value && here.Trend.SequenceEqual(there.Trend);
                }
            )
        );

    [Fact]
    public void A_share_is_never_outside_0_and_1() =>
        Check.One(
            Seeded,
            Prop.ForAll(
                Amounts,
                Amounts,
                (won, lost) =>
                {
                    var facts = won.Select(day => Fact("opportunity/won", day % 100))
                        .Concat(lost.Select(day => Fact("opportunity/lost", day % 100)));
                    var figure = Figure(Shipped("sales.win_rate"), facts);
                    return figure.Value is null or >= 0 and <= 1 && figure.Trend.All(point => point.Value is null or >= 0 and <= 1);
                }
            )
        );

    private static Arbitrary<int[]> Amounts => Gen.Choose(0, 999).ArrayOf().ToArbitrary();

    private static Figure Points(IEnumerable<Observation> facts) => Figure(Shipped("engineering.story_points"), facts);
}
