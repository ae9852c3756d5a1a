using System.Net;
using NodaTime;
using PerfSignal.Bot.Calendars;
using PerfSignal.Bot.Calendars.Feeds;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;
using PerfSignal.Tests.Calendars.Ics;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;

namespace PerfSignal.Tests.Calendars.Feeds;

/// <summary>Mia's calendar as a file at an address on this machine, and the reader of it; it is 2026-11-24, 09:00 UTC.</summary>
internal sealed class FeedDesk : IAsyncDisposable
{
    public const string Path = "/secret-7f3a/basic.ics";
    private static readonly Interval Window = new(Instant.FromUtc(2026, 11, 23, 9, 0), Instant.FromUtc(2027, 1, 23, 9, 0));

    private FeedDesk(FeedStandIn server) => Server = server;

    public FeedStandIn Server { get; }
    public TestClock Clock { get; } = new();
    public Person Mia { get; } = A.Person("mia@example.com");
    public TimeSpan TimeLimit { get; init; } = TimeSpan.FromSeconds(30);

    public static async Task<FeedDesk> Open(TimeSpan? timeLimit = null) =>
        new(await FeedStandIn.Start()) { TimeLimit = timeLimit ?? TimeSpan.FromSeconds(30) };

    public FeedCalendar Calendar(string? address = null, ResolveName? resolve = null) =>
        new(
            new IcsFeedSettings([new IcsFeed(Mia.Email, new Uri(address ?? Server.Address + Path))]),
            new FeedClient(new HttpClient(FeedConnection.Handler(resolve ?? Dns.GetHostAddressesAsync)), Clock) { TimeLimit = TimeLimit },
            Clock
        );

    public Task<CalendarSync> Read(string? cursor = null, string? address = null, ResolveName? resolve = null) =>
        Calendar(address, resolve).Read(Mia, cursor, Window, CancellationToken.None);

    public async Task<CalendarSync.Done> Done(string? cursor = null, string? address = null) =>
        (await Read(cursor, address)).ShouldBeOfType<CalendarSync.Done>();

    public async Task<CalendarSync.Failed> Failed(string? cursor = null, string? address = null, ResolveName? resolve = null) =>
        (await Read(cursor, address, resolve)).ShouldBeOfType<CalendarSync.Failed>();

    public static string OneOnOne(string uid = "a1", string start = "20261125T090000Z") =>
        IcsText.Calendar(
            "BEGIN:VEVENT",
            $"UID:{uid}",
            $"DTSTART:{start}",
            "DURATION:PT30M",
            "ORGANIZER:mailto:mia@example.com",
            "ATTENDEE:mailto:rui@example.com",
            "END:VEVENT"
        );

    public ValueTask DisposeAsync() => Server.DisposeAsync();
}
