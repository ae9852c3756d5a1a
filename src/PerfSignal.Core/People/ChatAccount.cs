using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Core.People;

/// <summary>Whether an account of a chat platform could be told to be a person of the directory.</summary>
public enum AccountState
{
    Matched,

    /// <summary>Nobody of the directory has the e-mail address that the platform says.</summary>
    NotInDirectory,

    /// <summary>The person it would stand for has another account on the platform already.</summary>
    AlreadyTaken,
}

/// <summary>An account of a chat platform as the platform describes it, the person it stands for, and the way to write to it.</summary>
public sealed class ChatAccount
{
    public required Guid Id { get; init; }
    public required PlatformName Platform { get; init; }

    /// <summary>Teams: the tenant's id. Slack: the id of the workspace, or of the enterprise where it was installed for all of it.</summary>
    public required string Workspace { get; init; }

    /// <summary>Teams: the Entra object id. Slack: the user's id.</summary>
    public required string UserId { get; init; }

    /// <summary>Null while the account is not matched.</summary>
    public Guid? PersonId { get; set; }
    public AccountState State { get; set; }

    /// <summary>Somebody of HR said who it is; no later match changes that.</summary>
    public bool MatchedByHand { get; set; }

    /// <summary>Lower-case, as the platform says.</summary>
    public string? Email { get; set; }

    /// <summary>The name to sign in with (UPN), lower-case; often the e-mail address, not always.</summary>
    public string? PrincipalName { get; set; }
    public string? Name { get; set; }

    /// <summary>The personal conversation with the bot, once there is one.</summary>
    public string? ConversationId { get; set; }

    /// <summary>Teams: where its connector is reached; taken afresh from every activity.</summary>
    public string? ServiceUrl { get; set; }

    /// <summary>Teams: the account's id within the conversation (`29:…`).</summary>
    public string? Address { get; set; }
    public required Instant FirstSeen { get; init; }

    /// <summary>Of an account that was greeted only the day is kept, as its start in UTC: nobody's hours can be read from it.</summary>
    public required Instant LastSeen { get; set; }

    /// <summary>When the bot said what it is; it does so once.</summary>
    public Instant? GreetedAt { get; set; }

    /// <summary>The bot was removed there, or the account was closed; null again when it is heard from.</summary>
    public Instant? RemovedAt { get; set; }
}

internal sealed class ChatAccountMap : IEntityTypeConfiguration<ChatAccount>
{
    public void Configure(EntityTypeBuilder<ChatAccount> builder)
    {
        builder.ToTable("ChatAccounts");
        builder.HasOne<Person>().WithMany().HasForeignKey(row => row.PersonId).OnDelete(DeleteBehavior.Restrict);
        builder.Property(row => row.Workspace).HasMaxLength(64);
        builder.Property(row => row.UserId).HasMaxLength(64);
        builder.Property(row => row.Email).HasMaxLength(254);
        builder.Property(row => row.PrincipalName).HasMaxLength(254);
        builder.Property(row => row.Name).HasMaxLength(200);
        builder.Property(row => row.ConversationId).HasMaxLength(400);
        builder.Property(row => row.ServiceUrl).HasMaxLength(400);
        builder.Property(row => row.Address).HasMaxLength(400);
        builder
            .HasIndex(row => new
            {
                row.Platform,
                row.Workspace,
                row.UserId,
            })
            .IsUnique();
        builder.HasIndex(row => new { row.PersonId, row.Platform });
        builder.HasIndex(row => row.State);
    }
}
