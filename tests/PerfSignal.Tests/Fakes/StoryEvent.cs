using NodaTime;
using PerfSignal.Core.Calendar;
using PerfSignal.Core.Schedules;

namespace PerfSignal.Tests.Fakes;

/// <summary>A participant beside the organizer.</summary>
public sealed record StoryGuest(string Email, AttendeeAnswer Answer = AttendeeAnswer.Accepted, bool Room = false);

/// <summary>What is different about one instance of a series.</summary>
/// <param name="Original">Its start by the rule, in the event's zone.</param>
public sealed record StoryException(LocalDateTime Original)
{
    /// <summary>In the event's zone.</summary>
    public LocalDateTime? MovedTo { get; init; }
    public bool Removed { get; init; }
    public string? DeclinedBy { get; init; }
}

/// <summary>An instance that takes place, or was called off, as both calendars show it.</summary>
public sealed record StoryInstance(StoryEvent Event, Instant Original, Instant Start, Instant End, StoryException? Exception)
{
    public IReadOnlyList<StoryGuest> Guests =>
        [.. Event.Guests.Select(guest => guest.Email == Exception?.DeclinedBy ? guest with { Answer = AttendeeAnswer.Declined } : guest)];
}

/// <summary>An event as a person would tell of it; each stand-in and each file says it in its own language.</summary>
/// <param name="Uid">The UID that all calendars share.</param>
/// <param name="Zone">IANA id.</param>
/// <param name="Start">Of the first instance, in the zone.</param>
public sealed record StoryEvent(string Uid, string Zone, LocalDateTime Start, int Minutes, string Organizer, params StoryGuest[] Guests)
{
    /// <summary>Every week at the same local time, without end.</summary>
    public bool Weekly { get; init; }
    public IReadOnlyList<StoryException> Exceptions { get; init; } = [];
    public bool Cancelled { get; init; }
    public bool AllDay { get; init; }
    public bool Private { get; init; }

    /// <summary>Nobody's title, to see that it is kept nowhere.</summary>
    public string Subject => $"Secret of {Uid}";

    /// <summary>Whether it stands in this person's calendar.</summary>
    public bool Concerns(string email) => Organizer == email || Array.Exists(Guests, guest => guest.Email == email);

    public Instant At(LocalDateTime local) => Zones.Of(Zone).At(local);

    /// <summary>The instances that touch the window, in order.</summary>
    public IReadOnlyList<StoryInstance> Instances(Interval window) =>
        [
            .. Originals(window.End + Duration.FromDays(60))
                .Select(Instance)
                .Where(instance => instance.Exception?.Removed != true && instance.Start < window.End && instance.End > window.Start)
                .OrderBy(instance => instance.Start),
        ];

    private IEnumerable<LocalDateTime> Originals(Instant until)
    {
        var local = Start;
        do
        {
            yield return local;
            local = local.PlusDays(7);
        } while (Weekly && At(local) < until);
    }

    private StoryInstance Instance(LocalDateTime original)
    {
        var exception = Exceptions.FirstOrDefault(one => one.Original == original);
        var start = At(exception?.MovedTo ?? original);
        return new StoryInstance(this, At(original), start, start + Duration.FromMinutes(Minutes), exception);
    }
}
