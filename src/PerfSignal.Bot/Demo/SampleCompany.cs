using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Demo;

/// <summary>Somebody of the sample company; every name is made up.</summary>
public sealed record SamplePerson(
    string Name,
    string? Manager,
    string RoleFamily,
    string Level,
    string Department,
    string Location,
    string TimeZone,
    string Roles = ""
)
{
    public string Email => $"{Name.Split(' ')[0].ToLowerInvariant()}@lumen.example";
}

/// <summary>The people of the sample company "Lumen": four departments and the personas that the demo signs in as.</summary>
public static class SampleCompany
{
    public const string Manager = "maya@lumen.example";
    public const string Employee = "ana@lumen.example";
    public const string Hr = "hanna@lumen.example";

    private const string Berlin = "Europe/Berlin";
    private const string Lisbon = "Europe/Lisbon";
    private const string NewYork = "America/New_York";

    public static IReadOnlyList<SamplePerson> People { get; } =
    [
        new("Elena Rossi", null, "delivery", "senior", "Leadership", "Berlin", Berlin, "executive"),
        new("Hanna Vogel", "Elena Rossi", "delivery", "manager", "People", "Berlin", Berlin, "hr"),
        new("Wim Boer", "Hanna Vogel", "delivery", "individual", "People", "Berlin", Berlin, "works_council"),
        new("Adam Novak", "Elena Rossi", "delivery", "individual", "People", "Berlin", Berlin, "admin"),
        new("Maya Brandt", "Elena Rossi", "engineering", "manager", "Engineering", "Berlin", Berlin),
        new("Ana Sousa", "Maya Brandt", "engineering", "individual", "Engineering", "Lisbon", Lisbon),
        new("Jonas Weber", "Maya Brandt", "engineering", "individual", "Engineering", "Berlin", Berlin),
        new("Priya Nair", "Maya Brandt", "engineering", "senior", "Engineering", "Berlin", Berlin),
        new("Tomasz Lis", "Maya Brandt", "engineering", "individual", "Engineering", "Berlin", Berlin),
        new("Yuki Tanaka", "Maya Brandt", "engineering", "individual", "Engineering", "Berlin", Berlin),
        new("Grace Miller", "Elena Rossi", "sales", "manager", "Sales", "New York", NewYork),
        new("Daniel Cruz", "Grace Miller", "sales", "individual", "Sales", "New York", NewYork),
        new("Sofia Lindqvist", "Grace Miller", "sales", "individual", "Sales", "Berlin", Berlin),
        new("Omar Haddad", "Grace Miller", "sales", "individual", "Sales", "New York", NewYork),
        new("Lucy Chen", "Grace Miller", "sales", "individual", "Sales", "New York", NewYork),
        new("Nils Berg", "Elena Rossi", "support", "manager", "Support", "Berlin", Berlin),
        new("Carla Mendes", "Nils Berg", "support", "individual", "Support", "Lisbon", Lisbon),
        new("Peter Kovacs", "Nils Berg", "support", "individual", "Support", "Berlin", Berlin),
        new("Fatou Diallo", "Nils Berg", "support", "individual", "Support", "Berlin", Berlin),
        new("Ruth Klein", "Elena Rossi", "delivery", "manager", "Delivery", "Berlin", Berlin),
        new("Ivan Petrov", "Ruth Klein", "delivery", "individual", "Delivery", "Berlin", Berlin),
        new("Mei Wong", "Ruth Klein", "delivery", "individual", "Delivery", "Berlin", Berlin),
    ];

    /// <summary>Accounts whose address stands in no row of people.csv: one that goes by the name of an employee, one that could be anybody.</summary>
    public static IReadOnlyList<ChatIdentity> UnknownAccounts { get; } =
    [
        new(PlatformName.Teams, "sample", "sample-1") { Name = "Jonas Weber", Email = "jweber@lumen-group.example" },
        new(PlatformName.Slack, "sample", "sample-2") { Name = "tl", Email = "t.l@mail.example" },
    ];

    /// <summary>people.csv; hire dates lie one to seven years back, one person joined seven weeks ago.</summary>
    public static void WritePeople(TextWriter file, LocalDate today)
    {
        file.WriteLine(
            "email,name,manager_email,role_family,level,department,location,time_zone,hire_date,manager_since,pay_band,salary,currency,compa_ratio,roles"
        );
        for (var index = 0; index < People.Count; index++)
        {
            var person = People[index];
            var manager = People.FirstOrDefault(other => other.Name == person.Manager)?.Email ?? "";
            var hired = person.Name == "Yuki Tanaka" ? today.PlusDays(-49) : today.PlusDays(-365 - (index * 97));
            var since = manager.Length == 0 ? "" : Iso(hired > today.PlusDays(-500) ? hired : today.PlusDays(-500));
            file.WriteLine(
                $"{person.Email},{person.Name},{manager},{person.RoleFamily},{person.Level},{person.Department},{person.Location},{person.TimeZone},{Iso(hired)},{since},{Pay(person)},{person.Roles}"
            );
        }
    }

    public static string Iso(LocalDate date) => NodaTime.Text.LocalDatePattern.Iso.Format(date);

    private static string Pay(SamplePerson person) =>
        (person.Level, person.TimeZone) switch
        {
            ("senior", _) => "P5,98000,EUR,1.04",
            ("manager", NewYork) => "M2,142000,USD,1.01",
            ("manager", _) => "M2,104000,EUR,0.99",
            (_, NewYork) => "P3,95000,USD,0.97",
            _ => "P3,68000,EUR,0.98",
        };
}
