using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Install;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack;

/// <summary>The outbox with Slack as its platform, against the stand-in; Ana has an account there.</summary>
public sealed class SlackWorld : IAsyncDisposable
{
    public const string Token = "xoxb-1";
    private readonly TestDatabase database = new();
    private readonly ServiceProvider services;
    private int queued;

    private SlackWorld(SlackStandIn slack, TestClock clock, SlackSettings settings)
    {
        (Slack, Clock) = (slack, clock);
        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(clock)
            .AddSingleton(new Organization())
            .AddSingleton(Settings.Read(new ConfigurationBuilder().Build()))
            .AddSingleton(new DispatchSettings(AtOnce: 1))
            .AddSingleton(CardLibrary.Load(Path.Combine(AppContext.BaseDirectory, "cards")))
            .AddScoped(_ => database.Open())
            .AddScoped<Audit>()
            .AddScoped<Accounts>()
            .AddPerfSignalDelivery()
            .AddSingleton(settings)
            .AddSlackOutbound(settings);
        collection.AddDataProtection().UseEphemeralDataProtectionProvider();
        services = collection.BuildServiceProvider(validateScopes: true);
    }

    public SlackStandIn Slack { get; }
    public TestClock Clock { get; }
    public Person Ana { get; private set; } = null!;
    public Instant Now => Clock.Now();

    /// <summary>One token in the settings, of the workspace T1.</summary>
    public static Task<SlackWorld> WithToken(string? scopes = null) =>
        Make(standIn => standIn.State.Token(Token, scopes: scopes ?? SlackState.AllScopes), settings => settings with { BotToken = Token });

    /// <summary>Workspaces install the app themselves.</summary>
    public static Task<SlackWorld> WithInstallations() =>
        Make(_ => { }, settings => settings with { ClientId = "client", ClientSecret = "client-secret" });

    private static async Task<SlackWorld> Make(Action<SlackStandIn> prepare, Func<SlackSettings, SlackSettings> set)
    {
        var clock = new TestClock();
        var standIn = await SlackStandIn.Start(clock);
        prepare(standIn);
        standIn.State.User("U1", "ana@example.com");
        var settings = new SlackSettings
        {
            Enabled = true,
            SigningSecret = "s",
            ApiBaseUrl = standIn.ApiBaseUrl,
        };
        var world = new SlackWorld(standIn, clock, set(settings));
        world.Ana = await world.Person("ana@example.com");
        await world.Account(world.Ana, "U1");
        return world;
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public PerfSignalData Open() => database.Open();

    public async Task<Person> Person(string email, string? slackId = null)
    {
        var person = new Person
        {
            Id = Clock.NewId(),
            Email = email,
            Name = email.Split('@')[0],
            RoleFamily = "sales",
            Department = "Sales",
            Location = "Berlin",
            TimeZone = "Europe/Berlin",
            HireDate = new LocalDate(2020, 1, 1),
            SlackUserId = slackId,
        };
        await Save(person);
        return person;
    }

    public async Task<ChatAccount> Account(Person person, string user, string workspace = "T1")
    {
        var account = new ChatAccount
        {
            Id = Clock.NewId(),
            Platform = PlatformName.Slack,
            Workspace = workspace,
            UserId = user,
            PersonId = person.Id,
            State = AccountState.Matched,
            FirstSeen = Now,
            LastSeen = Now,
        };
        await Save(account);
        return account;
    }

    internal Task Install(string workspace, string token, Duration? lasts = null, string? refresh = null) =>
        Get<SlackTokens>().Keep(new SlackGrant(workspace, "Example", false, "UBOT", new SlackSecret(token, refresh), lasts, ""), default);

    public async Task<DeliveryRow> Queue(
        string card = "said",
        string model = """{"text":"Hello"}""",
        Person? to = null,
        string? channel = null
    )
    {
        var row = new DeliveryRow
        {
            Id = Clock.NewId(),
            RecipientId = (to ?? Ana).Id,
            Act = DeliveryAct.Send,
            Card = card,
            Model = model,
            Language = "en",
            DedupeKey = $"key {queued++}",
            Channel = channel,
            Platform = channel is null ? null : PlatformName.Slack,
            Lane = Lane.Normal,
            NotBefore = Now,
            ExpiresAt = Now + Duration.FromDays(2),
            CreatedAt = Now,
        };
        await Save(row);
        return row;
    }

    public async Task Follow(Func<Outbox, DeliveryRow> row) =>
        await Within<Outbox>(async outbox => await outbox.Queue(row(outbox), default));

    public Task Run() => Within<Dispatch>(dispatch => dispatch.Run(default));

    /// <summary>Runs the outbox with the clock moved to whatever is due next, so many times.</summary>
    public async Task RunNext(int rounds = 1)
    {
        for (var round = 0; round < rounds; round++)
        {
            await using var data = Open();
            var waiting = await data.Set<DeliveryRow>().Where(row => row.State == DeliveryState.Waiting).ToListAsync();
            if (waiting.Count == 0)
            {
                return;
            }

            Clock.Set(
                Instant.Max(Now, waiting.Min(row => Instant.Max(row.NotBefore, row.LeaseUntil + Duration.FromSeconds(1) ?? row.NotBefore)))
            );
            await Run();
        }
    }

    public async Task Within<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
        await scope.ServiceProvider.GetRequiredService<PerfSignalData>().SaveChangesAsync();
    }

    public async Task<DeliveryRow> Stored(DeliveryRow row)
    {
        await using var data = Open();
        return await data.Set<DeliveryRow>().SingleAsync(other => other.Id == row.Id);
    }

    public async Task<List<T>> All<T>()
        where T : class
    {
        await using var data = Open();
        return await data.Set<T>().AsNoTracking().ToListAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await services.DisposeAsync();
        await Slack.DisposeAsync();
        database.Dispose();
    }

    private async Task Save(object entity)
    {
        await using var data = Open();
        data.Add(entity);
        await data.SaveChangesAsync();
    }
}
