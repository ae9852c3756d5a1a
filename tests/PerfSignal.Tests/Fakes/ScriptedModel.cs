using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PerfSignal.Tests.Fakes;

/// <summary>A server on this machine that answers chat completions as it is told (https://platform.openai.com/docs/api-reference/chat/create).</summary>
internal sealed class ScriptedModel : IAsyncDisposable
{
    private readonly WebApplication host;
    private readonly Func<JsonObject, HttpContext, Task> answer;

    private ScriptedModel(WebApplication host, Func<JsonObject, HttpContext, Task> answer) => (this.host, this.answer) = (host, answer);

    /// <summary>The bodies of the requests, as they came.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public ConcurrentQueue<(string Path, IHeaderDictionary Headers)> Heads { get; } = new();

    /// <summary>With `/v1`, as a client takes it.</summary>
    public string Endpoint => host.Urls.Single() + "/v1";

    public static async Task<ScriptedModel> Start(Func<JsonObject, HttpContext, Task> answer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var model = new ScriptedModel(web, answer);
        web.Run(model.Answer);
        await web.StartAsync();
        return model;
    }

    /// <summary>Answers one after the other, the last again and again.</summary>
    public static Task<ScriptedModel> Start(params string[] contents)
    {
        var calls = 0;
        return Start((_, http) => Write(http, Completion(contents[Math.Min(Interlocked.Increment(ref calls), contents.Length) - 1])));
    }

    public static JsonObject Completion(string? content, string finish = "stop", string? refusal = null) =>
        new()
        {
            ["id"] = "chatcmpl-1",
            ["object"] = "chat.completion",
            ["created"] = 1795000000,
            ["model"] = "scripted-1",
            ["choices"] = new JsonArray(
                new JsonObject
                {
                    ["index"] = 0,
                    ["message"] = new JsonObject
                    {
                        ["role"] = "assistant",
                        ["content"] = content,
                        ["refusal"] = refusal,
                    },
                    ["finish_reason"] = finish,
                    ["logprobs"] = null,
                }
            ),
            ["usage"] = new JsonObject
            {
                ["prompt_tokens"] = 900,
                ["completion_tokens"] = 120,
                ["total_tokens"] = 1020,
            },
        };

    /// <summary>A draft of these sentences, each with its ids after a bar: `Ana wrote.|E1 E2`.</summary>
    public static string Draft(params IEnumerable<string> sentences) =>
        JsonSerializer.Serialize(
            new
            {
                sentences = sentences
                    .Select(sentence => sentence.Split('|'))
                    .Select(parts => new { text = parts[0], evidence = parts[1].Split(' ', StringSplitOptions.RemoveEmptyEntries) }),
            }
        );

    public static Task Write(HttpContext http, JsonNode body, int status = 200)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json";
        return http.Response.WriteAsync(body.ToJsonString());
    }

    public static JsonObject Error(string code, string message = "no") =>
        new()
        {
            ["error"] = new JsonObject
            {
                ["message"] = message,
                ["type"] = "invalid_request_error",
                ["code"] = code,
            },
        };

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private async Task Answer(HttpContext http)
    {
        using var reader = new StreamReader(http.Request.Body);
        var body = await reader.ReadToEndAsync();
        Requests.Enqueue(body);
        Heads.Enqueue(
            (http.Request.Path, new HeaderDictionary(http.Request.Headers.ToDictionary(header => header.Key, header => header.Value)))
        );
        await answer(JsonNode.Parse(body)!.AsObject(), http);
    }
}
