using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Tests.Data;

namespace PerfSignal.Tests.Delivery;

/// <summary>Nodes that send as fast as their shared pace lets them, over one database, to a platform that a function plays.</summary>
public sealed class PaceWorld : IDisposable
{
    private const string Workspace = "tenant";
    private readonly TestDatabase database = new();
    private readonly List<ServiceProvider> nodes = [];
    private readonly Random chance;

    public PaceWorld(int seed = 1) => chance = new Random(seed);

    public VirtualTime Time { get; } = new();

    /// <summary>When each call was written.</summary>
    public List<Instant> Written { get; } = [];

    /// <summary>When each call that was taken was written.</summary>
    public List<Instant> Taken { get; } = [];
    public int Rejected { get; private set; }

    /// <summary>How long a call takes from its permit until it is written.</summary>
    public Func<Random, Duration> Writing { get; set; } = chance => Duration.FromMilliseconds(chance.NextDouble() * 2);

    /// <summary>How long the platform takes to answer.</summary>
    public Func<Random, Duration> Answering { get; set; } = chance => Duration.FromMilliseconds(50 + (chance.NextDouble() * 350));

    /// <summary>What the platform says to a call that arrives: null where it takes it, else how long it asks to wait.</summary>
    public Func<Instant, Duration?> Gate { get; set; } = _ => null;

    public Pace Node(PaceLimit limit, params (Duration After, Duration For)[] stalls) =>
        Node(limit, stalls.Select(stall => (Time.Now + stall.After, Time.Now + stall.After + stall.For)).ToList());

    /// <param name="stalls">When the node gets no time; more may be added.</param>
    public Pace Node(PaceLimit limit, List<(Instant From, Instant To)> stalls)
    {
        var clock = Time.Node(stalls);
        var services = new ServiceCollection()
            .AddSingleton(clock)
            .AddSingleton(new PaceSettings(new Dictionary<PlatformName, PaceLimit> { [PlatformName.Teams] = limit }))
            .AddScoped(_ => database.Open())
            .AddPerfSignalPace()
            .AddSingleton<Pace>(node => new Pace(new Scopes(this, node), node.GetRequiredService<PaceSettings>(), clock))
            .BuildServiceProvider();
        nodes.Add(services);
        return services.GetRequiredService<Pace>();
    }

    /// <summary>Ends when the answer to what is asked from now on arrives; by default at once.</summary>
    public Func<Task> Answer { get; set; } = () => Task.CompletedTask;

    public PerfSignalData Open() => database.Open();

    /// <summary>Each node has so many messages on their way at a time; ends when so many calls were taken.</summary>
    public void Send(int calls, params Pace[] paces) => Send(() => Taken.Count >= calls, paces);

    public void SendFor(Duration time, params Pace[] paces)
    {
        var end = Time.Now + time;
        Send(() => Time.Now >= end, paces);
    }

    /// <summary>One call; ends when it was answered.</summary>
    public async Task Call(Pace pace, string? conversation = null)
    {
        using var permit = await pace.Enter(PlatformName.Teams, Workspace, conversation, default);
        if (permit.Wait is { } wait)
        {
            await Task.Delay(wait.ToTimeSpan(), Time);
            return;
        }

        await Task.Delay(Writing(chance).ToTimeSpan(), Time);
        permit.Written();
        Written.Add(Time.Now);
        var no = Gate(Time.Now);
        if (no is null)
        {
            Taken.Add(Time.Now);
        }

        await Task.Delay(Answering(chance).ToTimeSpan(), Time);
        if (no is { } told)
        {
            Rejected++;
            await pace.Rejected(PlatformName.Teams, Workspace, permit, told, default);
        }
    }

    /// <summary>The most calls that any second holds.</summary>
    public static int MostInASecond(IReadOnlyList<Instant> calls)
    {
        var sorted = calls.Order().ToList();
        var (most, first) = (0, 0);
        for (var last = 0; last < sorted.Count; last++)
        {
            while (sorted[last] - sorted[first] >= Duration.FromSeconds(1))
            {
                first++;
            }

            most = Math.Max(most, last - first + 1);
        }

        return most;
    }

    private void Send(Func<bool> done, Pace[] paces) =>
        Time.Run(() => Task.WhenAll(paces.SelectMany(pace => Enumerable.Range(0, 32).Select(_ => Worker(pace, done)))));

    private async Task Worker(Pace pace, Func<bool> done)
    {
        while (!done())
        {
            await Call(pace);
        }
    }

    public void Dispose()
    {
        nodes.ForEach(node => node.Dispose());
        database.Dispose();
    }

    private sealed class Scopes(PaceWorld world, IServiceProvider node) : IServiceScopeFactory
    {
        public IServiceScope CreateScope() => new Scope(world, node.CreateAsyncScope());
    }

    /// <summary>While the database works the clock stands, until the last of it has come back to the thread of the clock.</summary>
    private sealed class Scope(PaceWorld world, AsyncServiceScope scope) : IServiceScope, IAsyncDisposable
    {
        private readonly IDisposable outside = world.Time.Outside();
        private readonly Func<Task> answer = world.Answer;

        public IServiceProvider ServiceProvider => scope.ServiceProvider;

        public async ValueTask DisposeAsync()
        {
            await scope.DisposeAsync();
            outside.Dispose();
            await answer();
        }

        public void Dispose() => throw new NotSupportedException("A pace ends its scopes asynchronously.");
    }
}
