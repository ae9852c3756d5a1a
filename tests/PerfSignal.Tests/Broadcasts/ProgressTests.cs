using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Tests.Fakes;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

public sealed class ProgressTests
{
    [Fact]
    public async Task Says_how_long_what_is_due_still_takes_and_counts_marks_and_reasons_by_what_they_are_of()
    {
        using var world = new BroadcastWorld();
        var people = world.AddMany(12);
        var id = await world.Requested(Wish());
        await world.MakeRows();
        var rows = world.Rows(id);
        foreach (var (row, i) in rows.Select((row, i) => (row, i)))
        {
            world.Change<DeliveryRow>(row.Id, one => Put(one, i, world.Now));
        }

        var found = (await world.Progress(id))!;

        found.Account.ShouldBe(new Account(12, 2, 1, 1, 1, 1, 6));
        (found.PerMinute, found.Left).ShouldBe((2, Duration.FromMinutes(2)), "two ended in the last minute, four are due");
        (found.PossiblyDoubled, found.Retracted).ShouldBe((1, 0));
        found.Reasons.ShouldBe(
            new Dictionary<string, int>
            {
                ["gave_up"] = 1,
                ["paused"] = 1,
                ["expired"] = 1,
                ["send_cancelled"] = 1,
            },
            ignoreOrder: true
        );
        var reader = new ReaderFactory(SmallTeam.Texts, new(), world.Clock).For(world.Hana);
        BroadcastNumbers.Pace(found, reader).ShouldContain("2");
        await world.Act(acts => acts.Pause(new(world.Hana.Id), id, default));
        BroadcastNumbers.Pace((await world.Progress(id))!, reader).ShouldBe("", "what is held has no pace");
    }

    [Fact]
    public async Task Who_gets_it_later_is_counted_as_still_to_go()
    {
        using var world = new BroadcastWorld();
        world.Add("early", "Asia/Tokyo");
        world.Add("late");
        var id = await world.Requested(Wish(local: "2026-11-25 09:00"));
        await world.Until(At("2026-11-25T01:00Z"));

        var found = (await world.Progress(id))!;

        BroadcastNumbers
            .Of(found)
            .Select(number => $"{number.Word} {number.Count}")
            .ShouldBe(["sent 1", "failed 0", "excluded 0", "cancelled 0", "expired 0", "waiting 1", "audience 2"]);
        (found.CanRetry, found.CanRetract, found.CanPause).ShouldBe((false, true, true), "nothing failed that could be tried again");
    }

    /// <summary>Two sent of which one just now, four that failed or were left out, four due and two for later.</summary>
    private static void Put(DeliveryRow row, int i, Instant now)
    {
        (row.State, row.Reason) = i switch
        {
            0 or 1 => (DeliveryState.Sent, "retried"),
            2 => (DeliveryState.Failed, "gave_up"),
            3 => (DeliveryState.Excluded, "paused"),
            4 => (DeliveryState.Cancelled, "send_cancelled"),
            5 => (DeliveryState.Expired, "expired"),
            _ => (DeliveryState.Waiting, "busy"),
        };
        row.EndedAt =
            row.State == DeliveryState.Waiting ? null
            : i is 0 or 2 ? now - Duration.FromSeconds(30)
            : now - Duration.FromMinutes(5);
        row.NotBefore = i >= 10 ? now + Duration.FromHours(1) : now;
        row.PossiblyDoubled = i is 0 or 2 or 6;
    }
}
