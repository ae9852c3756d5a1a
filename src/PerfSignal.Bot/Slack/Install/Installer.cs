using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.Extensions;
using NodaTime;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Core.Data;
using PerfSignal.Core.Governance;

namespace PerfSignal.Bot.Slack.Install;

/// <summary>Installs the app in a workspace by OAuth v2 (https://docs.slack.dev/authentication/installing-with-oauth).</summary>
internal sealed partial class Installer(
    InstallLink link,
    InstallState state,
    InstallPage page,
    SlackTokens tokens,
    SlackHttp http,
    PerfSignalData data,
    Audit audit,
    SlackSettings slack,
    Settings settings,
    ILogger<Installer> log
)
{
    public const string Callback = "/slack/oauth/callback";

    public async Task Begin(HttpContext context)
    {
        if (await link.Issued(context.Request.Query["code"], context.RequestAborted) is not { } issued)
        {
            await page.Show(context, StatusCodes.Status403Forbidden, "slack_install_closed");
            return;
        }

        var (forSlack, forBrowser) = state.Begin(issued);
        context.Response.Cookies.Append(InstallState.Cookie, forBrowser, Cookie(context));
        var query = new QueryBuilder
        {
            { "client_id", slack.ClientId! },
            { "scope", string.Join(',', Scopes.All.Select(one => one.Scope)) },
            { "state", forSlack },
        };
        if (ReturnTo is { } address)
        {
            query.Add("redirect_uri", address);
        }

        context.Response.Headers.CacheControl = "no-store";
        context.Response.Headers["Referrer-Policy"] = "no-referrer";
        context.Response.Redirect(new Uri(new Uri(slack.ApiBaseUrl), "../oauth/v2/authorize") + query.ToString());
    }

    public async Task End(HttpContext context)
    {
        var (query, ct) = (context.Request.Query, context.RequestAborted);
        var issued = await state.Use(query["state"], context.Request.Cookies[InstallState.Cookie], ct);
        context.Response.Cookies.Delete(InstallState.Cookie, Cookie(context));
        if (issued is null || await link.Used(issued.Value, ct))
        {
            await page.Show(context, StatusCodes.Status400BadRequest, "slack_install_stale");
        }
        else if (query["error"].ToString() is { Length: > 0 } error)
        {
            await page.Show(
                context,
                StatusCodes.Status400BadRequest,
                error == "access_denied" ? "slack_install_denied" : "slack_install_refused",
                ("word", Word(error))
            );
        }
        else
        {
            await Take(context, await http.Call("oauth.v2.access", token: null, Access(query["code"].ToString()), ct), ct);
        }
    }

    private async Task Take(HttpContext context, SlackSpoke spoke, CancellationToken ct)
    {
        if (spoke.Answer is SlackAnswer.Good good && SlackGrant.Read(good.Body) is { } grant)
        {
            await tokens.Keep(grant, ct);
            await audit.Add(actor: null, "installed", "Slack", ct: ct);
            await data.SaveChangesAsync(ct);
            LogInstalled(grant.Workspace);
            await page.Installed(context, grant.Name ?? grant.Workspace);
            return;
        }

        var word = spoke.Answer switch
        {
            SlackAnswer.Refused refused => refused.Error,
            SlackAnswer.Good => "no_bot_token",
            _ => "no_answer",
        };
        LogRefused(word);
        await page.Show(context, StatusCodes.Status502BadGateway, "slack_install_refused", ("word", Word(word)));
    }

    private JsonObject Access(string code)
    {
        var arguments = new JsonObject
        {
            ["code"] = code,
            ["client_id"] = slack.ClientId,
            ["client_secret"] = slack.ClientSecret,
        };
        if (ReturnTo is { } address)
        {
            arguments["redirect_uri"] = address;
        }

        return arguments;
    }

    /// <summary>Where Slack sends the browser back; without an address of our own it takes the first that the app names.</summary>
    private string? ReturnTo => settings.Web.PublicUrl is { } url ? url.TrimEnd('/') + Callback : null;

    private CookieOptions Cookie(HttpContext context) =>
        new()
        {
            HttpOnly = true,
            // Lax: the way back from Slack is a link of another site, which has to bring it.
            SameSite = SameSiteMode.Lax,
            Secure = context.Request.IsHttps || settings.Web.PublicUrl?.StartsWith("https://", StringComparison.OrdinalIgnoreCase) == true,
            Path = "/slack",
            MaxAge = InstallState.Lasts.ToTimeSpan(),
        };

    /// <summary>An error word comes by the browser: what is no such word is not shown.</summary>
    private static string Word(string word) =>
        word.Length <= 64 && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_') ? word : "unknown";

    [LoggerMessage(Level = LogLevel.Information, Message = "Slack's workspace {Workspace} has the bot now")]
    private partial void LogInstalled(string workspace);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Slack did not install the bot: {Word}")]
    private partial void LogRefused(string word);
}
