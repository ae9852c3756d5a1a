using NodaTime;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Tests.Delivery.Pacing;

public sealed class CallWindowTests
{
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly Duration Second = Duration.FromSeconds(1);

    /// <param name="written">Milliseconds after the start at which each call was written; null for one that is not yet.</param>
    private static CallWindow Window(params int?[] written)
    {
        var window = new CallWindow();
        foreach (var at in written)
        {
            window.Add(new Call(Start, Alone: true) { Written = at is { } ms ? Start + Duration.FromMilliseconds(ms) : null });
        }

        return window;
    }

    private static double? Room(CallWindow window, int now, int most) =>
        window.RoomAt(Start + Duration.FromMilliseconds(now), most, Second) is { } at ? (at - Start).TotalMilliseconds : null;

    [Fact]
    public void Has_room_now_while_fewer_calls_count_than_may()
    {
        new CallWindow().RoomAt(Start, 1, Second).ShouldBe(Instant.MinValue);
        Window(0, null).RoomAt(Start, 3, Second).ShouldBe(Instant.MinValue);
    }

    [Fact]
    public void Has_room_once_the_first_of_as_many_as_may_is_a_length_old()
    {
        Room(Window(300, 0, 600), 700, most: 3).ShouldBe(1000);
        // Where fewer may now than before, more have to be over first.
        Room(Window(300, 0, 600), 700, most: 2).ShouldBe(1300);
        Room(Window(300, 0, 600), 700, most: 1).ShouldBe(1600);
    }

    [Fact]
    public void Cannot_say_when_there_is_room_while_calls_have_to_be_written_first()
    {
        Room(Window(null, null), 0, most: 2).ShouldBeNull();
        Room(Window(0, null), 0, most: 1).ShouldBeNull();
        Room(Window(null, 200), 300, most: 2).ShouldBe(1200);
    }

    [Fact]
    public void Counts_a_call_for_the_whole_length_and_no_longer()
    {
        Window(0).RoomAt(Start + Second - Duration.Epsilon, 1, Second).ShouldBe(Start + Second);
        Window(0).RoomAt(Start + Second, 1, Second).ShouldBe(Instant.MinValue);
    }

    [Fact]
    public void Is_empty_once_every_call_is_written_and_forgotten()
    {
        new CallWindow().IsEmpty.ShouldBeTrue();
        var window = Window(0, 100, null);
        window.Forget(Start + Duration.FromMilliseconds(100));
        window.IsEmpty.ShouldBeFalse();
        // The one that is left is not written, and so counts however late it is.
        Room(window, 60_000, most: 1).ShouldBeNull();

        var written = Window(0, 100);
        written.Forget(Start + Duration.FromMilliseconds(99));
        written.IsEmpty.ShouldBeFalse();
        written.Forget(Start + Duration.FromMilliseconds(100));
        written.IsEmpty.ShouldBeTrue();
    }
}
