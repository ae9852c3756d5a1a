using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Teams;
using PerfSignal.Bot.Teams.Outbound;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.Web;

namespace PerfSignal.Tests.Teams.Outbound;

/// <summary>What leaves for Teams, over a database of its own and against a stand-in of Teams.</summary>
internal sealed class TeamsWorld : IAsyncDisposable
{
    private readonly ServiceProvider services;

    private TeamsWorld(TeamsConnector connector, TeamsSettings settings, CardLibrary? cards, TimeProvider? clock)
    {
        Connector = connector;
        var collection = new ServiceCollection()
            .AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Log))
            .AddSingleton(clock ?? Clock)
            .AddSingleton(cards ?? Cards)
            .AddSingleton(settings)
            .AddScoped(_ => Database.Open())
            .AddScoped<Accounts>();
        collection.AddTeamsOutbound(settings);
        services = collection.BuildServiceProvider(validateScopes: true);
    }

    public static CardLibrary Cards { get; } = CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards"));

    public TeamsConnector Connector { get; }
    public TestDatabase Database { get; } = new();
    public TestClock Clock { get; } = new();
    public TestLog Log { get; } = new();
    public IPlatform Platform => services.GetRequiredService<IPlatform>();
    public DescribeMember Describe => services.GetRequiredService<DescribeMember>();
    public BotToken Token => services.GetRequiredService<BotToken>();

    public static async Task<TeamsWorld> Start(
        Func<TeamsSettings, TeamsSettings>? change = null,
        CardLibrary? cards = null,
        TimeProvider? clock = null
    )
    {
        var connector = await TeamsConnector.Start();
        var settings = Settings(connector);
        return new TeamsWorld(connector, change?.Invoke(settings) ?? settings, cards, clock);
    }

    public static TeamsSettings Settings(TeamsConnector connector) =>
        new()
        {
            Enabled = true,
            AppId = TeamsConnector.AppId,
            TenantId = TeamsConnector.TenantId,
            ClientSecret = TeamsTokens.Secret,
            TokenEndpoint = connector.TokenEndpoint,
            OpenIdMetadataUrl = connector.MetadataUrl,
            AllowedServiceHosts = [connector.Host],
        };

    /// <summary>Somebody of the directory, whom Teams has told about unless the account is taken away.</summary>
    public async Task<Person> Person(string name, Action<Person>? change = null, Func<ChatAccount, ChatAccount?>? account = null)
    {
        var person = new Person
        {
            Id = Guid.CreateVersion7(),
            Email = $"{name}@example.com",
            Name = name,
            RoleFamily = "engineering",
            Department = "Engineering",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2024, 1, 1),
        };
        change?.Invoke(person);
        var now = Instant.FromDateTimeOffset(Clock.GetUtcNow());
        var heard = new ChatAccount
        {
            Id = Guid.CreateVersion7(),
            Platform = PlatformName.Teams,
            Workspace = TeamsConnector.TenantId,
            UserId = $"entra-{name}",
            PersonId = person.Id,
            State = AccountState.Matched,
            ServiceUrl = Connector.ServiceUrl,
            Address = $"29:{name}",
            FirstSeen = now,
            LastSeen = now,
        };
        Database.Add(person);
        if ((account is null ? heard : account(heard)) is { } known)
        {
            Database.Add(known);
        }

        await Task.CompletedTask;
        return person;
    }

    public static Message Said(Person to, string text = "Hello") =>
        new(Guid.CreateVersion7(), to, Answers.Said, new JsonObject { ["text"] = text }, "en", null, null);

    public static Message Sample(Person to, string card, string language = "en") =>
        new(Guid.CreateVersion7(), to, card, Cards.Sample(card).AsObject(), language, null, null);

    public async Task<ChatAccount> Account(Person person)
    {
        await using var data = Database.Open();
        return data.Set<ChatAccount>().Single(row => row.PersonId == person.Id);
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Connector.DisposeAsync();
        Database.Dispose();
    }
}
