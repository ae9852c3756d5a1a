using NodaTime;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.People;

/// <summary>Makes people for tests.</summary>
internal static class A
{
    public static Person Person(string email, string zone = "Europe/Berlin") =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Email = email,
            Name = email.Split('@')[0],
            RoleFamily = "engineering",
            Department = "Platform",
            Location = "Berlin",
            TimeZone = zone,
            HireDate = new LocalDate(2020, 1, 1),
        };

    public static ReportingLine Line(Person report, Person manager, LocalDate? from = null, LocalDate? until = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ReportId = report.Id,
            ManagerId = manager.Id,
            From = from ?? new LocalDate(2020, 1, 1),
            Until = until,
        };
}
