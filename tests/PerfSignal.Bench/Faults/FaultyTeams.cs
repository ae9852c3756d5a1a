using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PerfSignal.Bench.Faults;

/// <summary>A stand-in of Teams' connector that answers late, sometimes not at all, sometimes with an error, and that knows what it showed.</summary>
internal sealed class FaultyTeams(Weather weather) : IAsyncDisposable
{
    private const string TokenPath = "/token";
    private readonly ConcurrentDictionary<string, int> shown = new(StringComparer.Ordinal);
    private WebApplication? app;

    /// <summary>How often each conversation shows its message.</summary>
    public IReadOnlyDictionary<string, int> Shown => shown;

    /// <summary>Conversations that took a message and gave no answer.</summary>
    public ConcurrentDictionary<string, bool> Unanswered { get; } = new(StringComparer.Ordinal);

    public string Address { get; private set; } = "";
    public string TokenEndpoint => Address.TrimEnd('/') + TokenPath;

    public async Task Start()
    {
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions { EnvironmentName = "Production" });
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        app = builder.Build();
        app.MapPost("/v3/conversations/{conversation}/activities", (string conversation, HttpContext http) => Send(conversation, http));
        app.MapPost(
            TokenPath,
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
        await app.StartAsync();
        Address = app.Urls.First() + "/";
    }

    private async Task<IResult> Send(string conversation, HttpContext http)
    {
        if (weather.Storms())
        {
            http.Response.Headers.RetryAfter = "1";
            return Results.StatusCode(429);
        }

        // How late Teams answers is what is played here; nothing is waited for.
        await Task.Delay(Random.Shared.Next(20, 200));
        switch (weather.Trouble())
        {
            case Trouble.Error:
                return Results.StatusCode(503);
            case Trouble.NoAnswer:
                http.Abort();
                return Results.Empty;
            case Trouble.DoneWithoutAnswer:
                Unanswered[conversation] = true;
                Show(conversation);
                http.Abort();
                return Results.Empty;
            default:
                var number = Show(conversation);
                // Whoever asked may have given up meanwhile, or do so before the answer is there.
                http.RequestAborted.Register(() => Unanswered[conversation] = true);
                return Results.Json(new { id = $"{conversation}-{number}" }, statusCode: 201);
        }
    }

    private int Show(string conversation) => shown.AddOrUpdate(conversation, 1, (_, count) => count + 1);

    public ValueTask DisposeAsync() => app?.DisposeAsync() ?? ValueTask.CompletedTask;
}
