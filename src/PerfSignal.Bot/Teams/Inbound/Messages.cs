using Microsoft.AspNetCore.Http.Features;
using PerfSignal.Core.Conversing;

namespace PerfSignal.Bot.Teams.Inbound;

/// <summary>`POST /api/messages`, where Teams delivers every activity.</summary>
internal sealed partial class Messages(
    Gate gate,
    Refusals refusals,
    IServiceScopeFactory scopes,
    ReaderFactory readers,
    TimeProvider clock,
    ILogger<Messages> log
)
{
    /// <summary>Activities of Teams are a few kilobytes; a message holds 28 at most.</summary>
    public const int MostBytes = 256 * 1024;

    /// <summary>Teams shows an error of its own after 10 to 15 seconds: the bot's, which names a reference, is to come first.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(9);

    public static async Task Receive(HttpContext http)
    {
        var result = await http.RequestServices.GetRequiredService<Messages>().Take(http);
        await result.ExecuteAsync(http);
    }

    private async Task<IResult> Take(HttpContext http)
    {
        var ct = http.RequestAborted;
        if (await Body(http.Request, ct) is not { } body)
        {
            return Results.StatusCode(StatusCodes.Status413PayloadTooLarge);
        }

        if (Activity.Read(body) is not { } activity)
        {
            return Results.Text("The body is no activity: a JSON object with a type.", statusCode: StatusCodes.Status400BadRequest);
        }

        if (gate.Refuses(activity, http.Features.GetRequiredFeature<Proof>()) is { } refusal)
        {
            await refusals.Note(refusal, ct);
            return refusal == Refusal.Tenant
                ? Results.Text(readers.ForNobody(activity.Language).Say("teams_other_tenant"), statusCode: Gate.Status(refusal))
                : Results.StatusCode(Gate.Status(refusal));
        }

        return await Take(activity, ct);
    }

    private async Task<IResult> Take(Activity activity, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Longest, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            return await scope.ServiceProvider.GetRequiredService<Turns>().Take(activity, either.Token);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            return Results.StatusCode(StatusCodes.Status499ClientClosedRequest);
        }
        catch (Exception e)
        {
            var reference = Hosting.Reference.New();
            // Type and name are Teams' words, and anybody's who may speak for it: only those that are known go into the log.
            Failed(log, e, Kind(activity), reference);
            var isSlow = e is OperationCanceledException;
            await using var scope = scopes.CreateAsyncScope();
            return await scope
                .ServiceProvider.GetRequiredService<Turns>()
                .Fail(
                    activity,
                    reader => reader.Say(isSlow ? "teams_slow" : "teams_failed", ("reference", reference)),
                    readers,
                    isSlow,
                    ct
                );
        }
    }

    private static string Kind(Activity activity) =>
        activity.Type switch
        {
            "message" => "a message",
            "invoke" => "an invoke",
            "installationUpdate" or "conversationUpdate" => "an installation",
            _ => "an activity",
        };

    /// <summary>Null for more than is read.</summary>
    private static async Task<ReadOnlyMemory<byte>?> Body(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > MostBytes)
        {
            return null;
        }

        using var body = new MemoryStream((int)(request.ContentLength ?? 4096));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (body.Length + read > MostBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.GetBuffer().AsMemory(0, (int)body.Length);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The answer to {Kind} of Teams failed, reference {Reference}")]
    private static partial void Failed(ILogger log, Exception e, string kind, string reference);
}
