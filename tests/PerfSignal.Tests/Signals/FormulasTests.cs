using System.Text.Json;
using NodaTime;
using PerfSignal.Core.Signals;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

public sealed class FormulasTests
{
    private static readonly Metric Points = Shipped("engineering.story_points");
    private static readonly Metric Reviews = Shipped("engineering.review_participation");
    private static readonly Metric CycleTime = Shipped("engineering.cycle_time");
    private static readonly Metric Quality = Shipped("engineering.code_quality");
    private static readonly Metric Sprint = Shipped("engineering.sprint_completion");

    [Theory]
    [InlineData("0.00005", "0.0001")]
    [InlineData("0.00004", "0")]
    [InlineData("-0.00005", "-0.0001")]
    public void Rounds_half_a_ten_thousandth_away_from_zero(string amount, string value) =>
        Figure(Points, [Fact($"issue/done {amount}")]).Value.ShouldBe(decimal.Parse(value));

    [Fact]
    public void Links_each_page_once_down_to_the_oldest_record()
    {
        Observation[] facts =
        [
            Fact("review/submitted", 1, url: "https://git.example/1"),
            Fact("review/submitted", 2, url: "https://git.example/1"),
            Fact("review/submitted", 3),
            Fact("review/submitted", 4, url: "HTTPS://git.example/4"),
        ];
        Figure(Reviews, facts).Links.ShouldBe(["https://git.example/1", "HTTPS://git.example/4"]);
    }

    [Fact]
    public void Links_what_was_won_of_a_share_and_what_was_committed_of_a_sprint()
    {
        Figure(
            Shipped("sales.win_rate"),
            [Fact("opportunity/won", url: "https://crm.example/won"), Fact("opportunity/lost", url: "https://crm.example/lost")]
        )
            .Links.ShouldBe(["https://crm.example/won"]);
        Figure(
            Sprint,
            [
                Fact("issue/committed", 2, id: "A@s1", url: "https://jira.example/committed"),
                Fact("issue/done", 1, id: "A", url: "https://jira.example/done"),
            ]
        )
            .Links.ShouldBe(["https://jira.example/committed"]);
    }

    [Fact]
    public void Takes_the_issue_of_a_commitment_up_to_the_last_at_sign()
    {
        string[] committed = ["@s1", "A@1@s1", "C-1@s1", "C-2@s1", "C-3"];
        string[] done = ["@s1", "A@1", "C-3"];
        var facts = committed
            .Select(id => Fact("issue/committed", 3, id: id))
            .Concat(done.Select(id => Fact("issue/done", 1, id: id)))
            .ToList();
        var figure = Figure(Sprint, facts);
        (figure.Value, figure.Records).ShouldBe((.6m, 5));
    }

    [Fact]
    public void Settles_records_of_one_instant_by_their_id()
    {
        Observation[] facts = [Fact("quality/measured 80", id: "b"), Fact("quality/measured 90", id: "a")];
        Figure(Quality, facts).Value.ShouldBe(80);
        Figure(Quality, facts.Reverse()).Value.ShouldBe(80);
    }

    [Fact]
    public void Uses_the_median_for_means_only()
    {
        var choice = new ProfileMetric
        {
            Metric = Points.Key,
            Weight = 1,
            Median = true,
        };
        var figure = Figure(Points, [Fact("issue/done 1"), Fact("issue/done 2"), Fact("issue/done 9")], choice);
        (figure.Value, figure.UsesMedian).ShouldBe((12, false));
    }

    [Fact]
    public void Finds_nothing_odd_in_durations_that_are_all_zero() =>
        Figure(CycleTime, Many(3, "issue/done 1 0")).MedianWhereSkewed.ShouldBeNull();

    [Fact]
    public void Filters_counted_records_by_their_amount_and_leaves_an_open_bound_open()
    {
        Observation[] facts = [Fact("review/submitted 1"), Fact("review/submitted 5"), Fact("review/submitted")];
        Figure(Filtered(2, null), facts).Value.ShouldBe(1);
        Figure(Filtered(null, 2), facts).Value.ShouldBe(1);
        var figure = Figure(Filtered(1, 5), facts);
        figure.Value.ShouldBe(2);
        figure.Excluded.ShouldBe([new Exclusion("without_amount", 1)]);

        static Metric Filtered(decimal? least, decimal? most) =>
            Reviews with
            {
                Formula = Reviews.Formula with { Filter = new AmountFilter(least, most) },
            };
    }

    [Theory]
    [InlineData("2026-11-23T23:00:00Z", true)]
    [InlineData("2026-11-23T22:59:59Z", false)]
    [InlineData("2026-11-24T22:59:59Z", true)]
    [InlineData("2026-11-24T23:00:00Z", false)]
    public void A_window_holds_its_start_and_not_its_end(string at, bool holds)
    {
        var day = new LocalDate(2026, 11, 24);
        var span = new Span(day, day, Instant.FromUtc(2026, 11, 23, 23, 0), Instant.FromUtc(2026, 11, 24, 23, 0));
        span.Holds(NodaTime.Text.InstantPattern.General.Parse(at).Value).ShouldBe(holds);
    }

    [Fact]
    public void Counts_as_empty_what_lacks_its_number_and_nothing_else()
    {
        var tally = new Tally(
            1,
            3,
            null,
            [
                new Exclusion(ExclusionReasons.Amount, 1),
                new Exclusion(ExclusionReasons.Duration, 1),
                new Exclusion(ExclusionReasons.Currency, 7),
                new Exclusion(ExclusionReasons.OtherCurrency, 7),
                new Exclusion(ExclusionReasons.Filter, 7),
            ],
            []
        );
        tally.EmptyShare.ShouldBe(.4m);
        new Tally(null, 0, null, [], []).EmptyShare.ShouldBe(0);
    }

    [Theory]
    [InlineData("issue/done", true)]
    [InlineData("issue", false)]
    [InlineData("issue/", false)]
    [InlineData("/done", false)]
    [InlineData("issue/done/twice", false)]
    [InlineData("", false)]
    public void Reads_a_kind_with_its_outcome(string text, bool reads)
    {
        FactSelector.Parse(text).ShouldBe(reads ? new FactSelector("issue", "done") : null);
        var json = JsonSerializer.Serialize(text);
        if (reads)
        {
            JsonSerializer.Serialize(JsonSerializer.Deserialize<FactSelector>(json)).ShouldBe(json);
            return;
        }

        Should.Throw<JsonException>(() => JsonSerializer.Deserialize<FactSelector>(json)).Message.ShouldContain("kind/outcome");
    }

    [Fact]
    public void Measures_durations_in_days_hours_and_minutes() =>
        Units.All.Where(Units.IsDuration).ShouldBe(["days", "hours", "minutes"], ignoreOrder: true);
}
