using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;
using NodaTime;

namespace PerfSignal.Core.Data;

/// <summary>Instants are stored as UTC to the microsecond, the finest step that all three databases keep.</summary>
internal sealed class InstantConverter()
    : ValueConverter<Instant, DateTime>(
        instant => Instant.FromUnixTimeTicks(instant.ToUnixTimeTicks() / 10 * 10).ToDateTimeUtc(),
        stored => Instant.FromDateTimeUtc(DateTime.SpecifyKind(stored, DateTimeKind.Utc))
    );

internal sealed class LocalDateConverter()
    : ValueConverter<LocalDate, DateOnly>(date => date.ToDateOnly(), stored => LocalDate.FromDateOnly(stored));

internal sealed class LocalTimeConverter()
    : ValueConverter<LocalTime, TimeOnly>(time => time.ToTimeOnly(), stored => LocalTime.FromTimeOnly(stored));

internal static class Conversions
{
    public static void Apply(ModelConfigurationBuilder conventions)
    {
        conventions.Properties<Instant>().HaveConversion<InstantConverter>();
        conventions.Properties<LocalDate>().HaveConversion<LocalDateConverter>();
        conventions.Properties<LocalTime>().HaveConversion<LocalTimeConverter>();
        conventions.Properties<Enum>().HaveConversion<string>().HaveMaxLength(32);
        conventions.Properties<decimal>().HavePrecision(19, 4);
        conventions.Properties<string>().HaveMaxLength(200);
    }
}
