using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NodaTime;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Core.People;

public enum Level
{
    Individual,
    Manager,
    Senior,
}

/// <summary>Somebody who works, or worked, in the organisation; the directory's entry, without pay.</summary>
public sealed class Person
{
    public required Guid Id { get; init; }

    /// <summary>Lower-case; the name by which files and platforms find the person.</summary>
    public required string Email { get; set; }

    public required string Name
    {
        get;
        set
        {
            field = value;
            NameKey = KeyOf(value);
        }
    }

    /// <summary>The name in upper case, for finding people by name alike in every database.</summary>
    public string NameKey { get; private set; } = "";

    /// <summary>sales, engineering, support, delivery, or the family of a profile of the organisation's own.</summary>
    public required string RoleFamily { get; set; }

    public Level Level { get; set; }
    public required string Department { get; set; }
    public required string Location { get; set; }

    /// <summary>IANA id.</summary>
    public required string TimeZone { get; set; }

    /// <summary>The zone the person chose in the chat; it wins over the one of the people file, and outlives its import.</summary>
    public string? ChosenTimeZone { get; set; }

    public LocalDate HireDate { get; set; }

    /// <summary>The last day of work; afterwards the person is treated as departed.</summary>
    public LocalDate? LastDay { get; set; }

    public string? SlackUserId { get; set; }
    public string? TeamsUserId { get; set; }

    /// <summary>`en` or `de`; null means the organisation's language.</summary>
    public string? Language { get; set; }

    /// <summary>`HH:mm-HH:mm` in the person's own zone; null means the organisation's quiet hours.</summary>
    public string? QuietHours { get; set; }

    /// <summary>Nothing is sent to the person before this instant.</summary>
    public Instant? PausedUntil { get; set; }

    /// <summary>Minutes before a 1:1 at which the brief leaves; null means the organisation's setting.</summary>
    public int? LeadMinutes { get; set; }

    /// <summary>The local time of one digest in the morning instead of a brief before each 1:1.</summary>
    public LocalTime? DigestAt { get; set; }

    /// <summary>What the person does not want to be told of their own accord: words of <see cref="Preferences.Topics"/>, with commas between.</summary>
    public string? Muted { get; set; }

    public static string KeyOf(string name) => name.Trim().ToUpperInvariant();

    public DateTimeZone Zone => Zones.Of(ChosenTimeZone ?? TimeZone);

    public bool WorksOn(LocalDate date) => HireDate <= date && (LastDay is null || date <= LastDay);
}

internal sealed class PersonMap : IEntityTypeConfiguration<Person>
{
    public void Configure(EntityTypeBuilder<Person> builder)
    {
        builder.Ignore(person => person.Zone);
        builder.Property(person => person.Email).HasMaxLength(254);
        builder.HasIndex(person => person.Email).IsUnique();
        builder.HasIndex(person => person.Department);
        builder.HasIndex(person => person.NameKey);
        builder.Property(person => person.RoleFamily).HasMaxLength(64);
        builder.Property(person => person.TimeZone).HasMaxLength(64);
        builder.Property(person => person.ChosenTimeZone).HasMaxLength(64);
        builder.Property(person => person.Language).HasMaxLength(8);
        builder.Property(person => person.QuietHours).HasMaxLength(16);
    }
}
