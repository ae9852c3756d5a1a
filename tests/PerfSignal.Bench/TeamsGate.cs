using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PerfSignal.Bench;

/// <summary>
/// A stand-in of Teams' connector that takes no more than so many calls in any second, by the instants of their arrival, and seven in one
/// conversation; it answers after 50 to 400 ms.
/// </summary>
internal sealed class TeamsGate : IAsyncDisposable
{
    private const int PerConversation = 7;
    private readonly WebApplication app;
    private readonly Lock gate = new();
    private readonly Queue<long> lastSecond = new();
    private readonly Dictionary<string, Queue<long>> conversations = new(StringComparer.Ordinal);
    private readonly List<long> taken = [];
    private readonly ConcurrentDictionary<string, int> messages = new(StringComparer.Ordinal);
    private readonly int perSecond;
    private readonly bool slow;

    /// <param name="perSecond">0 takes everything.</param>
    /// <param name="slow">Whether it answers as late as Teams does, or at once.</param>
    public TeamsGate(int perSecond, bool slow)
    {
        (this.perSecond, this.slow) = (perSecond, slow);
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/v3/conversations/{conversation}/activities", Send);
        app.MapPost(
            "/token",
            () =>
                Results.Json(
                    new Dictionary<string, object>
                    {
                        ["token_type"] = "Bearer",
                        ["expires_in"] = 3599,
                        ["access_token"] = "t",
                    }
                )
        );
        app.MapFallback(() => Results.StatusCode(404));
    }

    public int Rejected { get; private set; }
    public int Taken => taken.Count;
    public string Address { get; private set; } = "";

    /// <summary>How often each conversation got a message.</summary>
    public IReadOnlyDictionary<string, int> Messages => messages;

    public async Task Start()
    {
        await app.StartAsync();
        Address = app.Urls.First() + "/";
    }

    /// <summary>Calls a second from the first to the last that was taken.</summary>
    public double Rate => taken.Count < 2 ? 0 : (taken.Count - 1) / Stopwatch.GetElapsedTime(taken[0], taken[^1]).TotalSeconds;

    /// <summary>The same without the first so many.</summary>
    public double RateAfter(int first) =>
        taken.Count < first + 2 ? 0 : (taken.Count - 1 - first) / Stopwatch.GetElapsedTime(taken[first], taken[^1]).TotalSeconds;

    /// <summary>The shortest time in which one call more than a second allows arrived: how near to the limit it was at worst.</summary>
    public TimeSpan Nearest =>
        taken.Count <= perSecond
            ? TimeSpan.MaxValue
            : Enumerable.Range(0, taken.Count - perSecond).Min(i => Stopwatch.GetElapsedTime(taken[i], taken[i + perSecond]));

    private async Task<IResult> Send(string conversation)
    {
        if (!Takes(conversation))
        {
            return Results.StatusCode(429);
        }

        if (slow)
        {
            // How late Teams answers is what is played here; nothing is waited for.
            await Task.Delay(Random.Shared.Next(50, 401));
        }

        var number = messages.AddOrUpdate(conversation, 1, (_, count) => count + 1);
        return Results.Json(new { id = $"{conversation}-{number}" }, statusCode: 201);
    }

    private bool Takes(string conversation)
    {
        lock (gate)
        {
            var now = Stopwatch.GetTimestamp();
            if (!conversations.TryGetValue(conversation, out var own))
            {
                conversations[conversation] = own = new Queue<long>();
            }

            if (perSecond > 0 && (Full(lastSecond, now, perSecond) || Full(own, now, PerConversation)))
            {
                Rejected++;
                return false;
            }

            lastSecond.Enqueue(now);
            own.Enqueue(now);
            taken.Add(now);
            return true;
        }
    }

    private static bool Full(Queue<long> log, long now, int most)
    {
        while (log.TryPeek(out var oldest) && now - oldest >= Stopwatch.Frequency)
        {
            log.Dequeue();
        }

        return log.Count >= most;
    }

    public ValueTask DisposeAsync() => app.DisposeAsync();
}
