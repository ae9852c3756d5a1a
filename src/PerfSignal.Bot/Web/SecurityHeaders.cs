namespace PerfSignal.Bot.Web;

/// <summary>Headers of every page: nothing from elsewhere, no framing, no copies kept.</summary>
public static class SecurityHeaders
{
    public const string Policy =
        "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'";

    public static void Set(IHeaderDictionary headers)
    {
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()";
        headers.XFrameOptions = "DENY";
        // The pair that ASP.NET Core's antiforgery asks for; anything else it overrides with a warning for each page.
        headers.CacheControl = "no-cache, no-store";
        headers.Pragma = "no-cache";
    }
}
