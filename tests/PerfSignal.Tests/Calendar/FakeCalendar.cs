using System.Collections.Concurrent;
using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.People;

namespace PerfSignal.Tests.Calendar;

/// <summary>A source that answers as a test says, and remembers what it was asked.</summary>
internal sealed class FakeCalendar : ICalendar
{
    public string Source => "graph";
    public Func<Person, bool> HasOne { get; set; } = _ => true;
    public Func<Person, string?, CalendarSync> Answer { get; set; } = (_, cursor) => new CalendarSync.Same(cursor ?? "c");
    public Func<Task> WhileReading { get; set; } = () => Task.CompletedTask;
    public ConcurrentQueue<(string Email, string? Cursor, Interval Window)> Asked { get; } = new();

    public bool Has(Person owner) => HasOne(owner);

    public async Task<CalendarSync> Read(Person owner, string? cursor, Interval window, CancellationToken ct)
    {
        Asked.Enqueue((owner.Email, cursor, window));
        await WhileReading();
        return Answer(owner, cursor);
    }

    public static CalendarSync Full(Interval window, string? cursor, params CalendarInstance[] instances) =>
        new CalendarSync.Done(new CalendarReading("graph", window, instances) { WholeSeries = null }, cursor, Full: true);

    /// <summary>A 1:1 of half an hour.</summary>
    public static CalendarInstance Meeting(string uid, Instant start, string owner, params string[] others) =>
        new(
            uid,
            NodaTime.Text.InstantPattern.CreateWithInvariantCulture("uuuuMMdd'T'HHmmss'Z'").Format(start),
            start,
            start + Duration.FromMinutes(30),
            AllDay: false,
            Cancelled: false,
            owner,
            [.. others.Select(other => new Attendee(other, AttendeeKind.Person, AttendeeAnswer.Accepted))],
            CalendarInstance.NoSequence
        )
        {
            ProviderId = "id-" + uid,
        };
}
