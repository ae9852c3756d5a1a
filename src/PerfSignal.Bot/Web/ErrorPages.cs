using System.Text.Encodings.Web;
using System.Text.Unicode;
using PerfSignal.Bot.Hosting;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Web;

/// <summary>What a person sees when a page cannot be given: plain words, and a reference where an operator can help.</summary>
/// <remarks>Made without Razor and database, so that it works when they do not. An absent and a forbidden page are the same bytes.</remarks>
public sealed partial class ErrorPages(RequestDelegate next, SiteFiles files, ReaderFactory readers, ILogger<ErrorPages> log)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public async Task InvokeAsync(HttpContext http)
    {
        string? reference = null;
        try
        {
            await next(http);
        }
        catch (BadHttpRequestException e) when (!http.Response.HasStarted)
        {
            http.Response.Clear();
            http.Response.StatusCode = e.StatusCode;
        }
        catch (OperationCanceledException) when (http.RequestAborted.IsCancellationRequested)
        {
            return;
        }
        catch (Exception e) when (!http.Response.HasStarted)
        {
            reference = Reference.New();
            Failed(log, e, http.GetEndpoint()?.DisplayName ?? "no endpoint", reference);
            http.Response.Clear();
            http.Response.StatusCode = StatusCodes.Status500InternalServerError;
        }

        var response = http.Response;
        if (response is { HasStarted: false, StatusCode: >= 400, ContentLength: null, ContentType: null })
        {
            await Write(http, reference);
        }
    }

    private async Task Write(HttpContext http, string? reference)
    {
        var reader = http.Visitor()?.Reader ?? readers.ForNobody();
        var word = http.Response.StatusCode switch
        {
            StatusCodes.Status400BadRequest => "400",
            StatusCodes.Status403Forbidden or StatusCodes.Status404NotFound or StatusCodes.Status405MethodNotAllowed => "404",
            StatusCodes.Status413PayloadTooLarge => "413",
            StatusCodes.Status429TooManyRequests => "429",
            < 500 => "400",
            _ => "500",
        };
        string Say(string key) => Html.Encode(reader.Say(key));
        var help = reference is null
            ? ""
            : $"<p class=\"reference\">{Html.Encode(reader.Say("web_error_reference", ("reference", reference)))}</p>";
        http.Response.ContentType = "text/html; charset=utf-8";
        SecurityHeaders.Set(http.Response.Headers);
        await http.Response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{reader.Language}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <title>{Say($"web_error_{word}_title")} · PerfSignal</title><link rel="stylesheet" href="{files.Url("site.css")}"></head>
            <body class="plain"><main id="main" class="page narrow"><img src="{files.Url("logo.svg")}" alt="" width="48" height="48">
            <h1>{Say($"web_error_{word}_title")}</h1><p>{Say($"web_error_{word}")}</p>{help}<p><a href="/">{Say(
                "web_error_back"
            )}</a></p></main></body>
            </html>
            """
        );
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The page {Endpoint} failed, reference {Reference}")]
    private static partial void Failed(ILogger log, Exception e, string endpoint, string reference);
}
