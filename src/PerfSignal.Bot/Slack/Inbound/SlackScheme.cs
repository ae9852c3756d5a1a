using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;

namespace PerfSignal.Bot.Slack.Inbound;

/// <summary>The body of a request that Slack signed, byte for byte.</summary>
internal sealed record SlackBody(ReadOnlyMemory<byte> Bytes)
{
    /// <summary>The largest body that is read, in bytes; a message of Slack has at most 40 000 characters.</summary>
    public const int Most = 1024 * 1024;

    /// <summary>Null where there is more than is read.</summary>
    public static async Task<SlackBody?> Read(HttpRequest request, CancellationToken ct)
    {
        if (request.ContentLength > Most)
        {
            return null;
        }

        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        int count;
        while ((count = await request.Body.ReadAsync(buffer, ct)) > 0)
        {
            if (read.Length + count > Most)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return new SlackBody(read.ToArray());
    }
}

/// <summary>The authentication scheme of everything that Slack posts.</summary>
internal sealed class SlackScheme(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory logs,
    UrlEncoder encoder,
    SlackSignature signature,
    Refusals refusals
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, logs, encoder)
{
    public const string Name = "Slack";
    private string refusal = "signature_missing";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        // Where no other scheme is registered this one is asked for every request; only what Slack posts is its concern.
        if (!HttpMethods.IsPost(Request.Method) || !Request.Path.StartsWithSegments("/slack", StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (await SlackBody.Read(Request, Context.RequestAborted) is not { } body)
        {
            refusal = "too_large";
            return AuthenticateResult.Fail(refusal);
        }

        var verdict = signature.Check(
            Request.Headers[SlackSignature.TimestampHeader],
            Request.Headers[SlackSignature.Header],
            body.Bytes.Span
        );
        if (verdict != SignatureVerdict.Good)
        {
            refusal = verdict switch
            {
                SignatureVerdict.Missing => "signature_missing",
                SignatureVerdict.Malformed => "timestamp_malformed",
                SignatureVerdict.OutOfTime => "timestamp_out_of_time",
                _ => "signature_wrong",
            };
            return AuthenticateResult.Fail(refusal);
        }

        Context.Features.Set(body);
        var slack = new ClaimsIdentity([new Claim(ClaimTypes.Name, Name)], Name);
        return AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(slack), Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.StatusCode = refusal == "too_large" ? StatusCodes.Status413PayloadTooLarge : StatusCodes.Status401Unauthorized;
        await refusals.Note(refusal, Context.RequestAborted);
    }
}
