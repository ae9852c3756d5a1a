using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PerfSignal.Tests.Fakes;

/// <summary>A server of calendar files on this machine.</summary>
internal sealed class FeedStandIn : IAsyncDisposable
{
    private readonly WebApplication host;

    private FeedStandIn(WebApplication host) => this.host = host;

    /// <summary>By path; each request is answered by what stands here.</summary>
    public ConcurrentDictionary<string, Func<HttpContext, Task>> Files { get; } = new(StringComparer.Ordinal);
    public ConcurrentQueue<IHeaderDictionary> Requests { get; } = new();
    public string Address => host.Urls.Single();

    public static async Task<FeedStandIn> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var web = builder.Build();
        var standIn = new FeedStandIn(web);
        web.Run(standIn.Answer);
        await web.StartAsync();
        return standIn;
    }

    /// <summary>Answers with the text, and with 304 to who has it already.</summary>
    public void Publish(
        string path,
        string text,
        string? tag = null,
        string? modified = null,
        string type = "text/calendar; charset=utf-8"
    ) =>
        Files[path] = async http =>
        {
            http.Response.Headers.ETag = tag;
            http.Response.Headers.LastModified = modified;
            if (
                tag is not null
                    ? http.Request.Headers.IfNoneMatch == tag
                    : modified is not null && http.Request.Headers.IfModifiedSince == modified
            )
            {
                http.Response.StatusCode = 304;
                return;
            }

            http.Response.ContentType = type;
            await http.Response.Body.WriteAsync(Encoding.UTF8.GetBytes(text));
        };

    public void Redirect(string path, string to, int status = 302) =>
        Files[path] = http =>
        {
            http.Response.StatusCode = status;
            http.Response.Headers.Location = to;
            return Task.CompletedTask;
        };

    public ValueTask DisposeAsync() => host.DisposeAsync();

    private Task Answer(HttpContext http)
    {
        Requests.Enqueue(http.Request.Headers);
        if (Files.TryGetValue(http.Request.Path.ToString(), out var file))
        {
            return file(http);
        }

        http.Response.StatusCode = 404;
        return Task.CompletedTask;
    }
}
