using System.Text;
using Microsoft.AspNetCore.Authorization;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>The three addresses to which Slack posts.</summary>
internal sealed partial class Endpoints(
    Running running,
    Turn turn,
    [FromKeyedServices(WorkInbox.Name)] Wake inboxWake,
    TimeProvider clock,
    ILogger<Endpoints> log
)
{
    /// <summary>An event that is not stored by then is refused, so that Slack sends it again (https://docs.slack.dev/apis/events-api#retries).</summary>
    private static readonly TimeSpan StoreWithin = TimeSpan.FromSeconds(2.5);

    public static void Map(IEndpointRouteBuilder routes)
    {
        var signed = routes
            .MapGroup("/slack")
            .RequireAuthorization(new AuthorizationPolicyBuilder(SlackScheme.Name).RequireAuthenticatedUser().Build())
            .DisableAntiforgery();
        signed.MapPost("/events", (HttpContext http, Endpoints slack) => slack.Event(http));
        signed.MapPost("/commands", (HttpContext http, Endpoints slack) => slack.Command(http));
        signed.MapPost("/interactions", (HttpContext http, Endpoints slack) => slack.Interaction(http));
    }

    private async Task<IResult> Event(HttpContext http)
    {
        if (WireJson.Parse(Body(http)) is not { } body)
        {
            return Results.BadRequest();
        }

        switch (body["type"].Text)
        {
            case "url_verification":
                return body["challenge"].Text is { Length: <= 1000 } challenge ? Results.Text(challenge) : Results.BadRequest();
            case "app_rate_limited":
                LogRateLimited(WireWorkspace.Known(body["team_id"].Text));
                return Results.Ok();
            case "event_callback" when EventReader.Read(body) is { } arrival:
                return await Keep(arrival, body);
            default:
                return Results.Ok();
        }
    }

    private async Task<IResult> Keep(Arrival arrival, WireJson body)
    {
        var stored = running.Start(
            async (services, ct) =>
            {
                if (body["event"]["type"].Text != "user_change" || await Changes(services, arrival, body["event"]["user"], ct))
                {
                    await services.GetRequiredService<Inbox>().Keep(arrival, leased: false, ct);
                    inboxWake.Call();
                }
            }
        );
        try
        {
            await stored.WaitAsync(StoreWithin, clock);
            return Results.Ok();
        }
        catch (Exception e)
        {
            // A late store is met by the repeat of the event.
            LogNotStored(e.GetType().Name);
            return Results.StatusCode(StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>Everybody's every status is a change; only what is told of an account that the bot knows and keeps otherwise concerns it.</summary>
    private static async Task<bool> Changes(IServiceProvider services, Arrival arrival, WireJson user, CancellationToken ct) =>
        await services.GetRequiredService<Accounts>().Find(PlatformName.Slack, arrival.Workspace, arrival.User, ct) is { } account
        && !SlackProfile.Read(user).Says(account, arrival);

    private async Task<IResult> Command(HttpContext http)
    {
        var form = await CommandReader.Form(Body(http), http.RequestAborted);
        return form is null ? Results.BadRequest()
            : form.ContainsKey("ssl_check") ? Results.Ok()
            : CommandReader.Read(form) is { } arrival ? await turn.Answer(arrival)
            : Results.BadRequest();
    }

    private async Task<IResult> Interaction(HttpContext http)
    {
        var form = await CommandReader.Form(Body(http), http.RequestAborted);
        if (
            form is null
            || !form.TryGetValue("payload", out var values)
            || values is not [{ } text]
            || WireJson.Parse(Encoding.UTF8.GetBytes(text)) is not { } payload
        )
        {
            return Results.BadRequest();
        }

        return InteractionReader.Read(payload) is { } arrival ? await turn.Answer(arrival) : Results.Ok();
    }

    private static ReadOnlyMemory<byte> Body(HttpContext http) =>
        (http.Features.Get<SlackBody>() ?? throw new InvalidOperationException("The request was not authenticated.")).Bytes;

    [LoggerMessage(
        Level = LogLevel.Warning,
        Message = "Slack holds back events of workspace {Workspace}: there were more than 30 000 in an hour"
    )]
    private partial void LogRateLimited(string? workspace);

    [LoggerMessage(Level = LogLevel.Warning, Message = "An event of Slack could not be stored in time: {Failure}; Slack sends it again")]
    private partial void LogNotStored(string failure);
}
