using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Conversing;

/// <summary>How somebody proved who they are on the web.</summary>
public enum SignInWay
{
    /// <summary>Not at all: such a session counts only where the demo sign-in is open.</summary>
    Demo,

    /// <summary>By the organisation's identity provider.</summary>
    Oidc,

    /// <summary>By a link asked for in chat.</summary>
    Link,
}

/// <summary>A session on the web while it lasts: signing out deletes it, so that a copied cookie opens nothing afterwards.</summary>
public sealed class WebSession
{
    public required Guid Id { get; init; }
    public required Guid PersonId { get; init; }
    public required Instant EndsAt { get; init; }
    public required SignInWay How { get; init; }
}

internal sealed class WebSessionMap : IEntityTypeConfiguration<WebSession>
{
    public void Configure(EntityTypeBuilder<WebSession> builder)
    {
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        // What stood there before the column came was begun by the demo.
        builder.Property(row => row.How).HasMaxLength(16).HasDefaultValue(SignInWay.Demo);
        builder.HasIndex(row => row.EndsAt);
        builder.HasIndex(row => row.PersonId);
    }
}
