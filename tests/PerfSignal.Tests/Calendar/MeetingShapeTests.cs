using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendar;

public sealed class MeetingShapeTests
{
    private static readonly Guid Rui = Guid.NewGuid();
    private static readonly Dictionary<string, Guid> Directory = new(StringComparer.Ordinal)
    {
        ["mia@example.com"] = Guid.NewGuid(),
        ["rui@example.com"] = Rui,
        ["pia@example.com"] = Guid.NewGuid(),
    };

    [Theory]
    [InlineData("mia rui", "", null)]
    [InlineData("rui", "mia", null)]
    [InlineData("rui", "", null)]
    [InlineData("", "rui", null)]
    [InlineData("mia rui", "RUI", null)]
    [InlineData("mia rui room:r1", "mia", null)]
    [InlineData("mia rui resource:car", "mia", null)]
    [InlineData("mia rui room:r1", "r1", null)]
    [InlineData("mia unknown:rui", "mia", null)]
    [InlineData("mia", "mia", PassedOver.Alone)]
    [InlineData("", "", PassedOver.Alone)]
    [InlineData("mia room:r1", "mia", PassedOver.Alone)]
    [InlineData("mia rui pia", "mia", PassedOver.MoreThanTwo)]
    [InlineData("mia rui", "pia", PassedOver.MoreThanTwo)]
    [InlineData("rui pia", "", PassedOver.MoreThanTwo)]
    [InlineData("mia rui group:all", "mia", PassedOver.MoreThanTwo)]
    [InlineData("mia group:all", "mia", PassedOver.MoreThanTwo)]
    [InlineData("mia zoe", "mia", PassedOver.Outsider)]
    [InlineData("mia unknown:zoe", "mia", PassedOver.Outsider)]
    public void Two_people_of_the_directory_make_a_1_on_1(string attendees, string organizer, PassedOver? reason)
    {
        var (other, why) = MeetingShape.Of(Event(attendees, organizer), "mia@example.com", Directory);
        why.ShouldBe(reason);
        other.ShouldBe(reason is null ? Rui : null);
    }

    [Fact]
    public void An_all_day_event_is_no_1_on_1() =>
        MeetingShape.Of(Event("mia rui", "mia") with { AllDay = true }, "mia@example.com", Directory).ShouldBe((null, PassedOver.AllDay));

    [Theory]
    [InlineData(AttendeeAnswer.NeedsAction, MeetingState.Confirmed)]
    [InlineData(AttendeeAnswer.Accepted, MeetingState.Confirmed)]
    [InlineData(AttendeeAnswer.Tentative, MeetingState.Confirmed)]
    [InlineData(AttendeeAnswer.Declined, MeetingState.Declined)]
    [InlineData(AttendeeAnswer.Delegated, MeetingState.Declined)]
    public void Who_declines_or_sends_another_does_not_come(AttendeeAnswer answer, MeetingState state)
    {
        var one = Event("mia rui", "mia");
        MeetingShape.StateOf(one with { Attendees = [one.Attendees[0], one.Attendees[1] with { Answer = answer }] }).ShouldBe(state);
        MeetingShape.StateOf(one with { Attendees = [one.Attendees[0] with { Answer = answer }, one.Attendees[1]] }).ShouldBe(state);
    }

    [Fact]
    public void A_room_that_declines_calls_nothing_off()
    {
        var one = Event("mia rui room:r1", "mia");
        MeetingShape
            .StateOf(one with { Attendees = [.. one.Attendees.Take(2), one.Attendees[2] with { Answer = AttendeeAnswer.Declined }] })
            .ShouldBe(MeetingState.Confirmed);
        MeetingShape.StateOf(one with { Cancelled = true }).ShouldBe(MeetingState.Cancelled);
    }

    private static CalendarInstance Event(string attendees, string organizer) =>
        new(
            "u",
            "20261125T090000Z",
            Instant.FromUtc(2026, 11, 25, 9, 0),
            Instant.FromUtc(2026, 11, 25, 9, 30),
            AllDay: false,
            Cancelled: false,
            organizer.Length == 0 ? null : organizer + "@example.com",
            [.. attendees.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(One)],
            0
        );

    private static Attendee One(string text)
    {
        var kind = text.Contains(':') ? Enum.Parse<AttendeeKind>(text.Split(':')[0], ignoreCase: true) : AttendeeKind.Person;
        return new Attendee(text.Split(':')[^1] + "@example.com", kind, AttendeeAnswer.Accepted);
    }
}
