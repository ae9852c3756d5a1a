using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Governance;

/// <summary>A small organisation around Ana, in which each relation to her is held by one person. Today is Tuesday 2026-11-24 in Berlin.</summary>
internal static class Company
{
    public static readonly LocalDate Handover = new(2026, 3, 1);
    public static readonly LocalDate NextHandover = new(2026, 12, 1);
    public static readonly LocalDate DelegationFrom = new(2026, 11, 2);
    public static readonly LocalDate DelegationUntil = new(2026, 11, 30);
    public static readonly Organization Organization = new() { TimeZone = "Europe/Berlin" };

    public static readonly Person Ana = Make("Ana Sousa", "Platform");
    public static readonly Person Mia = Make("Mia Manager", "Platform");
    public static readonly Person Sven = Make("Sven Skip", "Board");
    public static readonly Person Otto = Make("Otto Former", "Platform");
    public static readonly Person Nina = Make("Nina Next", "Platform");
    public static readonly Person Bob = Make("Bob Peer", "Platform");
    public static readonly Person Dan = Make("Dan Delegate", "Sales");
    public static readonly Person Hana = Make("Hana Hr", "People");
    public static readonly Person Hugo = Make("Hugo Hr", "People");
    public static readonly Person Hedi = Make("Hedi Hr", "People");
    public static readonly Person Wim = Make("Wim Council", "Sales");
    public static readonly Person Eva = Make("Eva Executive", "Board");
    public static readonly Person Adam = Make("Adam Admin", "Operations");
    public static readonly Person Rita = Make("Rita Report", "Platform");
    public static readonly Person Zoe = Make("Zoe Stranger", "Sales");
    public static readonly Person Gone = Make("Gil Gone", "Platform", new LocalDate(2026, 11, 23));
    public static readonly Person Leaving = Make("Lea Leaving", "Platform", new LocalDate(2026, 11, 24));

    public static object[] All =>
        [
            Ana,
            Mia,
            Sven,
            Otto,
            Nina,
            Bob,
            Dan,
            Hana,
            Hugo,
            Hedi,
            Wim,
            Eva,
            Adam,
            Zoe,
            Rita,
            Gone,
            Leaving,
            Line(Ana, Otto, new(2025, 1, 1), Handover),
            Line(Ana, Mia, Handover, NextHandover),
            Line(Ana, Nina, NextHandover),
            Line(Bob, Mia, new(2025, 1, 1)),
            Line(Rita, Ana, new(2025, 1, 1)),
            Line(Gone, Mia, new(2025, 1, 1)),
            Line(Leaving, Mia, new(2025, 1, 1)),
            Line(Mia, Sven, new(2025, 1, 1)),
            Line(Otto, Sven, new(2025, 1, 1)),
            new Delegation
            {
                Id = Guid.NewGuid(),
                ManagerId = Mia.Id,
                DelegateId = Dan.Id,
                From = DelegationFrom,
                Until = DelegationUntil,
            },
            Role(Hana, RoleKind.Hr),
            Role(Hugo, RoleKind.Hr, "Sales"),
            Role(Hedi, RoleKind.Hr, "Platform"),
            Role(Wim, RoleKind.WorksCouncil),
            Role(Eva, RoleKind.Executive),
            Role(Adam, RoleKind.Admin),
            Role(Gone, RoleKind.Hr),
        ];

    /// <summary>Noon of a day in the organisation's zone.</summary>
    public static Instant Noon(LocalDate date) =>
        (date + new LocalTime(12, 0)).InZoneStrictly(DateTimeZoneProviders.Tzdb["Europe/Berlin"]).ToInstant();

    public static TestClock On(LocalDate date) => new(Noon(date));

    public static ReportingLine Line(Person report, Person manager, LocalDate from, LocalDate? until = null) =>
        new()
        {
            Id = Guid.NewGuid(),
            ReportId = report.Id,
            ManagerId = manager.Id,
            From = from,
            Until = until,
        };

    public static PersonRole Role(Person person, RoleKind kind, string? department = null) =>
        new()
        {
            Id = Guid.NewGuid(),
            PersonId = person.Id,
            Kind = kind,
            Department = department,
        };

    public static Person Make(string name, string department, LocalDate? lastDay = null) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Email = name.ToLowerInvariant().Replace(' ', '.') + "@example.com",
            Name = name,
            RoleFamily = "engineering",
            Department = department,
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2024, 1, 1),
            LastDay = lastDay,
        };
}
