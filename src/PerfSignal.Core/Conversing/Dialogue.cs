using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Core.Conversing;

/// <summary>A question that the bot asked one person, with what they had typed by then; one at a time, whichever platform they go on with.</summary>
public sealed class Dialogue
{
    public const int MaxKept = 20_000;
    public const int MaxQuestion = 1000;

    /// <summary>After this the next words do not answer it any more; what was typed is offered back.</summary>
    public static Duration Lifetime { get; } = Duration.FromMinutes(30);

    /// <summary>After this what was typed is deleted.</summary>
    public static Duration KeptFor { get; } = Duration.FromHours(24);

    public required Guid PersonId { get; init; }

    /// <summary>The verb that asked, and is called again with the answer.</summary>
    public required string Verb { get; set; }
    public string? Row { get; set; }

    /// <summary>What is known by now, as the JSON of <see cref="KeptWords"/>; it stands nowhere else.</summary>
    public required string Fields { get; set; }

    /// <summary>The field that the next words fill.</summary>
    public required string Waits { get; set; }

    /// <summary>Whether any words may be an answer; else words that begin with a command are the command.</summary>
    public bool TakesAnyWords { get; set; }

    /// <summary>The question as it was asked, in the reader's language; cut where it is longer than is kept.</summary>
    public required string Question { get; set; }
    public required Instant AskedAt { get; set; }
    public Guid Version { get; set; }

    public bool IsLate(Instant now) => AskedAt + Lifetime <= now;

    public bool IsOver(Instant now) => AskedAt + KeptFor <= now;
}

internal sealed class DialogueMap : IEntityTypeConfiguration<Dialogue>
{
    public void Configure(EntityTypeBuilder<Dialogue> builder)
    {
        builder.ToTable("Dialogues");
        builder.HasKey(row => row.PersonId);
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Verb).HasMaxLength(64);
        builder.Property(row => row.Fields).HasMaxLength(Dialogue.MaxKept);
        builder.Property(row => row.Waits).HasMaxLength(64);
        builder.Property(row => row.Question).HasMaxLength(Dialogue.MaxQuestion);
        builder.Property(row => row.Version).IsConcurrencyToken();
        builder.HasIndex(row => row.AskedAt);
    }
}
