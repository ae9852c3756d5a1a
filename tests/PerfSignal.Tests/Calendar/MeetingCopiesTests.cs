using NodaTime;
using PerfSignal.Core.Calendar;

namespace PerfSignal.Tests.Calendar;

public sealed class MeetingCopiesTests
{
    private static readonly Guid First = Guid.Parse("019ab000-0000-7000-8000-000000000001");
    private static readonly Guid Second = Guid.Parse("019ab000-0000-7000-8000-000000000002");

    [Fact]
    public void The_organizers_copy_holds_and_without_one_that_of_the_smaller_id()
    {
        Settled(Copy(First), Copy(Second, organizes: true)).Truth.OwnerId.ShouldBe(Second);
        Settled(Copy(First), Copy(Second)).Truth.OwnerId.ShouldBe(First);
        Settled(Copy(First, organizes: true), Copy(Second, organizes: true)).Truth.OwnerId.ShouldBe(First);
    }

    [Fact]
    public void One_calendar_read_by_two_readers_is_settled_by_their_names() =>
        Settled(Copy(First, source: "ics"), Copy(First, source: "google"), Copy(First, source: "graph")).Truth.Source.ShouldBe("google");

    [Fact]
    public void A_stale_copy_settles_neither_time_nor_state()
    {
        var (truth, state) = Settled(
            Copy(First, organizes: true, sequence: 1, state: MeetingState.Cancelled),
            Copy(Second, sequence: 2),
            Copy(First, source: "graph", sequence: 0, state: MeetingState.Declined)
        );
        (truth.OwnerId, state).ShouldBe((Second, MeetingState.Confirmed));
    }

    [Fact]
    public void A_copy_of_a_source_that_does_not_count_revisions_is_never_stale()
    {
        var live = Copy(Second, source: "graph", sequence: CalendarInstance.NoSequence, state: MeetingState.Cancelled);
        Settled(Copy(First, organizes: true, sequence: 5), live).State.ShouldBe(MeetingState.Cancelled);
        Settled(Copy(First, sequence: 5), Copy(Second, source: "graph", sequence: CalendarInstance.NoSequence, organizes: true))
            .Truth.OwnerId.ShouldBe(Second);
    }

    [Fact]
    public void An_imported_file_does_not_count_beside_the_same_calendar_read_over_the_network()
    {
        var (truth, state) = Settled(
            Copy(First, organizes: true, sequence: 7, state: MeetingState.Cancelled),
            Copy(First, organizes: true, source: "graph", sequence: CalendarInstance.NoSequence),
            Copy(Second, sequence: 7)
        );
        (truth.Source, state).ShouldBe(("graph", MeetingState.Confirmed));
    }

    [Theory]
    [InlineData(MeetingState.Confirmed, MeetingState.Confirmed, MeetingState.Confirmed)]
    [InlineData(MeetingState.Confirmed, MeetingState.Declined, MeetingState.Declined)]
    [InlineData(MeetingState.Cancelled, MeetingState.Declined, MeetingState.Cancelled)]
    [InlineData(MeetingState.Confirmed, MeetingState.Cancelled, MeetingState.Cancelled)]
    public void Either_may_call_it_off(MeetingState one, MeetingState other, MeetingState settled) =>
        Settled(Copy(First, state: one, organizes: true), Copy(Second, state: other)).State.ShouldBe(settled);

    /// <summary>The same whichever is read first.</summary>
    private static (Meeting Truth, MeetingState State) Settled(params Meeting[] copies)
    {
        var settled = MeetingCopies.Settle(copies);
        MeetingCopies.Settle(copies.Reverse()).ShouldBe(settled);
        return settled;
    }

    private static Meeting Copy(
        Guid owner,
        bool organizes = false,
        string source = "ics",
        int sequence = 0,
        MeetingState state = MeetingState.Confirmed
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            OwnerId = owner,
            OtherId = owner == First ? Second : First,
            Source = source,
            Uid = "u",
            OriginalStart = "20261125T090000Z",
            Start = Instant.FromUtc(2026, 11, 25, 9, 0),
            End = Instant.FromUtc(2026, 11, 25, 9, 30),
            Organizes = organizes,
            Sequence = sequence,
            State = state,
        };
}
