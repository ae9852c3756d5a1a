using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Delivery;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Feedback;

/// <summary>The small team with the whole conversation, its outbox, and a platform that takes everything.</summary>
public sealed class FeedbackWorld : IDisposable
{
    private readonly ServiceProvider services;
    private int events;

    public FeedbackWorld(Recognition? recognition = null, params IPlatform[] platforms)
    {
        var collection = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(Team.Clock)
            .AddSingleton(new Organization())
            .AddSingleton(SmallTeam.Texts)
            .AddSingleton(new DispatchSettings(AtOnce: 1))
            .AddSingleton(recognition ?? new Recognition())
            .AddScoped(_ => Team.Open())
            .AddScoped<Access>()
            .AddScoped<Audit>()
            .AddScoped<Relations>()
            .AddPerfSignalDelivery()
            .AddPerfSignalConversing(FeedbackVerbs.All.Append(CancelDialogue.Verb))
            .AddPerfSignalFeedback();
        foreach (var platform in platforms.Length == 0 ? [Web] : platforms)
        {
            collection.AddSingleton(platform);
        }

        services = collection.BuildServiceProvider(validateScopes: true);
    }

    public SmallTeam Team { get; } = new();
    public FakePlatform Web { get; } = new(PlatformName.Web);
    public TestClock Clock => Team.Clock;
    public Instant Now => Clock.Now();

    public Task<Reply> Type(Person by, string text) => Receive(by, new() { Text = text });

    public Task<Reply> Press(Person by, string verb, Guid row, params (string Id, string Value)[] fields) =>
        Press(by, verb, row.ToString("N"), fields);

    public Task<Reply> Press(Person by, string verb, string? row, params (string Id, string Value)[] fields) =>
        Receive(
            by,
            new()
            {
                Verb = verb,
                Row = row,
                Fields = fields.ToDictionary(field => field.Id, field => field.Value),
            }
        );

    public async Task Run<T>(Func<T, Task> act)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await act(scope.ServiceProvider.GetRequiredService<T>());
    }

    public Task Send() => Run<Dispatch>(dispatch => dispatch.Run(default));

    public List<DeliveryRow> Rows(string card) => [.. Team.All<DeliveryRow>().Where(row => row.Card == card)];

    public void Change(Person person, Action<Person> change)
    {
        using var data = Team.Open();
        change(data.People.Single(row => row.Id == person.Id));
        data.SaveChanges();
    }

    public void Dispose()
    {
        services.Dispose();
        Team.Dispose();
    }

    private async Task<Reply> Receive(Person by, Words words)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<Conversation>()
            .Receive(
                new Inbound
                {
                    Platform = PlatformName.Web,
                    EventId = $"event {events++}",
                    PersonId = by.Id,
                    Text = words.Text,
                    Verb = words.Verb,
                    Row = words.Row,
                    Fields = words.Fields,
                },
                CancellationToken.None
            );
    }

    private sealed record Words
    {
        public string? Text { get; init; }
        public string? Verb { get; init; }
        public string? Row { get; init; }
        public IReadOnlyDictionary<string, string> Fields { get; init; } = new Dictionary<string, string>();
    }
}
