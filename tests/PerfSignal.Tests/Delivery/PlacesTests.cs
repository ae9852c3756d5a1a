using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Delivery;

/// <summary>Platforms do not take each other's places, nor reminders those of answers.</summary>
public sealed class PlacesTests
{
    /// <summary>The same on every platform and in every lane.</summary>
    internal static Places Everywhere(int many) =>
        new(Enum.GetValues<PlatformName>().ToDictionary(name => name, _ => new Room(many, many)));

    /// <summary>A Slack that keeps every message on its way until the test lets it go, and a Teams that answers at once.</summary>
    private sealed class SlowSlack : IDisposable
    {
        private readonly TaskCompletionSource opens = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public SlowSlack(int atOnce = 8)
        {
            for (var i = 0; i < 500; i++)
            {
                Slack.Does(
                    async (message, ct) =>
                    {
                        await opens.Task.WaitAsync(ct);
                        return FakePlatform.Delivered(message);
                    }
                );
            }

            World = new OutboxWorld(null, null, new DispatchSettings(atOnce), Slack, Teams);
        }

        public FakePlatform Slack { get; } = new(PlatformName.Slack) { Knows = person => person.SlackUserId is not null };
        public FakePlatform Teams { get; } = new(PlatformName.Teams) { Knows = person => person.TeamsUserId is not null };
        public OutboxWorld World { get; }

        public void Open() => opens.SetResult();

        public Task<Person> OnSlack(string name) => World.Person(name, person => person.SlackUserId = name);

        public Task<Person> OnTeams(string name) => World.Person(name, person => person.TeamsUserId = name);

        /// <summary>Ends once that holds; else the test does when the runner ends it.</summary>
        public static async Task Until(Func<bool> holds)
        {
            using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(5));
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
            while (!holds())
            {
                await looks.WaitForNextTickAsync(patience.Token);
            }
        }

        public void Dispose() => World.Dispose();
    }

    [Fact]
    public async Task A_platform_that_takes_its_time_takes_no_place_of_another()
    {
        using var all = new SlowSlack();
        for (var i = 0; i < 60; i++)
        {
            await all.World.Queue(all.World.Row(await all.OnSlack($"slack{i}"), Lane.Normal));
        }

        for (var i = 0; i < 20; i++)
        {
            await all.World.Queue(all.World.Row(await all.OnTeams($"teams{i}"), Lane.Bulk));
        }

        var run = all.World.Run();
        await SlowSlack.Until(() => all.Teams.Asked.Count == 20);
        all.Slack.Asked.Count.ShouldBeLessThanOrEqualTo(8);
        all.Open();
        await run;

        all.Slack.Asked.Count.ShouldBe(60);
        await using var data = all.World.Open();
        (await data.Set<DeliveryRow>().CountAsync(row => row.State == DeliveryState.Sent && row.Attempts == 1)).ShouldBe(80);
    }

    /// <summary>However many wait for the slow platform before it, and nobody knows yet that they do.</summary>
    [Fact]
    public async Task What_goes_elsewhere_is_found_behind_all_that_waits_for_a_platform_without_a_place()
    {
        using var all = new SlowSlack(atOnce: 4);
        var slow = await all.OnSlack("slack");
        for (var i = 0; i < 300; i++)
        {
            await all.World.Queue(all.World.Row(slow, Lane.Normal));
        }

        await all.World.Queue(all.World.Row(await all.OnSlack("other"), Lane.Normal));
        var quick = await all.World.Queue(all.World.Row(await all.OnTeams("teams"), Lane.Normal));

        var run = all.World.Run();
        await SlowSlack.Until(() => !all.Teams.Asked.IsEmpty);
        all.Slack.Asked.Count.ShouldBeLessThanOrEqualTo(2);
        (await all.World.Stored(quick)).Platform.ShouldBe(PlatformName.Teams);
        all.Open();
        await run;

        all.Slack.Asked.Count.ShouldBe(301);
    }

    [Fact]
    public async Task An_answer_finds_a_place_where_reminders_have_taken_theirs()
    {
        using var all = new SlowSlack();
        for (var i = 0; i < 40; i++)
        {
            await all.World.Queue(all.World.Row(await all.OnSlack($"slack{i}"), Lane.Normal));
        }

        var run = all.World.Run();
        await SlowSlack.Until(() => !all.Slack.Asked.IsEmpty);
        var answer = await all.World.Queue(all.World.Row(await all.OnSlack("asked"), Lane.Urgent));
        await SlowSlack.Until(() => all.Slack.Asked.Any(asked => asked.Message.DeliveryId == answer.Id));
        all.Open();
        await run;
    }

    [Fact]
    public async Task What_waits_for_a_place_is_as_it_was_but_for_its_platform()
    {
        using var all = new SlowSlack(atOnce: 1);
        await all.World.Queue(all.World.Row(await all.OnSlack("first"), Lane.Normal));
        var second = await all.World.Queue(all.World.Row(await all.OnSlack("second"), Lane.Normal));
        var before = await all.World.Stored(second);

        var run = all.World.Run();
        await SlowSlack.Until(() => all.Slack.Asked.Count == 1);
        await all.World.Queue(all.World.Row(await all.OnTeams("teams"), Lane.Bulk));
        await SlowSlack.Until(() => all.Teams.Asked.Count == 1);
        var waits = await all.World.Stored(second);
        all.Open();
        await run;

        (waits.State, waits.Platform, waits.Attempts, waits.LeaseId, waits.BegunAt).ShouldBe(
            (DeliveryState.Waiting, PlatformName.Slack, 0, null, null)
        );
        waits.NotBefore.ShouldBe(before.NotBefore);
        (await all.World.Stored(second)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task What_was_claimed_beyond_the_places_of_its_platform_is_given_back_at_once()
    {
        var answers = Enumerable.Range(0, 4).Select(_ => new TaskCompletionSource()).ToList();
        var slack = new FakePlatform(PlatformName.Slack);
        foreach (var answer in answers)
        {
            slack.Does(
                async (message, ct) =>
                {
                    await answer.Task.WaitAsync(ct);
                    return FakePlatform.Delivered(message);
                }
            );
        }

        // Two places, of which one is free again after the first answer, while two on the web are: both rows that wait are claimed.
        using var world = new OutboxWorld(null, null, new DispatchSettings(AtOnce: 8), slack);
        var rows = new List<DeliveryRow>();
        foreach (var name in new[] { "ana", "ben", "cem", "eve" })
        {
            rows.Add(await world.Queue(world.Row(await world.Person(name))));
        }

        var run = world.Run();
        await SlowSlack.Until(() => slack.Asked.Count == 2);
        answers[0].SetResult();
        await SlowSlack.Until(() => slack.Asked.Count == 3);
        var waits = await world.Stored(rows[3]);
        answers.ForEach(answer => answer.TrySetResult());
        await run;

        (waits.State, waits.Platform, waits.LeaseId).ShouldBe((DeliveryState.Waiting, PlatformName.Slack, null));
        (await world.Stored(rows[3])).State.ShouldBe(DeliveryState.Sent);
    }

    [Theory]
    [InlineData(Lane.Urgent)]
    [InlineData(Lane.Normal)]
    public async Task What_waits_for_a_platform_that_is_held_as_a_whole_is_not_touched(Lane lane)
    {
        var slack = new FakePlatform(PlatformName.Slack);
        using var world = OutboxWorld.With(slack);
        var row = world.Row(await world.Person("ana"), lane);
        row.Platform = PlatformName.Slack;
        await world.Queue(row);
        await using (var data = world.Open())
        {
            data.Add(
                new PlatformHold
                {
                    Platform = PlatformName.Slack,
                    Until = world.Now + Duration.FromMinutes(5),
                    Because = FailureCategory.Throttled,
                }
            );
            await data.SaveChangesAsync();
        }

        await world.Run();
        (await world.Stored(row)).NotBefore.ShouldBe(row.NotBefore);
        world.Clock.Advance(Duration.FromMinutes(5));
        await world.Run();
        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public void Who_waits_with_one_message_waits_with_those_after_it()
    {
        var (ana, ben) = (Guid.NewGuid(), Guid.NewGuid());
        var places = new Places(
            new Dictionary<PlatformName, Room>
            {
                [PlatformName.Slack] = new(2, 1),
                [PlatformName.Teams] = new(5, 5),
                [PlatformName.Web] = new(5, 5),
            }
        );
        (int Id, PlatformName Platform, Lane Lane, Guid Recipient)[] messages =
        [
            (1, PlatformName.Slack, Lane.Urgent, ben),
            (2, PlatformName.Slack, Lane.Normal, ana),
            (3, PlatformName.Teams, Lane.Normal, ana),
            (4, PlatformName.Teams, Lane.Bulk, ben),
        ];

        var (placed, aside) = places.Divide(messages, one => (one.Platform, one.Lane, one.Recipient));

        placed.Select(one => one.Id).ShouldBe([1, 4]);
        aside.Select(one => one.Id).ShouldBe([2, 3]);
    }

    [Fact]
    public void As_much_is_on_its_way_as_left_within_two_seconds_within_bounds()
    {
        var clock = new TestClock();
        var flow = new Flow(32, clock);
        flow.Free.Most(Lane.Normal).ShouldBe(8);
        flow.Free.Most(Lane.Urgent).ShouldBe(40);
        End(flow, 20);
        flow.Free.Most(Lane.Normal).ShouldBe(20);
        clock.Advance(Duration.FromSeconds(1));
        End(flow, 30);
        flow.Free.Most(Lane.Normal).ShouldBe(32);
        clock.Advance(Duration.FromSeconds(1.5));
        flow.Free.Most(Lane.Normal).ShouldBe(30);
        clock.Advance(Duration.FromSeconds(1));
        flow.Free.Most(Lane.Normal).ShouldBe(8);
    }

    [Fact]
    public void A_platform_takes_reminders_again_once_half_of_its_places_are_free_and_answers_at_once()
    {
        var flow = new Flow(32, new TestClock());
        var ends = Enumerable.Range(0, 8).Select(_ => new TaskCompletionSource()).ToList();
        foreach (var (end, at) in ends.Select((end, at) => (end, at)))
        {
            flow.Add(Guid.NewGuid(), [PlatformName.Slack], end.Task);
            var closed = at + 1 > 4;
            flow.Free.Closed(Lane.Normal).ShouldBe(closed ? [PlatformName.Slack] : []);
            flow.Free.Closed(Lane.Urgent).ShouldBeEmpty();
        }

        for (var more = 0; more < 32; more++)
        {
            flow.Add(Guid.NewGuid(), [PlatformName.Slack], ends[0].Task);
        }

        flow.Free.Closed(Lane.Urgent).ShouldBe([PlatformName.Slack]);
    }

    [Fact]
    public async Task Nobody_looks_for_more_before_half_of_the_places_are_free()
    {
        var flow = new Flow(32, new TestClock());
        var ends = Enumerable.Range(0, 8).Select(_ => new TaskCompletionSource()).ToList();
        ends.ForEach(end => flow.Add(Guid.NewGuid(), [PlatformName.Slack], end.Task));

        var room = flow.Room();
        room.IsCompleted.ShouldBeFalse();
        ends.Take(4).ToList().ForEach(end => end.SetResult());
        await room;

        flow.Busy.Count.ShouldBe(4);
        flow.Free.Closed(Lane.Normal).ShouldBeEmpty();
    }

    [Fact]
    public async Task Each_message_to_one_recipient_takes_a_place_of_its_own()
    {
        var flow = new Flow(32, new TestClock());
        var end = new TaskCompletionSource();
        flow.Add(Guid.NewGuid(), [.. Enumerable.Repeat(PlatformName.Slack, 5), PlatformName.Teams], end.Task);
        flow.Free.Closed(Lane.Normal).ShouldBe([PlatformName.Slack]);

        end.SetResult();
        await flow.Room();

        flow.IsEmpty.ShouldBeTrue();
        flow.Free.Closed(Lane.Normal).ShouldBeEmpty();
    }

    private static void End(Flow flow, int messages)
    {
        for (var i = 0; i < messages; i++)
        {
            flow.Add(Guid.NewGuid(), [PlatformName.Slack], Task.CompletedTask);
        }

        flow.Room().GetAwaiter().GetResult();
    }
}
