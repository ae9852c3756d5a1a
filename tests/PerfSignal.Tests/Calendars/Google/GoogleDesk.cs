using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Bot.Calendars.Google;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;
using Registration = PerfSignal.Bot.Calendars.Google.Registration;

namespace PerfSignal.Tests.Calendars.Google;

/// <summary>Mia's and Rui's calendars at the stand-in for Google, and the reader of them; it is 2026-11-24, 09:00 UTC.</summary>
internal sealed class GoogleDesk : IAsyncDisposable
{
    public static readonly Interval Window = new(Instant.FromUtc(2026, 11, 23, 9, 0), Instant.FromUtc(2027, 1, 23, 9, 0));

    private GoogleDesk(GoogleStandIn google, TestClock clock)
    {
        (Google, Clock) = (google, clock);
        Tokens = Registration.Tokens(google.Settings, clock);
        Calendar = Registration.Calendar(google.Settings, Tokens, clock);
    }

    public GoogleStandIn Google { get; }
    public TestClock Clock { get; }
    public GoogleTokens Tokens { get; }
    public GoogleCalendar Calendar { get; }
    public Person Mia { get; } = A.Person("mia@example.com");
    public Person Rui { get; } = A.Person("rui@example.com", "Europe/Lisbon");
    public GoogleShelf Shelf => Google.Of(Mia.Email);

    public static async Task<GoogleDesk> Open()
    {
        var clock = new TestClock();
        var desk = new GoogleDesk(await GoogleStandIn.Start(clock), clock);
        desk.Google.Of(desk.Mia.Email);
        desk.Google.Of(desk.Rui.Email);
        return desk;
    }

    public Task<CalendarSync> Read(string? cursor = null, Person? owner = null) =>
        Calendar.Read(owner ?? Mia, cursor, Window, CancellationToken.None);

    public async Task<CalendarSync.Done> Done(string? cursor = null) => (await Read(cursor)).ShouldBeOfType<CalendarSync.Done>();

    public async Task<CalendarSync.Failed> Failed(string? cursor = null, Person? owner = null) =>
        (await Read(cursor, owner)).ShouldBeOfType<CalendarSync.Failed>();

    /// <summary>An event of Mia and Rui on 2026-11-25, 10:00 in Berlin, for half an hour.</summary>
    public static JsonObject OneOnOne(
        string id = "a1",
        string start = "2026-11-25T10:00:00+01:00",
        string end = "2026-11-25T10:30:00+01:00"
    ) =>
        new()
        {
            ["id"] = id,
            ["status"] = "confirmed",
            ["summary"] = "Secret",
            ["iCalUID"] = $"{id}@google.com",
            ["start"] = new JsonObject { ["dateTime"] = start, ["timeZone"] = "Europe/Berlin" },
            ["end"] = new JsonObject { ["dateTime"] = end, ["timeZone"] = "Europe/Berlin" },
            ["organizer"] = new JsonObject { ["email"] = "mia@example.com", ["self"] = true },
            ["attendees"] = new JsonArray(
                new JsonObject
                {
                    ["email"] = "mia@example.com",
                    ["self"] = true,
                    ["organizer"] = true,
                    ["responseStatus"] = "accepted",
                },
                new JsonObject { ["email"] = "Rui@Example.com", ["responseStatus"] = "needsAction" }
            ),
            ["sequence"] = 2,
            ["eventType"] = "default",
        };

    public ValueTask DisposeAsync() => Google.DisposeAsync();
}
