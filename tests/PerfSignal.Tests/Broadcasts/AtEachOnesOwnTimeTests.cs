using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

public sealed class AtEachOnesOwnTimeTests
{
    /// <summary>Nine in the morning of Wednesday 25 November 2026, worked out by hand from the offsets of that day.</summary>
    private static readonly (string Zone, string Leaves)[] Nine =
    [
        ("Pacific/Kiritimati", "2026-11-24T19:00Z"),
        ("Pacific/Chatham", "2026-11-24T19:15Z"),
        ("Pacific/Auckland", "2026-11-24T20:00Z"),
        ("Australia/Lord_Howe", "2026-11-24T22:00Z"),
        ("Asia/Tokyo", "2026-11-25T00:00Z"),
        ("Asia/Kathmandu", "2026-11-25T03:15Z"),
        ("Asia/Kolkata", "2026-11-25T03:30Z"),
        ("Europe/Berlin", "2026-11-25T08:00Z"),
        ("Europe/Lisbon", "2026-11-25T09:00Z"),
        ("America/St_Johns", "2026-11-25T12:30Z"),
        ("America/New_York", "2026-11-25T14:00Z"),
        ("America/Los_Angeles", "2026-11-25T17:00Z"),
        ("Pacific/Honolulu", "2026-11-25T19:00Z"),
        ("Pacific/Pago_Pago", "2026-11-25T20:00Z"),
        ("Etc/GMT+12", "2026-11-25T21:00Z"),
    ];

    [Fact]
    public async Task Leaves_at_nine_on_every_clock_on_earth()
    {
        using var world = new BroadcastWorld();
        var people = Nine.Select((one, i) => (Person: world.Add($"z{i:D2}", one.Zone), one.Leaves)).ToList();
        var id = await world.Requested(Wish(local: "2026-11-25 09:00"));
        world.Stored(id).State.ShouldBe(BroadcastState.Scheduled);

        await world.Until(At("2026-11-25T21:00Z"));

        foreach (var (person, leaves) in people)
        {
            var row = world.Row(id, person).ShouldNotBeNull();
            (row.State, row.EndedAt, row.NotBefore).ShouldBe((DeliveryState.Sent, At(leaves), At(leaves)), person.TimeZone);
        }

        await world.Pass(Duration.FromMinutes(6));
        world.Stored(id).State.ShouldBe(BroadcastState.Done);
    }

    /// <summary>Days on which daylight saving begins or ends, times that such a day skips or repeats, and a date that a country skipped.</summary>
    [Theory]
    [InlineData("Europe/Berlin", "2026-03-28 09:00", "2026-03-28T08:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29 09:00", "2026-03-29T07:00Z")]
    [InlineData("Europe/Berlin", "2026-03-29 02:30", "2026-03-29T01:00Z")]
    [InlineData("Europe/Berlin", "2026-10-25 02:30", "2026-10-25T00:30Z")]
    [InlineData("Europe/Berlin", "2026-10-25 09:00", "2026-10-25T08:00Z")]
    [InlineData("America/New_York", "2026-03-08 09:00", "2026-03-08T13:00Z")]
    [InlineData("America/New_York", "2026-03-08 02:30", "2026-03-08T07:00Z")]
    [InlineData("America/New_York", "2026-11-01 01:30", "2026-11-01T05:30Z")]
    [InlineData("America/New_York", "2026-11-01 09:00", "2026-11-01T14:00Z")]
    [InlineData("Australia/Lord_Howe", "2026-10-04 02:15", "2026-10-03T15:30Z")]
    [InlineData("Australia/Lord_Howe", "2026-04-05 01:45", "2026-04-04T14:45Z")]
    [InlineData("Africa/Cairo", "2026-04-24 00:30", "2026-04-23T22:00Z")]
    [InlineData("Pacific/Apia", "2011-12-29 09:00", "2011-12-29T19:00Z")]
    [InlineData("Pacific/Apia", "2011-12-30 09:00", "2011-12-30T10:00Z")]
    [InlineData("Pacific/Apia", "2011-12-31 09:00", "2011-12-30T19:00Z")]
    public async Task Reads_the_clock_on_days_that_are_not_like_others(string zone, string local, string leaves)
    {
        using var world = new BroadcastWorld(start: At(leaves) - Duration.FromHours(30));
        var person = world.Add("ana", zone);
        var id = await world.Requested(Wish(local: local));

        await world.Until(At(leaves) - Duration.FromSeconds(1));
        world.Row(id, person).ShouldBeNull();
        await world.Until(At(leaves));

        world.Row(id, person)!.EndedAt.ShouldBe(At(leaves));
        await world.Pass(Duration.FromDays(2));
        world.Got(person).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_for_everyone_at_one_instant_where_the_author_s_time_was_chosen()
    {
        using var world = new BroadcastWorld();
        var (tokyo, berlin) = (world.Add("tom", "Asia/Tokyo"), world.Add("bea"));
        var id = await world.Requested(Wish(local: "2026-11-25 09:00", timing: SendTiming.AuthorTime));

        await world.Until(At("2026-11-25T08:00Z"));

        world.Rows(id).Select(row => row.EndedAt).ShouldAllBe(at => at == At("2026-11-25T08:00Z"));
        world.Rows(id).Select(row => row.RecipientId).Order().ShouldBe(new[] { tokyo.Id, berlin.Id }.Order());
        world.Stored(id).State.ShouldBe(BroadcastState.Done);
    }

    [Theory]
    [InlineData("2026-03-29 02:30", "2026-03-29T01:00Z")]
    [InlineData("2026-03-29 09:00", "2026-03-29T07:00Z")]
    [InlineData("2026-10-25 02:30", "2026-10-25T00:30Z")]
    [InlineData("2026-10-25 09:00", "2026-10-25T08:00Z")]
    public async Task Reads_the_author_s_clock_on_days_that_are_not_like_others(string local, string leaves)
    {
        using var world = new BroadcastWorld(start: At(leaves) - Duration.FromHours(30));
        var tokyo = world.Add("tom", "Asia/Tokyo");
        var id = await world.Requested(Wish(local: local, timing: SendTiming.AuthorTime));

        await world.Until(At(leaves) - Duration.FromSeconds(1));
        world.Row(id, tokyo).ShouldBeNull();
        await world.Pass(Duration.FromDays(2));

        world.Row(id, tokyo)!.EndedAt.ShouldBe(At(leaves));
        world.Got(tokyo).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Waits_for_the_end_of_quiet_hours()
    {
        using var world = new BroadcastWorld(quiet: "20:00-07:00");
        var person = world.Add("ana");
        var id = await world.Requested(Wish(local: "2026-11-25 05:00"));

        await world.Until(At("2026-11-25T06:00Z"));

        world.Row(id, person)!.EndedAt.ShouldBe(At("2026-11-25T06:00Z"));
    }

    [Fact]
    public async Task A_zone_that_a_person_chose_wins_over_the_one_of_the_file()
    {
        using var world = new BroadcastWorld();
        var person = world.Add("ana", change: one => one.ChosenTimeZone = "Asia/Tokyo");
        var id = await world.Requested(Wish(local: "2026-11-25 09:00"));

        await world.Until(At("2026-11-25T00:00Z"));

        world.Row(id, person)!.State.ShouldBe(DeliveryState.Sent);
    }
}
