namespace PerfSignal.Bot.Jobs;

/// <summary>One line of the page of schedules: an act and how often it runs; what is due when it runs is the act's own question to the clock.</summary>
public sealed record Planned(string Name, TimeSpan Every, Func<IServiceProvider, CancellationToken, Task> Run)
{
    /// <summary>Runs also as soon as this node calls for it (<see cref="PerfSignal.Core.Delivery.Wake"/>).</summary>
    public bool Wakes { get; init; }

    /// <summary>An act of the given type, resolved in a scope of its own for each run.</summary>
    public static Planned Each<TAct>(TimeSpan every, string name, Func<TAct, CancellationToken, Task> run)
        where TAct : notnull => new(name, every, (services, ct) => run(services.GetRequiredService<TAct>(), ct));

    /// <summary>The same for an act of a platform, which does nothing where the platform is switched off.</summary>
    public static Planned Where<TAct>(TimeSpan every, string name, Func<TAct, CancellationToken, Task> run)
        where TAct : class =>
        new(name, every, (services, ct) => services.GetService<TAct>() is { } act ? run(act, ct) : Task.CompletedTask);
}
