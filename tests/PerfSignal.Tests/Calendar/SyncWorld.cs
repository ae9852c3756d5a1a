using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Calendar;

/// <summary>The office with its calendars read over a network.</summary>
internal sealed class SyncWorld : IDisposable
{
    private readonly ServiceProvider services;

    public SyncWorld(Action<IServiceCollection> sources)
    {
        var collection = new ServiceCollection()
            .AddScoped<PerfSignalData>(_ => Office.Open())
            .AddSingleton<TimeProvider>(Office.Clock)
            .AddSingleton(Office.Organization)
            .AddScoped<Audit>()
            .AddPerfSignalCalendar();
        sources(collection);
        services = collection.BuildServiceProvider(validateScopes: true);
    }

    public Office Office { get; } = new();

    public Task Link() => Within<LinkCalendars>(act => act.Run(default));

    public Task Sync() => Within<SyncCalendars>(act => act.Run(default));

    /// <summary>Lets everybody's turn come round, and reads.</summary>
    public async Task Turn(Duration? after = null)
    {
        await Link();
        Office.Clock.Advance(after ?? SyncRules.Every);
        await Sync();
    }

    public CalendarLink LinkOf(Person person) => All<CalendarLink>().Single(link => link.PersonId == person.Id);

    public List<T> All<T>()
        where T : class
    {
        using var data = Office.Open();
        return [.. data.Set<T>().AsNoTracking()];
    }

    private async Task Within<T>(Func<T, Task> work)
        where T : notnull
    {
        await using var scope = services.CreateAsyncScope();
        await work(scope.ServiceProvider.GetRequiredService<T>());
    }

    public void Dispose()
    {
        services.Dispose();
        Office.Dispose();
    }
}
