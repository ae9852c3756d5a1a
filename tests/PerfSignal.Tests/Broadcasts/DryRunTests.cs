using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;
using PerfSignal.Tests.People;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

public sealed class DryRunTests
{
    private const string Nine = "2026-11-25 09:00";

    [Fact]
    public async Task What_quiet_hours_hold_longer_than_it_is_worth_expires()
    {
        using var world = new BroadcastWorld(quiet: "20:00-10:00");
        world.Add("ana");
        world.Add("ben", change: one => one.QuietHours = "20:00-10:30");

        (await Run(world, Wish(local: Nine, hours: 2))).Lines.ShouldAllBe(line => line.WhyNot == null);
        var one = await Run(world, Wish(local: Nine, hours: 1));

        one.Lines.Select(line => (line.Name, line.WhyNot)).ShouldBe([("ana", "expired"), ("ben", "expired")]);
        (one.Audience, one.WillGet, one.First, one.Last).ShouldBe((2, 0, null, null));
        one.Excluded.ShouldBe(new Dictionary<string, int> { ["expired"] = 2 });
    }

    [Fact]
    public async Task A_pause_counts_at_the_moment_it_leaves()
    {
        using var world = new BroadcastWorld();
        world.Add("back", change: one => one.PausedUntil = At("2026-11-25T08:00Z"));
        world.Add("gone", change: one => one.PausedUntil = At("2026-11-25T08:01Z"));

        var run = await Run(world, Wish(local: Nine));

        run.Lines.Select(line => (line.Name, line.WhyNot)).ShouldBe([("back", null), ("gone", "paused")]);
    }

    [Fact]
    public async Task Who_is_outside_of_the_pilot_is_counted_as_left_out()
    {
        using var world = new BroadcastWorld();
        world.Add("ana");
        world.Add("eve", change: one => one.RoleFamily = "support");
        world.Save(Waves.Of(world.Hana.Id, "support"));

        var run = await Run(world, Wish());

        run.Lines.Select(line => (line.Name, line.WhyNot)).ShouldBe([("ana", PilotGate.Reason), ("eve", null)]);
        (run.WillGet, run.Excluded[PilotGate.Reason]).ShouldBe((1, 1));
    }

    /// <summary>Dora is HR of Sales: of her list only Ana gets it, and Hugo, who is HR of everyone, reads of nobody else.</summary>
    [Fact]
    public async Task A_second_person_sees_whom_its_author_may_write_to_and_nobody_else()
    {
        using var world = new BroadcastWorld(approveAbove: 0);
        var (ana, eve) = (world.Add("ana"), world.Add("eve", "Asia/Tokyo", "Care"));
        var rule = new AudienceRule { Emails = [ana.Email, eve.Email] };
        var id = await world.Requested(Wish(rule, Nine, SendTiming.AuthorTime), world.Dora);
        var (hugo, stored) = (new Viewer(world.Hugo.Id), world.Stored(id));

        var run = await world.Do<DryRun, DryRunResult>(run => run.Of(hugo, stored, 0, 10, default));
        run.Lines.Select(line => line.Name).ShouldBe(["ana"]);
        (await world.Do<BroadcastPreviews, Person?>(previews => previews.Recipient(hugo, stored, "eve", default))).ShouldBeNull();
        (await world.Do<BroadcastPreviews, Person?>(previews => previews.Recipient(hugo, stored, "", default)))!.Name.ShouldBe("ana");
        var zones = await world.Do<BroadcastClocks, IReadOnlyList<ZoneTime>>(clocks => clocks.Of(hugo, stored, DateTimeZone.Utc, default));
        zones.Select(zone => (zone.ZoneId, zone.People)).ShouldBe([("Europe/Berlin", 1)]);
    }

    /// <summary>What an author in Berlin reads: for everyone at once it is another time on another clock, for each at their own the same.</summary>
    [Theory]
    [InlineData(SendTiming.AuthorTime, "Europe/Berlin 2026-11-25T09:00, Asia/Tokyo 2026-11-25T17:00")]
    [InlineData(SendTiming.RecipientTime, "Asia/Tokyo 2026-11-25T09:00, Europe/Berlin 2026-11-25T09:00")]
    [InlineData(SendTiming.Now, "")]
    public async Task Tells_the_time_on_every_clock_of_the_audience(SendTiming timing, string expected)
    {
        using var world = new BroadcastWorld();
        world.Add("ana");
        world.Add("tom", "Asia/Tokyo");
        var stored = world.Stored(await world.Draft(Wish(local: Nine, timing: timing)));

        var zones = await world.Do<BroadcastClocks, IReadOnlyList<ZoneTime>>(clocks =>
            clocks.Of(new(world.Hana.Id), stored, DateTimeZone.Utc, default)
        );

        string.Join(", ", zones.Select(zone => $"{zone.ZoneId} {zone.Local:uuuu-MM-dd'T'HH:mm}")).ShouldBe(expected);
    }

    /// <summary>Who chose nine for each reads when that is on their own clock; who chose nine for all, what the others' clocks show.</summary>
    [Theory]
    [InlineData(SendTiming.RecipientTime, "On your clock", "2026-11-25T00:00Z", "Asia/Tokyo", "2026-11-25T08:00Z", "Europe/Berlin")]
    [InlineData(SendTiming.AuthorTime, "On theirs", "2026-11-25T08:00Z", "Europe/Berlin", "2026-11-25T16:00Z", "Asia/Tokyo")]
    public async Task Tells_the_first_and_the_last_time_on_the_other_clock(
        SendTiming timing,
        string name,
        string first,
        string firstZone,
        string last,
        string lastZone
    )
    {
        using var world = new BroadcastWorld();
        world.Add("ana");
        world.Add("tom", "Asia/Tokyo");
        var stored = world.Stored(await world.Draft(Wish(local: Nine, timing: timing)));
        var reader = new ReaderFactory(SmallTeam.Texts, new(), world.Clock).For(world.Hana);
        var zones = await world.Do<BroadcastClocks, IReadOnlyList<ZoneTime>>(clocks =>
            clocks.Of(new(world.Hana.Id), stored, DateTimeZone.Utc, default)
        );

        // Both as Hana's clock in Berlin would show them.
        var span = $"from {reader.DateAndTime(At(first))} ({firstZone}) to {reader.DateAndTime(At(last))} ({lastZone})";
        BroadcastClocks.Other(stored, zones, reader).ShouldBe(new BroadcastFact(name, span));
        BroadcastClocks
            .Other(stored, [.. zones.Where(zone => zone.ZoneId == firstZone)], reader)!
            .Value.ShouldBe($"{reader.DateAndTime(At(first))} ({firstZone})");
        BroadcastClocks.Other(stored, [], reader).ShouldBeNull();
    }

    private static async Task<DryRunResult> Run(BroadcastWorld world, BroadcastWish wish)
    {
        var stored = world.Stored(await world.Draft(wish));
        return await world.Do<DryRun, DryRunResult>(run => run.Of(new(world.Hana.Id), stored, 0, 100, default));
    }
}
