using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Governance;

namespace PerfSignal.Core.Drafting;

/// <summary>Where no model writes drafts; the plain writer is always there.</summary>
public sealed class DraftingSwitch : IMarked<DraftingSwitch>
{
    public const int MaxScope = 230;

    /// <summary>One of <see cref="SwitchScope"/>.</summary>
    public required string Scope { get; init; }

    /// <summary>Whose it is: the person drafts are about, or the manager who asks for them; null for the organisation and a department.</summary>
    public Guid? PersonId { get; init; }
    public required Guid ById { get; init; }
    public required Instant At { get; init; }

    public static DataClass Class => DataClass.DraftingSwitch;

    public static Expression<Func<DraftingSwitch, bool>> About(Guid subject) => row => row.PersonId == subject;

    public static Expression<Func<DraftingSwitch, bool>> InvolvedIn(Guid viewer) => row => row.ById == viewer;

    public static Expression<Func<DraftingSwitch, bool>> During(Instant from, Instant until) => row => row.At >= from && row.At < until;

    /// <summary>What HR set; what a person wished for themself is theirs alone.</summary>
    public static Expression<Func<DraftingSwitch, bool>> Marked => row => row.Scope.StartsWith("person:");
}

/// <summary>The words of <see cref="DraftingSwitch.Scope"/>.</summary>
public static class SwitchScope
{
    public const string Organisation = "organisation";

    public static string Department(string name) => "department:" + name;

    /// <summary>Drafts about a person, set by HR.</summary>
    public static string Person(Guid id) => $"person:{id}";

    /// <summary>Drafts about oneself, which nobody else can switch on again.</summary>
    public static string AboutMe(Guid me) => $"about:{me}";

    /// <summary>Drafts that a manager asks for.</summary>
    public static string MyDrafts(Guid me) => $"by:{me}";
}

internal sealed class DraftingSwitchMap : IEntityTypeConfiguration<DraftingSwitch>
{
    public void Configure(EntityTypeBuilder<DraftingSwitch> builder)
    {
        builder.ToTable("DraftingSwitches");
        builder.HasKey(row => row.Scope);
        builder.Property(row => row.Scope).HasMaxLength(DraftingSwitch.MaxScope);
        builder.HasOne<People.Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.HasIndex(row => row.PersonId);
    }
}
