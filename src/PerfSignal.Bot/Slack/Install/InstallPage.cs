using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Slack.Install;

/// <summary>What the installing person sees at the end: a heading, a sentence, and what was granted.</summary>
internal sealed class InstallPage(Texts texts, ReaderFactory readers)
{
    private static readonly HtmlEncoder Html = HtmlEncoder.Create(UnicodeRanges.All);

    public Task Show(HttpContext http, int status, string text, params (string Name, string Value)[] values) =>
        Write(http, status, text, "", values);

    public Task Installed(HttpContext http, string workspace)
    {
        var reader = Reader(http);
        var scopes = string.Concat(
            Scopes.All.Select(one => $"<li><code>{Html.Encode(one.Scope)}</code> – {Html.Encode(reader.Say(one.Why))}</li>")
        );
        return Write(http, StatusCodes.Status200OK, "slack_install_done", $"<ul>{scopes}</ul>", [("workspace", workspace)]);
    }

    private async Task Write(HttpContext http, int status, string text, string more, (string Name, string Value)[] values)
    {
        var reader = Reader(http);
        var (title, words) = (Html.Encode(reader.Say(text + "_title")), Html.Encode(reader.Say(text, values)));
        var response = http.Response;
        response.StatusCode = status;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentSecurityPolicy = "default-src 'none'; frame-ancestors 'none'; base-uri 'none'";
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers.CacheControl = "no-store";
        await response.WriteAsync(
            $"""
            <!doctype html>
            <html lang="{reader.Language}">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
            <title>{title} · PerfSignal</title></head>
            <body><main><h1>{title}</h1><p>{words}</p>{more}</main></body>
            </html>
            """,
            http.RequestAborted
        );
    }

    private Reader Reader(HttpContext http)
    {
        var asked = http
            .Request.GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Select(language => language.Value.ToString().Split('-')[0].ToLower(CultureInfo.InvariantCulture))
            .FirstOrDefault(texts.Languages.Contains);
        return readers.ForNobody(asked);
    }
}
