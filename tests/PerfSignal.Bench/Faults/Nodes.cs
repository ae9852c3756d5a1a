using System.Globalization;

namespace PerfSignal.Bench.Faults;

/// <summary>Two processes of the service over one database.</summary>
internal sealed class Nodes : IDisposable
{
    private readonly IReadOnlyList<(string Key, string Value)> settings;
    private readonly double scale;
    private readonly ServiceProcess?[] nodes = new ServiceProcess?[2];

    public Nodes(IReadOnlyList<(string Key, string Value)> settings, double scale)
    {
        (this.settings, this.scale) = (settings, scale);
        StartMissing();
    }

    /// <summary>A life that has not begun has nothing to lose.</summary>
    /// <exception cref="InvalidOperationException">A process ended by itself.</exception>
    public async Task OneIsReady()
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (!await nodes[0]!.Ready() && !await nodes[1]!.Ready())
        {
            if (nodes.Any(node => node!.Ended) || !await looks.WaitForNextTickAsync())
            {
                throw new InvalidOperationException("A service ended by itself; it said why.");
            }
        }
    }

    public async Task KillOne()
    {
        var which = Random.Shared.Next(nodes.Length);
        await nodes[which]!.Kill();
        nodes[which]!.Dispose();
        nodes[which] = null;
    }

    public void StartMissing()
    {
        for (var i = 0; i < nodes.Length; i++)
        {
            if (nodes[i]?.Ended != false)
            {
                nodes[i]?.Dispose();
                nodes[i] = new(settings, "PerfSignal.Bench.dll", "send-child", scale.ToString(CultureInfo.InvariantCulture));
            }
        }
    }

    public void Dispose()
    {
        foreach (var node in nodes)
        {
            node?.Dispose();
        }
    }
}
