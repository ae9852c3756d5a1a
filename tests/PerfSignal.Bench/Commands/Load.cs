using System.Diagnostics;
using System.Net;
using System.Threading.Channels;

namespace PerfSignal.Bench;

/// <summary>What came of a run: how long each answer took, in milliseconds, and how many were wrong.</summary>
internal sealed record LoadResult(IReadOnlyList<double> Milliseconds, int Wrong, double Seconds)
{
    public double PerSecond => Milliseconds.Count / Seconds;

    public double Percentile(double share) => Milliseconds.Count == 0 ? 0 : Milliseconds[(int)((Milliseconds.Count - 1) * share)];
}

/// <summary>Sends prepared requests over a number of connections and checks every answer.</summary>
internal sealed class Load(IPEndPoint to, int connections, Func<SignedCommand, ReadOnlyMemory<byte>, bool> isRight)
{
    /// <summary>
    /// Requests at random moments, so many a second on average, whatever the answers do. The time of an answer counts from the moment its request was
    /// due, so that a service that stalls is not asked less.
    /// </summary>
    public async Task<LoadResult> Open(SignedCommand[] requests, int perSecond)
    {
        var due = Channel.CreateUnbounded<(SignedCommand Request, TimeSpan At)>(new UnboundedChannelOptions { SingleWriter = true });
        var watch = Stopwatch.StartNew();
        var work = All(
            async (wire, took) =>
            {
                await foreach (var (request, at) in due.Reader.ReadAllAsync())
                {
                    var right = await Ask(wire, request);
                    took.Add(((watch.Elapsed - at).TotalMilliseconds, right));
                }
            }
        );
        var random = new Random(1);
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        var next = TimeSpan.Zero;
        foreach (var request in requests)
        {
            next += TimeSpan.FromSeconds(-Math.Log(1 - random.NextDouble()) / perSecond);
            while (watch.Elapsed < next)
            {
                await tick.WaitForNextTickAsync();
            }

            due.Writer.TryWrite((request, next));
        }

        due.Writer.Complete();
        return Result(await work, watch);
    }

    /// <summary>The next request on each connection as soon as the last one is answered, until the time or the requests run out.</summary>
    public async Task<LoadResult> Closed(SignedCommand[] requests, TimeSpan time)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        var took = await All(
            async (wire, mine) =>
            {
                while (watch.Elapsed < time && Interlocked.Increment(ref next) is var at && at < requests.Length)
                {
                    var began = watch.Elapsed;
                    var right = await Ask(wire, requests[at]);
                    mine.Add(((watch.Elapsed - began).TotalMilliseconds, right));
                }
            }
        );
        return Result(took, watch);
    }

    private async Task<bool> Ask(Wire wire, SignedCommand request)
    {
        var (status, body) = await wire.Ask(request.Bytes);
        return status == (int)HttpStatusCode.OK && isRight(request, body);
    }

    private async Task<List<(double, bool)>> All(Func<Wire, List<(double, bool)>, Task> work)
    {
        var each = await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        using var wire = await Wire.Open(to);
                        var took = new List<(double, bool)>();
                        await work(wire, took);
                        return took;
                    })
                )
        );
        return [.. each.SelectMany(one => one)];
    }

    private static LoadResult Result(List<(double Milliseconds, bool Right)> took, Stopwatch watch) =>
        new([.. took.Select(one => one.Milliseconds).Order()], took.Count(one => !one.Right), watch.Elapsed.TotalSeconds);
}
