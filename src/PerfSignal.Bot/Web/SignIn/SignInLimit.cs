using System.Threading.RateLimiting;

namespace PerfSignal.Bot.Web.SignIn;

/// <summary>How often one address may try links and sign-ins: a secret of 256 bits is not guessed, but nobody shall keep the service busy trying.</summary>
internal static class SignInLimit
{
    public const string Policy = "sign-in";

    /// <summary>Behind a proxy everybody comes from its address, so that this is what a whole organisation may do in a minute on one node.</summary>
    public const int PerMinute = 300;

    public static IServiceCollection AddSignInLimit(this IServiceCollection services) =>
        services.AddRateLimiter(limits =>
        {
            // Without it the answer would be 503, as if the service were broken.
            limits.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            limits.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.Headers.RetryAfter = "60";
                return ValueTask.CompletedTask;
            };
            limits.AddPolicy(
                Policy,
                http =>
                    RateLimitPartition.GetFixedWindowLimiter(
                        http.Connection.RemoteIpAddress?.ToString() ?? "",
                        _ => new FixedWindowRateLimiterOptions { PermitLimit = PerMinute, Window = TimeSpan.FromMinutes(1) }
                    )
            );
        });
}
