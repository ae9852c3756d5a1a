using NodaTime;
using PerfSignal.Core.Broadcasts;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Tests.Delivery;
using static PerfSignal.Tests.Broadcasts.BroadcastWorld;

namespace PerfSignal.Tests.Broadcasts;

public sealed class InterruptedTests
{
    [Fact]
    public async Task Killed_at_any_step_everyone_gets_one_row()
    {
        for (var at = 1; ; at++)
        {
            using var world = new BroadcastWorld(page: 2);
            world.AddMany(5);
            var id = await world.Requested(Wish());
            var kill = new Kill(at);
            await using (var node = world.Services([kill]))
            {
                try
                {
                    await world.MakeRows(node);
                }
                catch (KilledException) { }
                catch (AggregateException) { }
            }

            await world.Tick();

            world.Rows(id).Count(row => row.State == DeliveryState.Sent).ShouldBe(5, $"killed at step {at}");
            world.Platform.Asked.Count.ShouldBe(5);
            world.Stored(id).State.ShouldBe(BroadcastState.Done);
            if (!kill.Happened)
            {
                at.ShouldBeGreaterThan(15);
                return;
            }

            at += Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 0 : 3;
        }
    }

    [Fact]
    public async Task Killed_at_any_step_while_people_come_and_go_nobody_is_left_out_or_doubled()
    {
        for (var at = 1; ; at++)
        {
            using var world = new BroadcastWorld(page: 2);
            var people = world.AddMany(6);
            var id = await world.Requested(Wish());
            var kill = new Kill(at);
            await using (var node = world.Services([kill]))
            {
                try
                {
                    await world.MakeRows(node);
                }
                catch (KilledException) { }
                catch (AggregateException) { }
            }

            // One leaves from the first page and one from the last; others come before, between and behind all pages.
            var made = world.Rows(id).Select(row => row.RecipientId).ToHashSet();
            Person[] gone = [people[0], people[5]];
            foreach (var person in gone)
            {
                world.Change<Person>(person.Id, one => one.LastDay = Day("2026-11-23"));
            }

            Person[] came = [world.Add("a"), world.Add("p0002a"), world.Add("z")];
            var ended = world.Stored(id).NextAt is null;
            await world.Tick();

            var rows = world.Rows(id);
            rows.Select(row => row.RecipientId).ShouldBeUnique($"killed at step {at}");
            var sent = rows.Where(row => row.State == DeliveryState.Sent).Select(row => row.RecipientId);
            // Who comes when everybody's rows are made is not in it.
            sent.ShouldBe([.. people[1..5].Concat(ended ? [] : came).Select(one => one.Id)], ignoreOrder: true, $"killed at step {at}");
            rows.Where(row => row.State == DeliveryState.Excluded)
                .Select(row => (row.RecipientId, row.Reason))
                .ShouldBe(
                    [.. gone.Where(one => made.Contains(one.Id)).Select(one => (one.Id, (string?)"not_employed"))],
                    ignoreOrder: true
                );
            rows.Count.ShouldBe(sent.Count() + gone.Count(one => made.Contains(one.Id)));
            world.Stored(id).State.ShouldBe(BroadcastState.Done);
            if (!kill.Happened)
            {
                at.ShouldBeGreaterThan(15);
                return;
            }

            at += Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 0 : 3;
        }
    }

    [Fact]
    public async Task Killed_at_any_step_of_an_edit_everyone_reads_the_new_words_once()
    {
        for (var at = 1; ; at++)
        {
            // Those in Tokyo have it, those in Berlin wait for the end of their quiet hours.
            using var world = new BroadcastWorld(quiet: "20:00-10:00", page: 2);
            var (sent, waiting) = (world.AddMany(3, "Asia/Tokyo", prefix: "t"), world.AddMany(3));
            var id = await world.Requested(Wish(local: "2026-11-25 09:00"));
            await world.Until(At("2026-11-25T08:30Z"));
            await world.Act(acts => acts.EditSent(new(world.Hana.Id), id, "Other words.", "Andere Worte.", default));
            var kill = new Kill(at);
            await using (var node = world.Services([kill]))
            {
                try
                {
                    await world.MakeRows(node);
                }
                catch (KilledException) { }
                catch (AggregateException) { }
            }

            await world.Until(At("2026-11-25T10:00Z"));

            foreach (var person in sent)
            {
                world
                    .Got(person)
                    .ShouldBe([(DeliveryAct.Send, "Please set your goals."), (DeliveryAct.Update, "Other words.")], $"killed at step {at}");
            }

            foreach (var person in waiting)
            {
                world.Got(person).ShouldBe([(DeliveryAct.Send, "Other words.")], $"killed at step {at}");
            }

            (world.Stored(id).Edits, world.Stored(id).EditsSpread).ShouldBe((1, 1));
            if (!kill.Happened)
            {
                at.ShouldBeGreaterThan(15);
                return;
            }

            at += Environment.GetEnvironmentVariable("PERFSIGNAL_LONG") == "1" ? 0 : 3;
        }
    }

    [Fact]
    public async Task Two_nodes_at_once_make_each_row_once()
    {
        using var world = new BroadcastWorld(page: 2);
        world.AddMany(7);
        var id = await world.Requested(Wish());
        await using var other = world.Services([]);

        for (var i = 0; i < 3; i++)
        {
            await Task.WhenAll(world.MakeRows(), world.MakeRows(other));
        }

        await world.Tick();

        world.Rows(id).Count(row => row.State == DeliveryState.Sent).ShouldBe(7);
        world.Platform.Asked.Count.ShouldBe(7);
    }
}
