using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;

namespace PerfSignal.Core.Schedules;

/// <summary>When an act of the service last went well and last went wrong, for the operator.</summary>
public sealed class ActRun
{
    /// <summary>The act's name on the page of schedules.</summary>
    public required string Act { get; init; }
    public Instant? GoodAt { get; set; }
    public Instant? BadAt { get; set; }

    /// <summary>Failures since it last went well.</summary>
    public int FailuresInARow { get; set; }

    /// <summary>Stands in the log beside the last failure.</summary>
    public string? Reference { get; set; }
}

internal sealed class ActRunMap : IEntityTypeConfiguration<ActRun>
{
    public void Configure(EntityTypeBuilder<ActRun> builder)
    {
        builder.HasKey(row => row.Act);
        builder.Property(row => row.Act).HasMaxLength(64);
        builder.Property(row => row.Reference).HasMaxLength(16);
    }
}
