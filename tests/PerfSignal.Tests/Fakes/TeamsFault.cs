using Microsoft.AspNetCore.Http;

namespace PerfSignal.Tests.Fakes;

/// <summary>What goes wrong with one call of a stand-in of Teams.</summary>
public sealed record TeamsFault(int Status, string Body = "")
{
    /// <summary>As in the header: seconds, or a date.</summary>
    public string? RetryAfter { get; init; }

    /// <summary>Where a redirect leads.</summary>
    public string? Location { get; init; }

    /// <summary>The call is done, and its answer never arrives.</summary>
    public bool LosesAnswer { get; init; }

    /// <summary>No answer, and the connection stays open.</summary>
    public bool Hangs { get; init; }

    public static TeamsFault Lost { get; } = new(0) { LosesAnswer = true };

    public static TeamsFault Silence { get; } = new(0) { Hangs = true };

    /// <summary>With a code where Teams has it.</summary>
    public static TeamsFault Of(int status, string? code) =>
        new(status, code is null ? "" : $$$"""{"error":{"code":"{{{code}}}","message":"Something about Ana Sousa."}}""");

    public IResult Result => Results.Content(Body, "application/json", statusCode: Status);

    public async Task Happen(HttpContext context, RequestDelegate next)
    {
        if (Hangs)
        {
            var gone = new TaskCompletionSource();
            await using var _ = context.RequestAborted.Register(gone.SetResult);
            await gone.Task;
            return;
        }

        if (LosesAnswer)
        {
            var unseen = new MemoryStream();
            context.Response.Body = unseen;
            await next(context);
            context.Abort();
            return;
        }

        if (RetryAfter is not null)
        {
            context.Response.Headers.RetryAfter = RetryAfter;
        }

        if (Location is not null)
        {
            context.Response.Headers.Location = Location;
        }

        await Result.ExecuteAsync(context);
    }
}
