using System.Net;
using System.Text.Json;
using Google.Apis.Auth.OAuth2.Responses;
using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Google;

/// <summary>What Google's error answers mean for the reading of calendars (https://developers.google.com/workspace/calendar/api/guides/errors).</summary>
internal static class GoogleRefusal
{
    private const int LongestWord = 60;

    /// <summary>Said of a delegation that is missing, and of an address outside the organisation's domains.</summary>
    public const string Unaccepted = "token: unauthorized_client";

    /// <param name="unaccepted">What `unauthorized_client` means for this person.</param>
    public static CalendarSync.Failed OfToken(TokenErrorResponse error, HttpStatusCode? status, CalendarTrouble unaccepted)
    {
        var word = Word(error.Error) ?? (status is { } number ? Number(number) : "no word");
        var trouble = (error.Error, status) switch
        {
            (_, HttpStatusCode.TooManyRequests) => CalendarTrouble.Throttled,
            (_, >= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout) => CalendarTrouble.Transient,
            ("invalid_grant", _) when IsAboutPerson(error.ErrorDescription) => CalendarTrouble.NoCalendar,
            ("unauthorized_client", _) => unaccepted,
            _ => CalendarTrouble.Unauthorized,
        };
        return new CalendarSync.Failed(trouble, $"token: {word}");
    }

    public static CalendarSync.Failed OfAnswer(HttpStatusCode status, Stream? body, Duration? retryAfter)
    {
        var reason = Reason(body);
        var trouble = (status, reason) switch
        {
            (HttpStatusCode.TooManyRequests, _) => CalendarTrouble.Throttled,
            (
                HttpStatusCode.Forbidden,
                "rateLimitExceeded"
                    or "userRateLimitExceeded"
                    or "quotaExceeded"
                    or "dailyLimitExceeded"
                    or "RESOURCE_EXHAUSTED"
            ) => CalendarTrouble.Throttled,
            // The API is not switched on in the project, or the token lacks the scope: true for everybody.
            (HttpStatusCode.Forbidden, "accessNotConfigured" or "insufficientPermissions" or "ACCESS_TOKEN_SCOPE_INSUFFICIENT") =>
                CalendarTrouble.Unauthorized,
            (HttpStatusCode.Forbidden, "notACalendarUser") => CalendarTrouble.NoCalendar,
            (HttpStatusCode.Forbidden, _) => CalendarTrouble.Forbidden,
            (HttpStatusCode.Unauthorized, _) => CalendarTrouble.Unauthorized,
            (HttpStatusCode.NotFound, _) => CalendarTrouble.NoCalendar,
            (>= HttpStatusCode.InternalServerError or HttpStatusCode.RequestTimeout, _) => CalendarTrouble.Transient,
            _ => CalendarTrouble.Invalid,
        };
        var word = Word(reason) is { } named ? $"{Number(status)} {named}" : Number(status);
        return new CalendarSync.Failed(trouble, word, retryAfter);
    }

    /// <summary>`invalid_grant` is also said of a wrong key, a deleted service account and a clock that is off; only its words tell.</summary>
    private static bool IsAboutPerson(string? description) =>
        description is not null
        && (
            description.StartsWith("Invalid email", StringComparison.OrdinalIgnoreCase)
            || description.StartsWith("Invalid impersonation", StringComparison.OrdinalIgnoreCase)
            || description.StartsWith("Account has been deleted", StringComparison.OrdinalIgnoreCase)
        );

    /// <summary>`error.errors[0].reason`, or `error.status` of the newer form; null where the body says neither.</summary>
    private static string? Reason(Stream? body)
    {
        if (body is null)
        {
            return null;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            return
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("error", out var error)
                && error.ValueKind == JsonValueKind.Object
                ? First(error) ?? Text(error, "status")
                : null;
        }
        catch (JsonException)
        {
            // A proxy's page; the status says enough.
            return null;
        }
    }

    private static string? First(JsonElement error) =>
        error.TryGetProperty("errors", out var errors)
        && errors.ValueKind == JsonValueKind.Array
        && errors.GetArrayLength() > 0
        && errors[0].ValueKind == JsonValueKind.Object
            ? Text(errors[0], "reason")
            : null;

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Error words are identifiers; anything else may hold what it should not.</summary>
    private static string? Word(string? word) =>
        word is { Length: > 0 and <= LongestWord } && word.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '_' or '.')
            ? word
            : null;

    private static string Number(HttpStatusCode status) => ((int)status).ToString(System.Globalization.CultureInfo.InvariantCulture);
}
