using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Signals;

/// <summary>One version of a metric; a change is a new version, and old ones are kept as they were.</summary>
public sealed class MetricDefinition
{
    private static readonly ConcurrentDictionary<Guid, Metric> Parsed = new();

    public required Guid Id { get; init; }
    public required string Key { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }
    public required Instant CreatedAt { get; init; }

    /// <summary><see cref="Signals.Metric"/> as JSON.</summary>
    public required string Content { get; init; }

    /// <remarks>A row never changes, so what was read from it once stays true for its id.</remarks>
    public Metric Metric => Parsed.GetOrAdd(Id, static (_, content) => CardJson.Read<Metric>(content), Content);

    public static string ContentOf(Metric metric) => CardJson.Write(metric);
}

internal sealed class MetricDefinitionMap : IEntityTypeConfiguration<MetricDefinition>
{
    public void Configure(EntityTypeBuilder<MetricDefinition> builder)
    {
        builder.Ignore(row => row.Metric);
        builder.Property(row => row.Key).HasMaxLength(Metric.MaxKey);
        builder.Property(row => row.Content).HasMaxLength(8000);
        builder.HasIndex(row => new { row.Key, row.Version }).IsUnique();
    }
}
