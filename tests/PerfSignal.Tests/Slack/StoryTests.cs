using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack;

/// <summary>What a manager and an employee live through in Slack, with the whole service and nothing of it replaced but the clock.</summary>
public sealed class StoryTests
{
    private static readonly Instant Morning = Instant.FromUtc(2026, 11, 24, 9, 0);
    private static readonly Instant Meeting = Instant.FromUtc(2026, 11, 24, 11, 0);

    [Fact]
    public async Task Greets_once_and_answers_a_command_to_whoever_typed_it_only()
    {
        await using var stage = await SlackStage.Start(Morning);
        await stage.Opens("home", SlackStage.Ana);
        await stage.Settle();
        var greeting = stage.Seen(SlackStage.Ana).ShouldHaveSingleItem();
        SlackStage.Words(greeting.Blocks).ShouldContain("Welcome to PerfSignal, Ana Sousa");

        await stage.Opens("messages", SlackStage.Ana);
        await stage.Says("help", SlackStage.Ana);
        await stage.Settle();
        stage.Seen(SlackStage.Ana).Count.ShouldBe(2);

        var goals = await stage.Command("/goals", "", SlackStage.Ana);
        goals["response_type"]!.ToString().ShouldBe("ephemeral");
        SlackStage.Words(goals["blocks"]).ShouldContain("goal");
        await stage.Settle();
        stage.Seen(SlackStage.Ana).Count.ShouldBe(2);
    }

    [Fact]
    public async Task Brings_the_brief_says_why_and_changes_the_same_message_when_the_meeting_moves()
    {
        await using var stage = await SlackStage.Start(Morning);
        await stage.Plan(Meeting);
        Brief(stage, SlackStage.Maya).ShouldBeNull();

        stage.Clock.Set(Meeting - Duration.FromMinutes(30));
        await stage.Settle();
        var brief = Brief(stage, SlackStage.Maya).ShouldNotBeNull();
        var mirror = Brief(stage, SlackStage.Ana).ShouldNotBeNull();
        var messages = stage.Seen(SlackStage.Maya).Count;
        SlackStage.Words(brief.Blocks).ShouldContain("12:00");
        SlackStage.Words(mirror.Blocks).ShouldContain("11:00");
        string.CompareOrdinal(mirror.Ts, brief.Ts).ShouldBeLessThan(0);

        (await stage.Press(brief, "brief.why", SlackStage.Maya)).ShouldBeEmpty();
        await stage.Settle();
        stage.Seen(SlackStage.Maya).Count.ShouldBe(messages + 1);
        (await stage.All<DeliveryRow>()).ShouldContain(row => row.Card == "why" && row.State == DeliveryState.Sent);

        await stage.Plan(Meeting + Duration.FromMinutes(45), sequence: 1);
        stage.Clock.Advance(Duration.FromMinutes(1));
        await stage.Settle();
        stage.Seen(SlackStage.Maya).Count.ShouldBe(messages + 1);
        brief.Edits.ShouldBeGreaterThanOrEqualTo(1);
        SlackStage.Words(brief.Blocks).ShouldContain("12:45");
        mirror.Edits.ShouldBeGreaterThanOrEqualTo(1);
        stage.Slack.CallsOf("chat.update").ShouldAllBe(call => stage.Slack.State.Posts.Any(post => post.Ts == $"{call.Arguments["ts"]}"));
        await EveryMessageIsKnownByItsBareTs(stage);
    }

    [Fact]
    public async Task Takes_a_commitment_by_a_window_that_loads_says_what_is_wrong_and_saves_once()
    {
        await using var stage = await SlackStage.Start(Morning);
        await stage.Plan(Meeting);
        stage.Clock.Set(Meeting - Duration.FromMinutes(30));
        await stage.Settle();
        var brief = Brief(stage, SlackStage.Maya).ShouldNotBeNull();

        // Slack takes its time to say who she is, so the form is late and the trigger would not live for it.
        stage.Clock.Advance(Duration.FromHours(25));
        var slow = new TaskCompletionSource();
        stage.Slack.Next("users.info", new SlackFault.Held(slow.Task));
        var pressed = stage.Press(brief, "commitment.log", SlackStage.Maya);
        var loading = await Opened(stage);
        SlackStage.Words(loading.View["blocks"]).ShouldContain("One moment");
        slow.SetResult();
        (await pressed).ShouldBeEmpty();
        await stage.Settle();
        var form = stage.Slack.State.Views.Values.ShouldHaveSingleItem();
        form.View["callback_id"]!.ToString().ShouldBe("commitment.log");

        var wrong = await stage.Submit(stage.Filled(form, ("text", "   ")), SlackStage.Maya);
        wrong["response_action"]!.ToString().ShouldBe("errors");
        wrong["errors"]!.AsObject().Select(error => error.Key).ShouldBe(["text"]);

        var right = stage.Filled(form, ("text", "migrate billing"), ("due", "2026-11-27"), ("owner", "other"));
        var answers = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => stage.Submit(right, SlackStage.Maya)));
        answers.ShouldAllBe(answer => answer.Count == 0);
        await stage.Submit(right, SlackStage.Maya);
        await stage.Settle();

        var saved = (await stage.All<Commitment>()).ShouldHaveSingleItem();
        (saved.Text, saved.DueOn).ShouldBe(("migrate billing", new LocalDate(2026, 11, 27)));
        stage.Seen(SlackStage.Maya).Count(post => post.Text!.Contains("migrate billing", StringComparison.Ordinal)).ShouldBe(1);
        await EveryMessageIsKnownByItsBareTs(stage);
    }

    [Fact]
    public async Task Publishes_the_home_tab_with_what_is_true_now()
    {
        await using var stage = await SlackStage.Start(Morning);
        await stage.Plan(Meeting);
        await stage.Opens("home", SlackStage.Maya);
        await stage.Settle();
        var empty = SlackStage.Words(stage.Home(SlackStage.Maya));
        empty.ShouldContain("Ana Sousa");
        empty.ShouldContain("12:00");
        empty.ShouldNotContain("draw the plan");

        await stage.Command("/commitments", "", SlackStage.Maya);
        await stage.Command("/perf", "commit Ana Sousa: draw the plan by Friday", SlackStage.Maya);
        var form = stage.Slack.State.Views.Values.ShouldHaveSingleItem();
        (await stage.Submit(stage.Filled(form, ("owner", "me")), SlackStage.Maya)).ShouldBeEmpty();
        (await stage.All<Commitment>()).ShouldHaveSingleItem();
        await stage.Opens("home", SlackStage.Maya);
        await stage.Settle();

        SlackStage.Words(stage.Home(SlackStage.Maya)).ShouldContain("draw the plan");
    }

    [Fact]
    public async Task Keeps_what_a_colleague_wrote_only_when_the_feedback_about_them_is_submitted()
    {
        await using var stage = await SlackStage.Start(Morning);
        await stage.Opens("messages", SlackStage.Maya);
        await stage.Settle();

        (await stage.Use("feedback.give", SlackStage.Ana, "I fixed the pager at night", SlackStage.Maya)).ShouldBeEmpty();
        await stage.Settle();
        var form = stage.Slack.State.Views.Values.ShouldHaveSingleItem();
        SlackStage.Words(form.View).ShouldContain("Ana Sousa");
        SlackStage.Words(form.View).ShouldContain("I fixed the pager at night");
        (await stage.All<FeedbackNote>()).ShouldBeEmpty();
        (await stage.All<Core.Conversing.InboundRow>()).ShouldAllBe(row => !(row.Answer ?? "").Contains("pager"));
        (await stage.All<Core.Conversing.InboxRow>()).ShouldAllBe(row => !row.Body.Contains("pager"));

        await stage.Submit(stage.Filled(form, ("text", "You fixed the pager at night, and nobody was woken")), SlackStage.Maya);
        await stage.Settle();
        (await stage.All<FeedbackNote>()).ShouldHaveSingleItem().Text.ShouldContain("nobody was woken");
    }

    [Fact]
    public async Task Marks_contested_feedback_on_the_brief_that_maya_has_and_unmarks_it_when_that_is_withdrawn()
    {
        await using var stage = await SlackStage.Start(Morning);
        await stage.Plan(Meeting);
        await stage.Service.Look(async data =>
        {
            var people = data.People.ToDictionary(person => person.Name, person => person.Id);
            data.Add(
                new FeedbackNote
                {
                    Id = Guid.CreateVersion7(),
                    AuthorId = people["Maya Brandt"],
                    SubjectId = people["Ana Sousa"],
                    Kind = FeedbackKind.Feedback,
                    Text = "The hand-over was late",
                    At = Morning,
                }
            );
            return await data.SaveChangesAsync();
        });
        stage.Clock.Set(Meeting - Duration.FromMinutes(30));
        await stage.Settle();
        var brief = Brief(stage, SlackStage.Maya).ShouldNotBeNull();
        SlackStage.Words(brief.Blocks).ShouldNotContain("contested");

        var mine = await stage.Command("/mydata", "", SlackStage.Ana);
        SlackStage.Words(mine["blocks"]).ShouldContain("feedback.contest");
        await stage.Says("mydata", SlackStage.Ana);
        await stage.Settle();
        var card = stage.Seen(SlackStage.Ana)[^1];
        await stage.Press(card, "feedback.contest", SlackStage.Ana);
        await stage.Settle();
        var form = stage.Slack.State.Views.Values.ShouldHaveSingleItem();
        (await stage.Submit(stage.Filled(form, ("reason", "it was <!channel> on time")), SlackStage.Ana)).ShouldBeEmpty();
        var opened = stage.Clock.Now();
        await stage.Settle();
        (stage.Clock.Now() - opened).ShouldBeLessThan(Duration.FromMinutes(1));
        SlackStage.Words(brief.Blocks).ShouldContain("contested");
        SlackStage.Words(brief.Blocks).ShouldNotContain("on time");
        // Maya wrote it and is all there is above Ana: nobody may decide, and that is said.
        var told = stage.Seen(SlackStage.Ana)[^1];
        SlackStage.Words(told.Blocks).ShouldContain("Nobody was found");

        await stage.Press(told, "contest.withdraw", SlackStage.Ana);
        await stage.Settle();
        SlackStage.Words(brief.Blocks).ShouldNotContain("contested");
    }

    [Fact]
    public async Task Gives_a_private_link_to_the_pages()
    {
        await using var stage = await SlackStage.Start(Morning);
        var answer = await stage.Command("/perf", "open", SlackStage.Ana);

        answer["response_type"]!.ToString().ShouldBe("ephemeral");
        var button = Buttons(answer["blocks"]!.AsArray()).Single(button => button["url"] is not null);
        button["url"]!.ToString().ShouldStartWith("https://perfsignal.example/");
        await stage.Settle();
        stage.Slack.State.Posts.ShouldBeEmpty();
    }

    [Fact]
    public async Task Reaches_nobody_any_more_when_the_workspace_removed_the_app()
    {
        await using var stage = await SlackStage.Start(Morning);
        await stage.Opens("home", SlackStage.Maya);
        await stage.Opens("home", SlackStage.Ana);
        await stage.Plan(Meeting);
        stage.Slack.State.Tokens[SlackStage.Token].Revoked = true;
        await stage.Event(new JsonObject { ["type"] = "app_uninstalled" });
        await stage.Settle();
        var calls = stage.Slack.Calls.Count;

        await using (var scope = stage.Service.Services.CreateAsyncScope())
        {
            var slack = scope.ServiceProvider.GetServices<IPlatform>().Single(one => one.Name == Core.Conversing.PlatformName.Slack);
            foreach (var person in await stage.All<Person>())
            {
                (await slack.Reaches(person, default)).ShouldBeFalse();
            }
        }

        stage.Clock.Set(Meeting - Duration.FromMinutes(30));
        await stage.Settle();
        stage.Slack.Calls.Count.ShouldBe(calls);
        // Both have it on their pages.
        var cards = (await stage.All<DeliveryRow>()).Where(row => row.Card is "brief" or "mirror").ToList();
        cards.Count.ShouldBe(2);
        cards.ShouldAllBe(row => row.Platform == Core.Conversing.PlatformName.Web);
    }

    private static async Task EveryMessageIsKnownByItsBareTs(SlackStage stage)
    {
        var sent = (await stage.All<DeliveryRow>()).Where(row => row.Act == DeliveryAct.Send && row.State == DeliveryState.Sent);
        var rows = sent.Where(row => row.Platform == Core.Conversing.PlatformName.Slack).ToList();
        rows.ShouldNotBeEmpty();
        rows.Select(row => row.PlatformMessageId).Order().ShouldBe(stage.Slack.State.Posts.Select(post => post.Ts).Order());
    }

    private static async Task<SlackView> Opened(SlackStage stage)
    {
        using var looks = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (stage.Slack.State.Views.IsEmpty && await looks.WaitForNextTickAsync()) { }
        return stage.Slack.State.Views.Values.Single();
    }

    private static SlackPost? Brief(SlackStage stage, string user) =>
        stage.Seen(user).SingleOrDefault(post => SlackStage.Words(post.Blocks).Contains("brief.not_mine", StringComparison.Ordinal));

    private static IEnumerable<JsonNode> Buttons(JsonArray blocks) =>
        blocks
            .SelectMany(block => block!["elements"] as JsonArray ?? [])
            .OfType<JsonNode>()
            .Where(one => one["type"]!.ToString() == "button");
}
