using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Data;

public sealed class EntitiesTests
{
    [Fact]
    public async Task Dates_and_instants_come_back_as_they_were_stored()
    {
        using var database = new TestDatabase();
        var id = Guid.CreateVersion7();
        var paused = Instant.FromUtc(2026, 11, 24, 9, 0) + Duration.FromMilliseconds(123.456);
        await using (var data = database.Open())
        {
            data.Add(
                new Person
                {
                    Id = id,
                    Email = "ana@example.com",
                    Name = "Ana",
                    RoleFamily = "engineering",
                    Department = "Platform",
                    Location = "Lisbon",
                    TimeZone = "Europe/Lisbon",
                    HireDate = new LocalDate(2024, 2, 29),
                    Level = Level.Senior,
                    DigestAt = new LocalTime(8, 15),
                    PausedUntil = paused,
                }
            );
            await data.SaveChangesAsync();
        }

        await using var again = database.Open();
        var person = await again.People.SingleAsync(row => row.PausedUntil >= paused && row.HireDate < new LocalDate(2024, 3, 1));
        person.HireDate.ShouldBe(new LocalDate(2024, 2, 29));
        person.Level.ShouldBe(Level.Senior);
        person.DigestAt.ShouldBe(new LocalTime(8, 15));
        person.PausedUntil.ShouldBe(paused);
    }
}
