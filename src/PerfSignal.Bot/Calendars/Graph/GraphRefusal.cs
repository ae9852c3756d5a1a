using System.Net;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Bot.Calendars.Graph;

/// <summary>What it means when Graph refuses (https://learn.microsoft.com/graph/errors).</summary>
internal static class GraphRefusal
{
    /// <summary>A round of changes that has to begin anew (https://learn.microsoft.com/graph/delta-query-overview#synchronization-reset).</summary>
    private static readonly HashSet<string> Resync = new(StringComparer.OrdinalIgnoreCase)
    {
        "resyncRequired",
        "syncStateNotFound",
        "syncStateInvalid",
        "ErrorInvalidSyncStateData",
    };

    /// <summary>No mailbox in the cloud: on the organisation's own server, without licence, or not there at all.</summary>
    private static readonly HashSet<string> NoMailbox = new(StringComparer.OrdinalIgnoreCase)
    {
        "MailboxNotEnabledForRESTAPI",
        "MailboxNotSupportedForRESTAPI",
        "ErrorInvalidUser",
        "ErrorNonExistentMailbox",
        "Request_ResourceNotFound",
        "ResourceNotFound",
    };

    /// <summary>Said of the app as a whole: its permission was not consented to.</summary>
    private const string NotConsented = "Authorization_RequestDenied";

    private sealed record Body(Error? Error);

    private sealed record Error(string? Code);

    public static GraphResult<T> Of<T>(GraphReply reply)
        where T : class
    {
        var code = GraphWire.Read<Body>(reply).Value?.Error?.Code is { Length: > 0 } told ? GraphWire.Word(told) : null;
        var word = code ?? $"HTTP {reply.Status}";
        var trouble = (HttpStatusCode)reply.Status switch
        {
            _ when code is not null && NoMailbox.Contains(code) => CalendarTrouble.NoCalendar,
            HttpStatusCode.Unauthorized => CalendarTrouble.Unauthorized,
            HttpStatusCode.Forbidden when code == NotConsented => CalendarTrouble.Unauthorized,
            HttpStatusCode.Forbidden => CalendarTrouble.Forbidden,
            HttpStatusCode.NotFound => CalendarTrouble.NoCalendar,
            HttpStatusCode.RequestTimeout => CalendarTrouble.Transient,
            _ => CalendarTrouble.Invalid,
        };
        // A link that Graph no longer understands is answered by 400 or 404 too.
        var outdated =
            (HttpStatusCode)reply.Status is HttpStatusCode.Gone or HttpStatusCode.BadRequest or HttpStatusCode.NotFound
            || (code is not null && Resync.Contains(code));
        return new GraphResult<T>(null, new CalendarSync.Failed(trouble, word), outdated);
    }
}
