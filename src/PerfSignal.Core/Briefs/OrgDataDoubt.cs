using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Briefs;

/// <summary>One of a pair says that the reporting line is wrong; HR sees it, and nothing is sent for the pair while that line stands.</summary>
public sealed class OrgDataDoubt
{
    public required Guid Id { get; init; }
    public required Guid ManagerId { get; init; }
    public required Guid ReportId { get; init; }

    /// <summary>The line in doubt: with another line, or once it has ended, the doubt is over.</summary>
    public required Guid LineId { get; init; }
    public required Guid RaisedBy { get; init; }
    public required Instant At { get; init; }

    /// <summary>Set when HR has looked and found the line right.</summary>
    public Instant? DismissedAt { get; set; }
}

internal sealed class OrgDataDoubtMap : IEntityTypeConfiguration<OrgDataDoubt>
{
    public void Configure(EntityTypeBuilder<OrgDataDoubt> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ManagerId).OnDelete(DeleteBehavior.Restrict);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.ReportId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => new { row.LineId, row.RaisedBy }).IsUnique();
        builder.HasIndex(row => new { row.ReportId, row.ManagerId });
        builder.HasIndex(row => row.ManagerId);
    }
}
