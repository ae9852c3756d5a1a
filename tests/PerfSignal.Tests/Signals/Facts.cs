using NodaTime;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Signals;

/// <summary>Facts and figures in few words; now is Tuesday 2026-11-24, 12:00 in Berlin.</summary>
internal static class Facts
{
    public static readonly DateTimeZone Berlin = DateTimeZoneProviders.Tzdb["Europe/Berlin"];
    public static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 11, 0);

    public static Metric Shipped(string key) => ShippedProfiles.Catalog.Metric(key, Now)!.Metric;

    /// <summary>`kind/outcome amount duration currency`, so many days ago at noon; `-` where there is none.</summary>
    public static Observation Fact(string text, int daysAgo = 1, string? source = null, string? id = null, string? url = null)
    {
        var parts = text.Split(' ');
        var selector = FactSelector.Parse(parts[0])!.Value;
        var number = (int position) => parts.Length > position && parts[position] != "-" ? decimal.Parse(parts[position]) : (decimal?)null;
        return new Observation(
            source ?? FactKinds.All.First(kind => kind.Selector == selector).Source,
            selector,
            id ?? Guid.NewGuid().ToString("N"),
            Now - Duration.FromDays(daysAgo),
            number(1),
            number(2),
            parts.Length > 3 ? parts[3] : null,
            url
        );
    }

    public static IEnumerable<Observation> Many(int count, string text, int daysAgo = 1) =>
        Enumerable.Range(0, count).Select(_ => Fact(text, daysAgo));

    public static IReadOnlyList<Figure> Figures(
        Metric metric,
        IEnumerable<Observation> facts,
        ProfileMetric? choice = null,
        Instant? at = null,
        DateTimeZone? zone = null,
        Duration? readAgo = null,
        bool neverRead = false,
        IReadOnlyCollection<Released>? released = null
    )
    {
        var when = at ?? Now;
        var readAt = when - (readAgo ?? Duration.FromHours(1));
        var readings = neverRead ? [] : metric.Sources.ToDictionary(source => source, _ => readAt);
        var builder = new FigureBuilder(when, zone ?? Berlin, readings, released ?? []);
        return builder.Build(metric, 1, choice ?? new ProfileMetric { Metric = metric.Key, Weight = 1 }, facts);
    }

    public static Figure Figure(
        Metric metric,
        IEnumerable<Observation> facts,
        ProfileMetric? choice = null,
        Instant? at = null,
        Duration? readAgo = null
    ) => Figures(metric, facts, choice, at, readAgo: readAgo).ShouldHaveSingleItem();
}
