using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.Signals;

/// <summary>A metric's place in a profile.</summary>
public sealed record ProfileMetric
{
    /// <summary>Key of the metric.</summary>
    public required string Metric { get; init; }

    /// <summary>0 to 1; 0 is shown for context.</summary>
    public required decimal Weight { get; init; }

    /// <summary>Null for the metric's own target.</summary>
    public decimal? Target { get; init; }

    /// <summary>ISO 4217 of <see cref="Target"/>; null for the metric's own currency.</summary>
    public string? Currency { get; init; }

    /// <summary>The median in place of the mean.</summary>
    public bool Median { get; init; }
}

/// <summary>One version of the metrics that are shown for a role family, in their order; old versions are kept.</summary>
public sealed class RoleProfile
{
    private static readonly ConcurrentDictionary<Guid, IReadOnlyList<ProfileMetric>> Parsed = new();

    public required Guid Id { get; init; }
    public required string RoleFamily { get; init; }

    /// <summary>1 for the first.</summary>
    public required int Version { get; init; }
    public required string Author { get; init; }

    /// <summary>First day on which it holds.</summary>
    public required LocalDate From { get; init; }
    public required Instant CreatedAt { get; init; }

    /// <summary>The list of <see cref="ProfileMetric"/> as JSON.</summary>
    public required string Content { get; init; }

    /// <remarks>A row never changes, so what was read from it once stays true for its id.</remarks>
    public IReadOnlyList<ProfileMetric> Metrics =>
        Parsed.GetOrAdd(Id, static (_, content) => CardJson.Read<List<ProfileMetric>>(content), Content);

    public static string ContentOf(IReadOnlyList<ProfileMetric> metrics) => CardJson.Write(metrics);
}

internal sealed class RoleProfileMap : IEntityTypeConfiguration<RoleProfile>
{
    public void Configure(EntityTypeBuilder<RoleProfile> builder)
    {
        builder.Ignore(row => row.Metrics);
        builder.Property(row => row.RoleFamily).HasMaxLength(64);
        builder.Property(row => row.Author).HasMaxLength(100);
        builder.Property(row => row.Content).HasMaxLength(4000);
        builder.HasIndex(row => new { row.RoleFamily, row.Version }).IsUnique();
    }
}
