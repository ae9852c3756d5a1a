using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Signals;

internal static class People
{
    public static Person New(string name, string roleFamily = "engineering", string department = "Platform") =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Email = $"{name.ToLowerInvariant()}@example.com",
            Name = name,
            RoleFamily = roleFamily,
            Department = department,
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2020, 1, 1),
        };
}
