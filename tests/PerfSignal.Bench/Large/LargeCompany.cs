using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Bench.Large;

/// <summary>A company whose people are known on Slack, with two of HR: one writes to all, the other approves it.</summary>
internal sealed class LargeCompany(BenchDatabase database)
{
    /// <summary>Where those are who get the broadcast before the measured ones, so that what is compiled then is not counted.</summary>
    public const string Warm = "Warm";
    private const int AtOnce = 1000;
    private static readonly string[] Zones = ["Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Sydney"];
    private readonly Instant now = TimeProvider.System.Now();

    public Person Author { get; } = Person("author", "People", 0);
    public Person Second { get; } = Person("second", "People", 0);

    public async Task Fill(int warm, int people)
    {
        await database.Within<PerfSignalData>(async data =>
        {
            data.AddRange(Author, Second, Hr(Author), Hr(Second));
            await data.SaveChangesAsync();
        });
        await Fill(Enumerable.Range(0, warm).Select(number => Person($"w{number:D6}", Warm, number)));
        await Fill(Enumerable.Range(0, people).Select(number => Person($"p{number:D6}", "Everybody", number)));
    }

    private async Task Fill(IEnumerable<Person> people)
    {
        foreach (var part in people.Chunk(AtOnce))
        {
            await database.Within<PerfSignalData>(async data =>
            {
                data.ChangeTracker.AutoDetectChangesEnabled = false;
                data.AddRange(part);
                data.AddRange(part.Select(Account));
                await data.SaveChangesAsync();
            });
        }
    }

    private static Person Person(string name, string department, int number) =>
        new()
        {
            Id = TimeProvider.System.NewId(),
            Email = $"{name}@example.com",
            Name = $"Person {name}",
            RoleFamily = "sales",
            Department = department,
            Location = "Berlin",
            TimeZone = Zones[number % Zones.Length],
            Language = number % 2 == 0 ? "en" : "de",
            HireDate = new LocalDate(2020, 1, 1),
        };

    private ChatAccount Account(Person person) =>
        new()
        {
            Id = TimeProvider.System.NewId(),
            Platform = PlatformName.Slack,
            Workspace = "T1",
            UserId = $"U{person.Id:N}",
            PersonId = person.Id,
            State = AccountState.Matched,
            Email = person.Email,
            ConversationId = $"D{person.Id:N}",
            FirstSeen = now,
            LastSeen = now,
        };

    private static PersonRole Hr(Person person) =>
        new()
        {
            Id = TimeProvider.System.NewId(),
            PersonId = person.Id,
            Kind = RoleKind.Hr,
        };
}
