using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Delivery;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Commitments;

/// <summary>The small team in conversation about commitments, with an outbox that delivers to a platform of the test.</summary>
public sealed class CommitmentWorld : IDisposable
{
    private readonly SmallTeam team = new();
    private readonly ServiceProvider services;
    private int events;

    public CommitmentWorld() =>
        services = new ServiceCollection()
            .AddLogging()
            .AddSingleton<TimeProvider>(team.Clock)
            .AddSingleton(new Organization())
            .AddSingleton(SmallTeam.Texts)
            .AddSingleton(new DispatchSettings(AtOnce: 1))
            .AddScoped(_ => team.Open())
            .AddScoped<Audit>()
            .AddScoped<Relations>()
            .AddScoped<Access>()
            .AddPerfSignalDelivery()
            .AddPerfSignalCommitments()
            .AddPerfSignalConversing([.. CommitmentVerbs.All, CancelDialogue.Verb, ResumeDialogue.Verb])
            .AddSingleton<IPlatform>(Platform)
            .BuildServiceProvider(validateScopes: true);

    public FakePlatform Platform { get; } = new(PlatformName.Web);
    public TestClock Clock => team.Clock;
    public Person Maya => team.Maya;
    public Person Ana => team.Ana;
    public Person Ben => team.Ben;
    public Person Olga => team.Olga;
    public IReadOnlyList<Commitment> Commitments => team.All<Commitment>();
    public Commitment Only => team.All<Commitment>().ShouldHaveSingleItem();
    public IReadOnlyList<DeliveryRow> Rows => [.. team.All<DeliveryRow>().OrderBy(row => row.Id)];

    public PerfSignalData Open() => team.Open();

    public void Save(params object[] entities) => team.Save(entities);

    public List<T> All<T>()
        where T : class => team.All<T>();

    public Task<Reply> Type(Person by, string text) =>
        Receive(
            new Inbound
            {
                Text = text,
                Platform = PlatformName.Web,
                EventId = "",
                PersonId = by.Id,
            }
        );

    public Task<Reply> Press(Person by, string verb, string? row = null, params (string Id, string Value)[] fields) =>
        Receive(
            new Inbound
            {
                Verb = verb,
                Row = row,
                Fields = fields.ToDictionary(field => field.Id, field => field.Value),
                Platform = PlatformName.Web,
                EventId = "",
                PersonId = by.Id,
            }
        );

    public async Task<Reply> Receive(Inbound inbound)
    {
        await using var scope = services.CreateAsyncScope();
        var named = inbound.EventId.Length > 0 ? inbound : inbound with { EventId = $"event {events++}" };
        return await scope.ServiceProvider.GetRequiredService<Conversation>().Receive(named, CancellationToken.None);
    }

    /// <summary>Presses the button of a card that shows what will be saved.</summary>
    public Task<Reply> PressSave(Person by, Reply check, string? lines = null)
    {
        var model = check.ShouldBeOfType<Reply.Showed>().Model;
        string Of(string name) => model[name]!.GetValue<string>();
        return Press(by, NoteCommitments.Name, Of("row"), ("draft", Of("draft")), ("seen", Of("seen")), ("lines", lines ?? Of("typed")));
    }

    public async Task<Commitment> Log(Person by, Person with, string text, string due = "", string owner = "other")
    {
        (
            await Press(by, LogCommitment.Name, with.Id.ToString("N"), ("text", text), ("due", due), ("owner", owner))
        ).ShouldBeOfType<Reply.Said>();
        return Commitments.OrderBy(row => row.CreatedAt).ThenBy(row => row.Id).Last(row => row.Text == text);
    }

    public Occurrence Meet(Person report, Instant start, OccurrenceState state = OccurrenceState.Planned)
    {
        var occurrence = new Occurrence
        {
            Id = Guid.CreateVersion7(),
            ManagerId = Maya.Id,
            ReportId = report.Id,
            Key = $"test:{Guid.NewGuid()}",
            Start = start,
            End = start + Duration.FromMinutes(30),
            State = state,
            BriefAt = start - Duration.FromMinutes(30),
            Version = Guid.NewGuid(),
        };
        Save(occurrence);
        return occurrence;
    }

    public async Task Change<T>(Guid id, Action<T> change)
        where T : class
    {
        await using var data = Open();
        change((await data.Set<T>().FindAsync(id))!);
        await data.SaveChangesAsync();
    }

    public Task<int> Remind() => In<RemindOwners, int>(act => act.Run(CancellationToken.None));

    public Task<int> AskAfter() => In<AskAfterOneOnOne, int>(act => act.Run(CancellationToken.None));

    public Task<int> Deliver() =>
        In<Dispatch, int>(async dispatch =>
        {
            await dispatch.Run(CancellationToken.None);
            return 0;
        });

    public async Task<TResult> In<TService, TResult>(Func<TService, Task<TResult>> act)
        where TService : notnull
    {
        await using var scope = services.CreateAsyncScope();
        return await act(scope.ServiceProvider.GetRequiredService<TService>());
    }

    public void Dispose()
    {
        services.Dispose();
        team.Dispose();
    }
}
