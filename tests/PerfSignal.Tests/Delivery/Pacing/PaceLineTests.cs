using NodaTime;
using PerfSignal.Core.Delivery.Pacing;

namespace PerfSignal.Tests.Delivery.Pacing;

/// <summary>What a node remembers of the conversations that it wrote into lately, and of who waits to write.</summary>
public sealed class PaceLineTests
{
    private const int Many = 1000;
    private static readonly Instant Start = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly PaceLimit Limit = new(First: 50, Most: 50, PerConversation: 2);

    private static Instant At(int milliseconds) => Start + Duration.FromMilliseconds(milliseconds);

    private static PaceLine Line()
    {
        var line = new PaceLine(Limit);
        line.Take(new Drawn(Start, 100_000, Limit.Most, Alone: true));
        return line;
    }

    private static Call Leave(PaceLine line, string conversation, int at)
    {
        var call = line.Leave(conversation, At(at))!;
        line.Written(call, At(at));
        return call;
    }

    /// <summary>As many others as make the line look for what it may forget.</summary>
    private static void LeaveToOthers(PaceLine line, int at)
    {
        for (var other = 0; other <= Many; other++)
        {
            Leave(line, $"other {other}", at);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(59_000, false)]
    [InlineData(59_995, true)] // The clock on the wall is read a moment later.
    [InlineData(60_000, true)]
    public void What_begins_before_the_end_of_a_hold_was_drawn_before_it(int first, bool isUsed)
    {
        var drawn = new Drawn(At(first), 10, Limit.Most, Alone: true);
        using var before = new PaceLine(Limit);
        before.Take(drawn);
        before.Hold(At(60_000));
        before.Next(At(60_000)).HasValue.ShouldBe(isUsed);

        using var after = new PaceLine(Limit);
        after.Hold(At(60_000));
        after.Hold(At(30_000));
        after.Take(drawn);
        after.Next(At(60_000)).HasValue.ShouldBe(isUsed);
    }

    [Fact]
    public void A_conversation_that_is_full_stays_so_however_many_others_are_written_into()
    {
        using var line = Line();
        Leave(line, "ana", 0);
        Leave(line, "ana", 400);
        LeaveToOthers(line, 500);

        // A second and the margin after the first of the two.
        line.RoomIn("ana", At(1011)).ShouldBe(At(1012));
        LeaveToOthers(line, 1011);
        line.RoomIn("ana", At(1011)).ShouldBe(At(1012));
        line.RoomIn("ana", At(1012)).ShouldBe(Instant.MinValue);
    }

    [Fact]
    public void A_call_that_is_not_written_yet_counts_however_long_ago_it_left()
    {
        using var line = Line();
        var first = line.Leave("ana", Start)!;
        Leave(line, "ana", 0);
        LeaveToOthers(line, 60_000);
        LeaveToOthers(line, 120_000);

        line.RoomIn("ana", At(120_000)).ShouldBe(Instant.MinValue, "the other one is over");
        Leave(line, "ana", 120_000);
        line.RoomIn("ana", At(120_000)).ShouldBe(At(121_012));
        line.Written(first, At(121_000));
        line.RoomIn("ana", At(121_012)).ShouldBe(Instant.MinValue);
        Leave(line, "ana", 121_012);
        line.RoomIn("ana", At(121_012)).ShouldBe(At(122_012));
    }

    [Fact]
    public void Conversations_that_are_quiet_are_forgotten()
    {
        using var line = Line();
        for (var hour = 0; hour < 5; hour++)
        {
            LeaveToOthers(line, hour * 3_600_000);
            for (var other = 0; other < Many; other++)
            {
                line.RoomIn($"of hour {hour}, {other}", At((hour * 3_600_000) + 2_000));
            }

            line.Conversations.ShouldBeLessThanOrEqualTo(Many + 1);
        }

        // Not before a second and the margin after the last call.
        LeaveToOthers(line, 20_000_000);
        line.RoomIn("one more", At(20_001_011));
        line.Conversations.ShouldBe(Many + 2);
        line.RoomIn("one more", At(20_001_012));
        line.Conversations.ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_gives_up_in_the_line_is_waited_for_by_nobody()
    {
        using var line = Line();
        var turn = await line.Turn(default);
        using var given = new CancellationTokenSource();
        var waiting = Enumerable.Range(0, 99).Select(_ => line.Turn(given.Token)).ToList();
        line.Expected(Start).ShouldBe(Duration.FromSeconds(2));

        await given.CancelAsync();

        foreach (var one in waiting)
        {
            await Should.ThrowAsync<OperationCanceledException>(one);
        }

        line.Expected(Start).ShouldBe(Duration.FromMilliseconds(20));
        turn.Dispose();
        line.Expected(Start).ShouldBe(Duration.Zero);
    }

    /// <summary>Where the process gets its turn late, what it wrote may arrive later than it believes, and counts for longer.</summary>
    [Fact]
    public void A_starved_process_remembers_its_conversations_for_longer()
    {
        using var line = Line();
        Leave(line, "ana", 0);
        Leave(line, "ana", 0);
        line.Woke(Start, At(200));
        line.Woke(Start, At(200));
        LeaveToOthers(line, 200);

        // Half as much again as it was late: 300 milliseconds.
        line.RoomIn("ana", At(1_100)).ShouldBe(At(1_300));
        LeaveToOthers(line, 1_299);
        line.RoomIn("ana", At(1_299)).ShouldBe(At(1_300));
        line.RoomIn("ana", At(1_300)).ShouldBe(Instant.MinValue);
    }
}
