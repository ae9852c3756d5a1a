using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Governance;
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

    [Theory]
    [InlineData("zero \0 inside", "zero \ufffd inside")]
    [InlineData("half HALF a pair", "half \ufffd a pair")]
    [InlineData("whole \ud83d\ude00 pair", "whole \ud83d\ude00 pair")]
    [InlineData("'; DROP TABLE People; -- ${x} <b>", "'; DROP TABLE People; -- ${x} <b>")]
    public async Task Any_pasted_text_can_be_stored(string text, string kept)
    {
        using var database = new TestDatabase();
        var person = Governance.Company.Make("Ana Sousa", "Platform");
        text = text.Replace("HALF", "\ud83d"); // An attribute cannot hold half a pair.
        person.Location = text;
        database.Add(person);
        await using (var data = database.Open())
        {
            (await data.People.SingleAsync()).Location.ShouldBe(kept);
            (await data.People.SingleAsync()).Department = text;
            await data.SaveChangesAsync();
        }

        await using var again = database.Open();
        (await again.People.SingleAsync()).Department.ShouldBe(kept);
    }

    [Fact]
    public async Task A_new_person_has_one_alias_in_the_audit_log()
    {
        using var database = new TestDatabase();
        var person = Governance.Company.Make("Ana Sousa", "Platform");
        database.Add(person);
        await using var data = database.Open();
        var alias = await data.Set<PersonAlias>().SingleAsync();
        alias.PersonId.ShouldBe(person.Id);
        alias.Alias.ShouldNotBe(person.Id);
    }
}
