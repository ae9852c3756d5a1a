using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Delivery;

public sealed class DeliveryRulesTests
{
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 9, 0);

    private static DeliveryRow Row(
        int attempts = 0,
        PlatformName? platform = PlatformName.Web,
        DeliveryAct act = DeliveryAct.Send,
        FailureCategory? before = null,
        bool doubled = false
    ) =>
        new()
        {
            Id = Guid.Parse("019ab000-0000-7000-8000-000000000080"),
            RecipientId = Guid.Empty,
            Act = act,
            Card = "note",
            Model = "{}",
            Language = "en",
            DedupeKey = "k",
            Lane = Lane.Normal,
            NotBefore = Now,
            ExpiresAt = Now + Duration.FromDays(1),
            Attempts = attempts,
            Platform = platform,
            Category = before,
            PossiblyDoubled = doubled,
        };

    private static Step After(DeliveryRow row, FailureCategory category, Duration? retryAfter = null) =>
        DeliveryRules.Next(row, new DeliveryResult.Failed(category, "word", retryAfter), Now);

    [Theory]
    // Throttled never counts, however often; the rest counts; Transient and Uncertain end at the sixth.
    [InlineData(FailureCategory.Throttled, 0, DeliveryState.Waiting, 0, 30, null)]
    [InlineData(FailureCategory.Throttled, 5, DeliveryState.Waiting, 5, 30, null)]
    [InlineData(FailureCategory.Throttled, 50, DeliveryState.Waiting, 50, 30, null)]
    [InlineData(FailureCategory.Transient, 0, DeliveryState.Waiting, 1, 60, null)]
    [InlineData(FailureCategory.Transient, 1, DeliveryState.Waiting, 2, 180, null)]
    [InlineData(FailureCategory.Transient, 2, DeliveryState.Waiting, 3, 480, null)]
    [InlineData(FailureCategory.Transient, 3, DeliveryState.Waiting, 4, 1020, null)]
    [InlineData(FailureCategory.Transient, 4, DeliveryState.Waiting, 5, 1800, null)]
    [InlineData(FailureCategory.Transient, 5, DeliveryState.Failed, 6, 0, "gave_up")]
    [InlineData(FailureCategory.Uncertain, 0, DeliveryState.Waiting, 1, 30, null)]
    [InlineData(FailureCategory.Uncertain, 3, DeliveryState.Waiting, 4, 30, null)]
    [InlineData(FailureCategory.Uncertain, 5, DeliveryState.Failed, 6, 0, "uncertain")]
    [InlineData(FailureCategory.Unauthorized, 0, DeliveryState.Failed, 1, 0, "unauthorized")]
    [InlineData(FailureCategory.RecipientGone, 0, DeliveryState.Waiting, 1, 0, null)]
    [InlineData(FailureCategory.Invalid, 0, DeliveryState.Failed, 1, 0, "refused")]
    public void The_category_and_the_attempts_decide_what_follows(
        FailureCategory category,
        int attempts,
        DeliveryState state,
        int counted,
        int seconds,
        string? reason
    )
    {
        var step = After(Row(attempts), category);

        step.State.ShouldBe(state);
        step.Attempts.ShouldBe(counted);
        step.Reason.ShouldBe(reason);
        step.Category.ShouldBe(category);
        step.Word.ShouldBe("word");
        // Waits of a backoff are spread by up to a fifth; the others are exact.
        var spread = category == FailureCategory.Transient ? seconds * 0.2 : 0;
        (step.NotBefore - Now).TotalSeconds.ShouldBeInRange(seconds - spread, seconds + spread);
    }

    [Fact]
    public void What_was_delivered_is_sent_and_knows_where()
    {
        var step = DeliveryRules.Next(
            Row(2, PlatformName.Teams, doubled: true),
            new DeliveryResult.Delivered("conversation", "message"),
            Now
        );

        step.ShouldBe(
            new Step(DeliveryState.Sent, Now, 3)
            {
                Platform = PlatformName.Teams,
                ConversationId = "conversation",
                MessageId = "message",
                PossiblyDoubled = true,
            }
        );
    }

    [Fact]
    public void A_throttled_platform_is_held_for_as_long_as_it_asks()
    {
        var step = After(Row(), FailureCategory.Throttled, Duration.FromSeconds(77));

        step.NotBefore.ShouldBe(Now + Duration.FromSeconds(77));
        step.Hold.ShouldBe(new Hold(Now + Duration.FromSeconds(77), FailureCategory.Throttled));
        step.Platform.ShouldBe(PlatformName.Web);
    }

    [Fact]
    public void A_platform_that_refuses_the_token_is_held_for_a_quarter_of_an_hour()
    {
        After(Row(), FailureCategory.Unauthorized).Hold.ShouldBe(new Hold(Now + Duration.FromMinutes(15), FailureCategory.Unauthorized));
    }

    [Theory]
    [InlineData(FailureCategory.Transient)]
    [InlineData(FailureCategory.Uncertain)]
    [InlineData(FailureCategory.RecipientGone)]
    [InlineData(FailureCategory.Invalid)]
    public void Other_failures_hold_nobody_else(FailureCategory category) => After(Row(), category).Hold.ShouldBeNull();

    [Theory]
    [InlineData(FailureCategory.Throttled)]
    [InlineData(FailureCategory.Transient)]
    public void A_message_that_may_have_arrived_still_may_after_an_attempt_that_did_nothing(FailureCategory category) =>
        After(Row(1, PlatformName.Slack, before: FailureCategory.Uncertain), category).Category.ShouldBe(FailureCategory.Uncertain);

    [Fact]
    public void Teams_is_asked_once_more_and_the_message_counts_as_possibly_doubled()
    {
        var first = After(Row(0, PlatformName.Teams), FailureCategory.Uncertain);
        (first.State, first.PossiblyDoubled, first.NotBefore).ShouldBe((DeliveryState.Waiting, true, Now + Duration.FromSeconds(30)));

        var second = After(Row(1, PlatformName.Teams, before: FailureCategory.Uncertain, doubled: true), FailureCategory.Uncertain);
        (second.State, second.Reason, second.PossiblyDoubled, second.NotBefore).ShouldBe((DeliveryState.Failed, "uncertain", true, Now));
    }

    [Theory]
    [InlineData(PlatformName.Web, DeliveryAct.Send)]
    [InlineData(PlatformName.Slack, DeliveryAct.Send)]
    [InlineData(PlatformName.Teams, DeliveryAct.Update)]
    [InlineData(PlatformName.Teams, DeliveryAct.Retract)]
    public void Where_a_repeat_shows_once_nothing_is_doubled(PlatformName platform, DeliveryAct act)
    {
        var step = After(Row(1, platform, act, FailureCategory.Uncertain), FailureCategory.Uncertain);

        step.State.ShouldBe(DeliveryState.Waiting);
        step.PossiblyDoubled.ShouldBeFalse();
        (step.NotBefore - Now).ShouldBeGreaterThanOrEqualTo(Duration.FromMinutes(2));
    }

    [Fact]
    public void A_recipient_who_is_gone_is_looked_for_elsewhere()
    {
        var step = After(Row(0, PlatformName.Slack), FailureCategory.RecipientGone);

        (step.Platform, step.RecipientGone, step.NotBefore).ShouldBe((null, true, Now));
    }

    [Theory]
    [InlineData(DeliveryAct.Update)]
    [InlineData(DeliveryAct.Retract)]
    public void What_follows_a_send_ends_where_the_recipient_is_gone(DeliveryAct act)
    {
        var step = After(Row(0, PlatformName.Slack, act), FailureCategory.RecipientGone);

        (step.State, step.Reason, step.RecipientGone, step.Platform).ShouldBe(
            (DeliveryState.Failed, "unreachable", true, PlatformName.Slack)
        );
    }

    [Fact]
    public void A_bug_before_sending_is_tried_again_and_set_aside_after_six_attempts()
    {
        var first = DeliveryRules.AfterBug(Row(), sending: false, "NullReferenceException", Now);
        (first.State, first.Category, first.Attempts, first.Reason).ShouldBe((DeliveryState.Waiting, FailureCategory.Transient, 1, null));

        var last = DeliveryRules.AfterBug(Row(5), sending: false, "NullReferenceException", Now);
        (last.State, last.Reason, last.Word).ShouldBe((DeliveryState.Failed, "bug", "NullReferenceException"));
    }

    [Fact]
    public void A_bug_while_sending_leaves_open_whether_it_arrived() =>
        DeliveryRules.AfterBug(Row(), sending: true, "IOException", Now).Category.ShouldBe(FailureCategory.Uncertain);

    [Theory]
    [InlineData(PlatformName.Slack, false)]
    [InlineData(PlatformName.Teams, true)]
    public void An_interrupted_attempt_counts_and_goes_on_at_once(PlatformName platform, bool doubled)
    {
        var row = Row(0, platform);
        row.BegunAt = Now;

        var step = DeliveryRules.AfterInterruption(row, Now);

        (step.State, step.Attempts, step.NotBefore, step.Word).ShouldBe((DeliveryState.Waiting, 1, Now, "interrupted"));
        (step.Category, step.PossiblyDoubled).ShouldBe((FailureCategory.Uncertain, doubled));
    }

    [Theory]
    [InlineData(null, null)]
    [InlineData(PlatformName.Teams, null)]
    [InlineData(PlatformName.Teams, FailureCategory.Transient)]
    [InlineData(PlatformName.Slack, FailureCategory.Uncertain)]
    public void What_was_claimed_and_not_begun_is_as_it_was(PlatformName? platform, FailureCategory? before)
    {
        var step = DeliveryRules.AfterInterruption(Row(2, platform, before: before), Now + Duration.FromMinutes(2));

        step.ShouldBe(new Step(DeliveryState.Waiting, Now, 2) { Platform = platform, Category = before });
    }

    [Fact]
    public void What_was_sent_and_cannot_be_written_down_is_set_aside_and_not_sent_again()
    {
        var sent = new Step(DeliveryState.Sent, Now, 1) { MessageId = "m", ConversationId = "c" };
        var later = new Step(DeliveryState.Waiting, Now, 1);

        DeliveryRules
            .AfterUnwritable(sent, "IOException")
            .ShouldBe(sent with { State = DeliveryState.Failed, Reason = "bug", Word = "IOException" });
        DeliveryRules.AfterUnwritable(later, "IOException").ShouldBe(later);
    }

    [Fact]
    public void Six_attempts_fill_about_an_hour_and_no_two_rows_keep_step()
    {
        var rows = Enumerable.Range(0, 50).Select(_ => Guid.CreateVersion7()).ToList();
        var hours = rows.Select(row => Enumerable.Range(1, 5).Sum(attempt => DeliveryRules.Backoff(row, attempt).TotalMinutes)).ToList();

        hours.ShouldAllBe(minutes => minutes > 45 && minutes < 75);
        hours.Distinct().Count().ShouldBeGreaterThan(10);
        DeliveryRules.Backoff(rows[0], 9).TotalMinutes.ShouldBeInRange(24, 36);
        DeliveryRules.Backoff(rows[0], 0).TotalSeconds.ShouldBeInRange(48, 72);
    }

    [Fact]
    public void The_spread_of_a_row_is_its_own_and_repeatable()
    {
        var ends = (byte last) => new Guid([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, last]);

        // (0 + 37) / 255 · 0.4 − 0.2 = −0.142: 51 s of 60.
        DeliveryRules.Backoff(ends(0), 1).ShouldBe(Duration.FromSeconds(51));
        // (218 + 37) / 255 · 0.4 − 0.2 = +0.2: 72 s of 60.
        DeliveryRules.Backoff(ends(218), 1).ShouldBe(Duration.FromSeconds(72));
        // (182 + 74) mod 256 = 0: −0.2: 144 s of 180.
        DeliveryRules.Backoff(ends(182), 2).ShouldBe(Duration.FromSeconds(144));
    }

    [Fact]
    public void A_long_error_word_is_cut_to_what_the_column_holds()
    {
        var step = DeliveryRules.Next(Row(), new DeliveryResult.Failed(FailureCategory.Invalid, new string('x', 500)), Now);

        step.Word!.Length.ShouldBe(DeliveryRow.MaxWord);
        DeliveryRules.Next(Row(), new DeliveryResult.Failed(FailureCategory.Invalid, new string('x', 100)), Now).Word!.Length.ShouldBe(100);
    }

    [Fact]
    public void A_wait_that_concerns_one_message_holds_nobody_else()
    {
        var failed = new DeliveryResult.Failed(FailureCategory.Throttled, "word", Duration.FromSeconds(60));
        var uncertain = Row(1, PlatformName.Slack, before: FailureCategory.Uncertain);

        DeliveryRules.Next(uncertain, failed, Now).Hold.ShouldNotBeNull();
        var step = DeliveryRules.Next(uncertain, failed with { OnlyThis = true }, Now);

        (step.Hold, step.NotBefore, step.Category, step.Attempts).ShouldBe(
            (null, Now + Duration.FromSeconds(60), FailureCategory.Uncertain, 1)
        );
    }

    [Fact]
    public void What_was_sent_again_unseen_says_so_and_is_not_sent_a_third_time()
    {
        var uncertain = Row(1, PlatformName.Slack, before: FailureCategory.Uncertain);
        DeliveryRules
            .Next(uncertain, new DeliveryResult.Delivered("c", "m") { PossiblyDoubled = true }, Now)
            .PossiblyDoubled.ShouldBeTrue();
        var unseen = new DeliveryResult.Failed(FailureCategory.Uncertain, "word") { PossiblyDoubled = true };

        var once = DeliveryRules.Next(uncertain, unseen, Now);
        var twice = DeliveryRules.Next(Row(2, PlatformName.Slack, before: FailureCategory.Uncertain, doubled: true), unseen, Now);

        (once.State, once.PossiblyDoubled).ShouldBe((DeliveryState.Waiting, true));
        (twice.State, twice.Reason, twice.PossiblyDoubled).ShouldBe((DeliveryState.Failed, "uncertain", true));
        // What surely did nothing doubles nothing.
        var sure = new DeliveryResult.Failed(FailureCategory.Transient, "word") { PossiblyDoubled = true };
        DeliveryRules.Next(uncertain, sure, Now).PossiblyDoubled.ShouldBeFalse();
    }

    [Fact]
    public void The_wait_before_a_look_can_be_set()
    {
        var failed = new DeliveryResult.Failed(FailureCategory.Uncertain, "word");

        DeliveryRules
            .Next(Row(0, PlatformName.Slack), failed, Now, Duration.FromSeconds(3))
            .NotBefore.ShouldBe(Now + Duration.FromSeconds(3));
    }

    [Theory]
    [InlineData(null, null, null)]
    [InlineData("T1", null, "T1")]
    [InlineData(null, "T2", "T2")]
    [InlineData("T1", "T2", "T2")]
    public void The_workspace_is_the_one_that_was_asked_last(string? before, string? asked, string? after)
    {
        var row = Row();
        row.Workspace = before;

        DeliveryRules.Next(row, new DeliveryResult.Delivered("c", "m") { Workspace = asked }, Now).Workspace.ShouldBe(after);
        DeliveryRules
            .Next(row, new DeliveryResult.Failed(FailureCategory.Transient, "word") { Workspace = asked }, Now)
            .Workspace.ShouldBe(after);
        DeliveryRules.Unchanged(row, Now).Workspace.ShouldBe(before);
    }

    [Theory]
    [InlineData(DeliveryAct.Send)]
    [InlineData(DeliveryAct.Update)]
    public void Nobody_is_unreachable_because_a_channel_is(DeliveryAct act)
    {
        var row = new DeliveryRow
        {
            Id = Guid.Empty,
            RecipientId = Guid.Empty,
            Channel = "C1",
            Act = act,
            Card = "note",
            Model = "{}",
            Language = "en",
            DedupeKey = "k",
            Lane = Lane.Normal,
            NotBefore = Now,
            ExpiresAt = Now + Duration.FromDays(1),
            Platform = PlatformName.Slack,
        };

        var step = After(row, FailureCategory.RecipientGone);

        (step.State, step.Reason, step.RecipientGone, step.Platform).ShouldBe(
            (DeliveryState.Failed, "no_channel", false, PlatformName.Slack)
        );
    }
}
