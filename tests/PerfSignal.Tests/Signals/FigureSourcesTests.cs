using NodaTime;
using PerfSignal.Core.Signals;
using static PerfSignal.Tests.Signals.Facts;

namespace PerfSignal.Tests.Signals;

/// <summary>Which sources and currencies a figure speaks of.</summary>
public sealed class FigureSourcesTests
{
    private static readonly LocalDate Today = new(2026, 11, 24);
    private static readonly Metric WinRate = Shipped("sales.win_rate");
    private static readonly Metric Revenue = Shipped("sales.revenue_closed");
    private static readonly Metric Tasks = Shipped("delivery.tasks_done");

    [Fact]
    public void Names_the_source_that_is_read_and_not_the_one_that_could_be() =>
        Built(WinRate, [], ("salesforce", 1)).Sources.ShouldBe([new SourceRead("salesforce", Ago(1), true)]);

    [Fact]
    public void Names_a_source_that_brings_records_though_it_was_never_read_to_its_end()
    {
        var figure = Built(WinRate, Many(5, "opportunity/won").Append(Fact("opportunity/won", source: "hubspot")), ("salesforce", 1));
        figure.Sources.ShouldBe([new SourceRead("salesforce", Ago(1), true), new SourceRead("hubspot", null, false)]);
    }

    [Fact]
    public void Names_all_that_could_bring_something_where_none_does() =>
        Built(WinRate, []).Sources.ShouldBe([new SourceRead("salesforce", null, false), new SourceRead("hubspot", null, false)]);

    [Fact]
    public void Is_as_fresh_as_its_stalest_source()
    {
        var (asana, monday) = (Tasks.Sources[0], Tasks.Sources[1]);
        Built(Tasks, [], (asana, 1), (monday, 2)).State.ShouldBe(FigureState.Known);
        Built(Tasks, [], (asana, 1), (monday, 24)).State.ShouldBe(FigureState.NoData);

        // Zeros of the trend end where the stalest source was last read.
        var old = new[] { Fact("task/done", 130, source: asana) };
        Built(Tasks, old, (asana, 1), (monday, 50 * 24)).Trend.Select(point => point.Value).ShouldBe([null, 1m, 0, 0, null, null]);
        var never = old.Append(Fact("task/done", 129, source: monday));
        Built(Tasks, never, (asana, 1)).Trend.Select(point => point.Value).ShouldBe([null, 2m, null, null, null, null]);
    }

    [Fact]
    public void Shows_a_zero_of_the_trend_where_the_source_was_read_less_than_a_day_before_the_end_of_its_window()
    {
        // The window before this one ends with 25 October, at 23:00 UTC.
        var end = Instant.FromUtc(2026, 10, 25, 23, 0);
        Value(end - Duration.FromHours(24) + Duration.Epsilon).ShouldBe(0);
        Value(end - Duration.FromHours(24)).ShouldBeNull();

        decimal? Value(Instant read) =>
            new FigureBuilder(Now, Berlin, Tasks.Sources.ToDictionary(source => source, _ => read), Array.Empty<Released>())
                .Build(Tasks, 1, Choice(Tasks), [Fact("task/done", 130)])
                .Single()
                .Trend[^2]
                .Value;
    }

    [Fact]
    public void Takes_the_last_known_currency_where_nothing_aims_at_one()
    {
        var anywhere = Revenue with { Currency = null, Target = null };
        var facts = new[] { Fact("opportunity/won 5 - EUR", 95), Fact("opportunity/won 5 - CHF", 94), Fact("opportunity/won 5", 93) };
        Figure(anywhere, facts).Currency.ShouldBe("CHF");
        Figure(anywhere, []).Currency.ShouldBeNull();
    }

    [Fact]
    public void Compares_in_the_metrics_currency_where_the_profile_names_none()
    {
        Observation[] facts = [Fact("opportunity/won 9 - AUD"), Fact("opportunity/won 9 - USD")];
        Figures(Revenue, facts, Choice(Revenue) with { Target = 10 })
            .Select(figure => (figure.Currency, figure.Target))
            .ShouldBe([("USD", 10m), ("AUD", null)]);
        // A currency without a target of the profile's own says nothing.
        Figures(Revenue, facts, Choice(Revenue) with { Currency = "AUD" })
            .Select(figure => (figure.Currency, figure.Target))
            .ShouldBe([("USD", 500000m), ("AUD", null)]);
    }

    [Fact]
    public void Has_the_same_target_for_a_share_of_money_in_each_currency()
    {
        var quota = Shipped("sales.quota_attainment") with { Target = .9m };
        Observation[] facts =
        [
            Fact("opportunity/won 50 - EUR"),
            Fact("quota/set 100 - EUR"),
            Fact("opportunity/won 50 - USD"),
            Fact("quota/set 50 - USD"),
        ];
        Figures(quota, facts).Select(figure => (figure.Currency, figure.Target)).ShouldBe([("EUR", .9m), ("USD", .9m)]);
    }

    [Fact]
    public void Releases_the_currency_that_was_released_and_no_other()
    {
        var facts = Enumerable
            .Range(0, 9)
            .Select(window => Fact("opportunity/won 100 - USD", window * 30 + 3))
            .Append(Fact("opportunity/won 900000 - USD"))
            .ToList();
        Figure(Revenue, facts).QuarantineReason.ShouldBe("deviation");
        ReleasedIn("USD").State.ShouldBe(FigureState.Known);
        ReleasedIn("EUR").State.ShouldBe(FigureState.Quarantined);
        ReleasedIn(null).State.ShouldBe(FigureState.Quarantined);

        Figure ReleasedIn(string? currency) =>
            Figures(Revenue, facts, released: [new Released(Revenue.Key, currency, "deviation", Today)]).Single();
    }

    private static Instant Ago(int hours) => Now - Duration.FromHours(hours);

    private static ProfileMetric Choice(Metric metric) => new() { Metric = metric.Key, Weight = 1 };

    private static Figure Built(Metric metric, IEnumerable<Observation> facts, params (string Source, int HoursAgo)[] readings) =>
        new FigureBuilder(
            Now,
            Berlin,
            readings.ToDictionary(reading => reading.Source, reading => Ago(reading.HoursAgo)),
            Array.Empty<Released>()
        )
            .Build(metric, 1, Choice(metric), facts)
            .Single();
}
