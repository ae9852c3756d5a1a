using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.Delivery;

public sealed class DispatchTests
{
    [Fact]
    public async Task Sends_what_is_due_and_nothing_else()
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana");
        var due = await world.Queue(world.Row(ana, model: """{"title":"Hello"}"""));
        var later = await world.Queue(world.Row(ana, after: Duration.FromMinutes(1)));

        await world.Run();

        var sent = await world.Stored(due);
        (sent.State, sent.Platform, sent.ConversationId, sent.Attempts, sent.LeaseId, sent.EndedAt).ShouldBe(
            (DeliveryState.Sent, PlatformName.Web, "c-ana@example.com", 1, null, world.Now)
        );
        (await world.Stored(later)).State.ShouldBe(DeliveryState.Waiting);
        world.Web.Asked.Single().Message.Model["title"]!.GetValue<string>().ShouldBe("Hello");
        await using var data = world.Open();
        (await data.Set<AuditEntry>().SingleAsync()).ShouldSatisfyAllConditions(
            entry => entry.Act.ShouldBe("sent"),
            entry => entry.What.ShouldBe("note"),
            entry => entry.ActorAlias.ShouldBeNull(),
            entry => entry.SubjectAlias.ShouldNotBeNull()
        );
    }

    [Fact]
    public async Task Tells_the_person_concerned_who_got_a_card_about_them_and_nobody_of_their_own()
    {
        using var world = OutboxWorld.With();
        var (ana, maya) = (await world.Person("ana"), await world.Person("maya"));
        world.Check.Subject = ana.Id;
        foreach (var recipient in new[] { ana, maya })
        {
            await world.Queue(world.Row(recipient, check: "brief"));
        }

        await world.Run();
        await using var data = world.Open();
        var alias = await data.Set<PersonAlias>().ToDictionaryAsync(row => row.PersonId, row => row.Alias);
        var received = await data.Set<AuditEntry>().SingleAsync(entry => entry.Act == "received");
        (received.What, received.ActorAlias, received.SubjectAlias, received.Purpose).ShouldBe(
            ("Brief", alias[maya.Id], alias[ana.Id], "OneOnOne")
        );
    }

    [Fact]
    public async Task Urgent_rows_leave_before_normal_ones_and_those_before_bulk()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 1));
        var people = new[] { await world.Person("ana"), await world.Person("ben"), await world.Person("cem") };
        foreach (var person in people)
        {
            await world.Queue(world.Row(person, Lane.Bulk, after: Duration.FromHours(-1)));
            await world.Queue(world.Row(person, Lane.Normal, after: Duration.FromMinutes(-30)));
            await world.Queue(world.Row(person, Lane.Urgent));
        }

        await world.Run();

        var lanes = new List<Lane>();
        foreach (var (_, message) in world.Web.Asked)
        {
            await using var data = world.Open();
            lanes.Add((await data.Set<DeliveryRow>().SingleAsync(row => row.Id == message.DeliveryId)).Lane);
        }

        lanes.ShouldBe([.. Enumerable.Repeat(Lane.Urgent, 3), .. Enumerable.Repeat(Lane.Normal, 3), .. Enumerable.Repeat(Lane.Bulk, 3)]);
    }

    [Fact]
    public async Task An_urgent_row_queued_in_the_middle_of_a_broadcast_leaves_next()
    {
        using var world = new OutboxWorld(settings: new DispatchSettings(AtOnce: 1));
        var ana = await world.Person("ana");
        for (var i = 0; i < 10; i++)
        {
            await world.Queue(world.Row(ana, Lane.Bulk));
        }

        var urgent = world.Row(ana, Lane.Urgent);
        world.Web.Does(
            async (message, _) =>
            {
                await world.Queue(urgent);
                return FakePlatform.Delivered(message);
            }
        );

        await world.Run();

        world.Web.Asked.Select(asked => asked.Message.DeliveryId).ToList().IndexOf(urgent.Id).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_no_longer_works_here_gets_nothing()
    {
        using var world = OutboxWorld.With();
        var gone = await world.Person("gone", person => person.LastDay = new LocalDate(2026, 11, 23));
        var last = await world.Person("last", person => person.LastDay = new LocalDate(2026, 11, 24));
        var excluded = await world.Queue(world.Row(gone, Lane.Urgent));
        var sent = await world.Queue(world.Row(last, Lane.Urgent));

        await world.Run();

        (await world.Stored(excluded)).ShouldSatisfyAllConditions(
            row => row.State.ShouldBe(DeliveryState.Excluded),
            row => row.Reason.ShouldBe("not_employed"),
            row => row.Attempts.ShouldBe(0)
        );
        (await world.Stored(sent)).State.ShouldBe(DeliveryState.Sent);
    }

    [Theory]
    [InlineData(Lane.Urgent, null, DeliveryState.Sent, null)]
    [InlineData(Lane.Urgent, "brief", DeliveryState.Excluded, "paused")]
    [InlineData(Lane.Normal, null, DeliveryState.Excluded, "paused")]
    [InlineData(Lane.Bulk, null, DeliveryState.Excluded, "paused")]
    public async Task A_pause_lets_only_answers_through(Lane lane, string? check, DeliveryState state, string? reason)
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana", person => person.PausedUntil = world.Now + Duration.FromDays(1));
        var row = await world.Queue(world.Row(ana, lane, check));

        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.Reason).ShouldBe((state, reason));
    }

    [Theory]
    [InlineData(Lane.Urgent, null, null)]
    [InlineData(Lane.Urgent, "brief", null)]
    [InlineData(Lane.Normal, null, "2026-11-24T06:00:00Z")]
    [InlineData(Lane.Bulk, null, "2026-11-24T06:00:00Z")]
    public async Task Quiet_hours_move_reminders_and_broadcasts_to_their_end(Lane lane, string? check, string? movedTo)
    {
        using var world = OutboxWorld.With();
        // 23:30 in Berlin; the organisation is quiet from 20:00 to 07:00.
        world.Clock.Set(Instant.FromUtc(2026, 11, 23, 22, 30));
        var row = await world.Queue(world.Row(await world.Person("ana"), lane, check));

        await world.Run();

        var stored = await world.Stored(row);
        if (movedTo is null)
        {
            stored.State.ShouldBe(DeliveryState.Sent);
            return;
        }

        (stored.State, stored.NotBefore.ToString(), stored.Attempts, stored.LeaseId).ShouldBe((DeliveryState.Waiting, movedTo, 0, null));
        world.Clock.Set(stored.NotBefore);
        await world.Run();
        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task What_is_too_late_expires_unsent()
    {
        using var world = OutboxWorld.With();
        var row = await world.Queue(world.Row(await world.Person("ana"), expires: Duration.FromMinutes(5)));
        world.Clock.Advance(Duration.FromMinutes(5));

        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.Reason, stored.EndedAt).ShouldBe((DeliveryState.Expired, "expired", world.Now));
        world.Web.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task The_check_is_asked_right_before_the_send()
    {
        using var world = OutboxWorld.With();
        var row = await world.Queue(world.Row(await world.Person("ana"), Lane.Urgent, "brief"));
        world.Check.Reason = "cancelled";

        await world.Run();

        var stored = await world.Stored(row);
        (stored.State, stored.Reason).ShouldBe((DeliveryState.Excluded, "cancelled"));
        world.Web.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_row_whose_check_breaks_is_set_aside_and_blocks_nobody()
    {
        using var world = OutboxWorld.With();
        world.Check.Throws = new InvalidOperationException("text that somebody wrote");
        var poisoned = await world.Queue(world.Row(await world.Person("ana"), Lane.Urgent, "brief"));
        var unknown = await world.Queue(world.Row(await world.Person("eve"), Lane.Urgent, "no_such_check"));
        var fine = await world.Queue(world.Row(await world.Person("ben")));

        await world.Run();
        (await world.Stored(fine)).State.ShouldBe(DeliveryState.Sent);
        await world.RunOut();

        foreach (var row in new[] { poisoned, unknown })
        {
            var stored = await world.Stored(row);
            (stored.State, stored.Reason, stored.Attempts, stored.Word).ShouldBe(
                (DeliveryState.Failed, "bug", 6, "InvalidOperationException")
            );
        }
    }

    [Fact]
    public async Task A_platform_that_throws_is_a_bug_and_blocks_nobody()
    {
        using var world = OutboxWorld.With();
        var ana = await world.Person("ana");
        for (var i = 0; i < 6; i++)
        {
            world.Web.Does(
                (message, _) =>
                    message.Recipient.Name == "ana" ? throw new IOException("x") : Task.FromResult(FakePlatform.Delivered(message))
            );
        }

        var row = await world.Queue(world.Row(ana));
        await world.Run();
        var stored = await world.Stored(row);
        (stored.State, stored.Attempts, stored.Category, stored.MayHaveArrived).ShouldBe(
            (DeliveryState.Waiting, 1, FailureCategory.Uncertain, true)
        );

        await world.RunOut();
        (await world.Stored(row)).Reason.ShouldBe("bug");
    }

    [Fact]
    public async Task A_throttled_platform_is_left_alone_by_everyone_until_it_may_be_asked_again()
    {
        var slack = new FakePlatform(PlatformName.Slack).Answers(
            new DeliveryResult.Failed(FailureCategory.Throttled, "ratelimited", Duration.FromSeconds(20))
        );
        using var world = OutboxWorld.With(slack);
        var rows = new List<DeliveryRow>();
        foreach (var name in new[] { "ana", "ben", "cem" })
        {
            rows.Add(await world.Queue(world.Row(await world.Person(name))));
        }

        await world.Run();
        slack.Asked.Count.ShouldBe(1);
        world.Clock.Advance(Duration.FromSeconds(19));
        await world.Run();
        slack.Asked.Count.ShouldBe(1);
        world.Clock.Advance(Duration.FromSeconds(1));
        await world.Run();

        foreach (var row in rows)
        {
            var stored = await world.Stored(row);
            (stored.State, stored.Attempts).ShouldBe((DeliveryState.Sent, 1));
        }
    }

    [Fact]
    public async Task A_held_platform_holds_no_other()
    {
        var slack = new FakePlatform(PlatformName.Slack) { Knows = person => person.SlackUserId is not null }.Fails(
            FailureCategory.Unauthorized
        );
        var web = new FakePlatform(PlatformName.Web);
        using var world = OutboxWorld.With(web, slack);
        var ana = await world.Queue(world.Row(await world.Person("ana", person => person.SlackUserId = "U1"), Lane.Urgent));
        var ben = await world.Queue(world.Row(await world.Person("ben")));

        await world.Run();

        var failed = await world.Stored(ana);
        (failed.State, failed.Reason, failed.Platform).ShouldBe((DeliveryState.Failed, "unauthorized", PlatformName.Slack));
        (await world.Stored(ben)).Platform.ShouldBe(PlatformName.Web);
        await using var data = world.Open();
        var hold = await data.Set<PlatformHold>().SingleAsync();
        (hold.Platform, hold.Because, hold.Until).ShouldBe(
            (PlatformName.Slack, FailureCategory.Unauthorized, world.Now + Duration.FromMinutes(15))
        );
    }

    [Fact]
    public async Task A_chat_comes_before_the_web_and_the_web_before_nothing()
    {
        var web = new FakePlatform(PlatformName.Web) { Knows = person => person.Name != "cem" };
        var teams = new FakePlatform(PlatformName.Teams) { Knows = person => person.TeamsUserId is not null };
        using var world = OutboxWorld.With(web, teams);
        var ana = await world.Queue(world.Row(await world.Person("ana", person => person.TeamsUserId = "T1")));
        var ben = await world.Queue(world.Row(await world.Person("ben")));
        var cem = await world.Queue(world.Row(await world.Person("cem")));

        await world.Run();

        (await world.Stored(ana)).Platform.ShouldBe(PlatformName.Teams);
        (await world.Stored(ben)).Platform.ShouldBe(PlatformName.Web);
        var excluded = await world.Stored(cem);
        (excluded.State, excluded.Reason).ShouldBe((DeliveryState.Excluded, "unreachable"));
    }

    [Theory]
    [InlineData(PlatformName.Slack)]
    [InlineData(PlatformName.Teams)]
    [InlineData(PlatformName.Web)]
    public async Task An_answer_goes_where_it_was_asked_for_although_the_person_is_elsewhere_too(PlatformName asked)
    {
        var all = new[] { PlatformName.Teams, PlatformName.Slack, PlatformName.Web }.Select(name => new FakePlatform(name)).ToArray();
        using var world = OutboxWorld.With([.. all]);
        var ana = await world.Person("ana", person => person.PausedUntil = world.Now + Duration.FromDays(9));
        await world.Act<Answers>(answers => answers.Queue(ana, new Reply.Said("Done."), "en", asked, "event:1", default));
        await world.Act<Answers>(answers => answers.Queue(ana, new Reply.Said("Done."), "en", asked, "event:1", default));

        await world.Run();

        all.Where(platform => !platform.Asked.IsEmpty).ShouldHaveSingleItem().Name.ShouldBe(asked);
        all.Sum(platform => platform.Asked.Count).ShouldBe(1);
    }

    [Fact]
    public async Task Whoever_left_the_chat_is_written_to_on_the_web()
    {
        var web = new FakePlatform(PlatformName.Web);
        var slack = new FakePlatform(PlatformName.Slack).Fails(FailureCategory.RecipientGone);
        using var world = OutboxWorld.With(slack, web);
        var ana = await world.Person("ana");
        var first = await world.Queue(world.Row(ana));
        await world.Run();
        var second = await world.Queue(world.Row(ana));
        await world.Run();

        (await world.Stored(first)).Platform.ShouldBe(PlatformName.Web);
        (await world.Stored(second)).Platform.ShouldBe(PlatformName.Web);
        slack.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_platform_that_does_not_answer_is_told_at_the_next_attempt_that_the_message_may_be_there()
    {
        var slack = new FakePlatform(PlatformName.Slack).Fails(FailureCategory.Uncertain);
        using var world = OutboxWorld.With(slack);
        var row = await world.Queue(world.Row(await world.Person("ana")));

        await world.Run();
        world.Clock.Advance(Duration.FromSeconds(29));
        await world.Run();
        slack.Asked.Count.ShouldBe(1);
        world.Clock.Advance(Duration.FromSeconds(1));
        await world.Run();

        slack.Asked.Select(asked => asked.Message.MayHaveArrived).ShouldBe([false, true]);
        (await world.Stored(row)).State.ShouldBe(DeliveryState.Sent);
    }

    [Fact]
    public async Task Six_passing_failures_end_the_row_within_about_an_hour()
    {
        using var world = OutboxWorld.With();
        world.Web.Fails(FailureCategory.Transient, 6);
        var begun = world.Now;
        var row = await world.Queue(world.Row(await world.Person("ana")));

        await world.RunOut();

        var stored = await world.Stored(row);
        (stored.State, stored.Reason, stored.Attempts, stored.Word).ShouldBe((DeliveryState.Failed, "gave_up", 6, "scripted"));
        (stored.EndedAt!.Value - begun).TotalMinutes.ShouldBeInRange(45, 75);
    }

    [Fact]
    public async Task A_message_that_is_refused_is_never_tried_again()
    {
        using var world = OutboxWorld.With();
        world.Web.Fails(FailureCategory.Invalid);
        var row = await world.Queue(world.Row(await world.Person("ana")));

        await world.RunOut();

        (await world.Stored(row)).Reason.ShouldBe("refused");
        world.Web.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Stopping_the_service_gives_back_what_was_not_begun()
    {
        using var world = OutboxWorld.With();
        var rows = new List<DeliveryRow>();
        for (var i = 0; i < 3; i++)
        {
            rows.Add(await world.Queue(world.Row(await world.Person($"p{i}"))));
        }

        using var stop = new CancellationTokenSource();
        world.Web.Does(
            async (message, _) =>
            {
                await stop.CancelAsync();
                return FakePlatform.Delivered(message);
            }
        );

        await Should.ThrowAsync<OperationCanceledException>(() => world.Run(stop.Token));

        (await world.Stored(rows[0])).State.ShouldBe(DeliveryState.Sent);
        foreach (var row in rows.Skip(1))
        {
            var stored = await world.Stored(row);
            (stored.State, stored.LeaseId, stored.Attempts).ShouldBe((DeliveryState.Waiting, null, 0));
        }
    }

    [Fact]
    public async Task Stopping_the_service_while_it_reads_what_it_claimed_gives_that_back()
    {
        using var world = OutboxWorld.With();
        var row = await world.Queue(world.Row(await world.Person("ana")));
        using var stop = new CancellationTokenSource();
        world.Web.Knows = _ =>
        {
            stop.Cancel();
            return true;
        };

        await Should.ThrowAsync<OperationCanceledException>(() => world.Run(stop.Token));

        (await world.Stored(row)).LeaseId.ShouldBeNull();
        world.Web.Asked.ShouldBeEmpty();
    }
}
