using NodaTime;
using PerfSignal.Bot.Data;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Data;

namespace PerfSignal.Tests.Fakes;

/// <summary>Maya manages Ana and Ben; Olga manages nobody; a database of their own and the clock standing on a Tuesday.</summary>
public sealed class SmallTeam : IDisposable
{
    private readonly TestDatabase database = new();

    public SmallTeam()
    {
        Maya = Make("Maya Brandt", "Europe/Berlin");
        Ana = Make("Ana Sousa", "Europe/Lisbon");
        Ben = Make("Ben Adler", "Europe/Berlin");
        Olga = Make("Olga Orlova", "Europe/Berlin");
        Save(Maya, Ana, Ben, Olga, Line(Ana), Line(Ben));
    }

    public TestClock Clock { get; } = new();
    public Person Maya { get; }
    public Person Ana { get; }
    public Person Ben { get; }
    public Person Olga { get; }

    public static Texts Texts { get; } = Texts.Load(Path.Combine(AppContext.BaseDirectory, "cards"));

    /// <summary>The settings that lead to its database.</summary>
    public DatabaseOptions Settings => database.Settings;

    public PerfSignalData Open() => database.Open();

    public void Save(params object[] entities)
    {
        using var data = Open();
        data.AddRange(entities);
        data.SaveChanges();
    }

    /// <summary>Handles one command as a request of its own.</summary>
    public async Task<Reply> Do(Func<PerfSignalData, Access, Audit, IVerb> handler, Command command)
    {
        await using var data = Open();
        var audit = new Audit(data, Clock);
        return await handler(data, new Access(data, audit, new Relations(data, new Organization(), Clock), Clock), audit)
            .Handle(command, CancellationToken.None);
    }

    public Command Command(Person by, string verb, string text = "", string? row = null, params (string Id, string Value)[] fields) =>
        new()
        {
            Verb = verb,
            By = by,
            Reader = new Reader(Texts, by.Language ?? "en", by.Zone, Clock.Now()),
            Platform = PlatformName.Web,
            Text = text,
            Row = row,
            Fields = fields.ToDictionary(field => field.Id, field => field.Value),
        };

    public List<T> All<T>()
        where T : class
    {
        using var data = Open();
        return [.. data.Set<T>()];
    }

    public void Dispose() => database.Dispose();

    private Person Make(string name, string zone) =>
        new()
        {
            Id = Clock.NewId(),
            Email = name.Split(' ')[0].ToLowerInvariant() + "@example.com",
            Name = name,
            RoleFamily = "engineering",
            Department = "Engineering",
            Location = "Berlin",
            TimeZone = zone,
            HireDate = new LocalDate(2024, 1, 1),
        };

    private ReportingLine Line(Person report) =>
        new()
        {
            Id = Clock.NewId(),
            ReportId = report.Id,
            ManagerId = Maya.Id,
            From = new LocalDate(2024, 1, 1),
        };
}
