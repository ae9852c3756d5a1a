using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;

namespace PerfSignal.Tests.Slack.Inbound;

/// <summary>What the inbox keeps ends, whatever happens to the work on it.</summary>
public sealed class InboxTests
{
    [Fact]
    public async Task A_row_that_ends_the_process_each_time_is_given_up_unworked()
    {
        await using var site = await SlackSite.Start();
        await site.Command("/goals");
        await site.Says("note poison", id: "Ev1");
        for (var killed = 0; killed < WorkInbox.MaxAttempts; killed++)
        {
            await using var data = site.People.Open();
            (await new Bot.Slack.Inbound.Inbox(data, new DispatchSettings(), site.People.Clock).Take(10, default)).ShouldHaveSingleItem();
            site.People.Clock.Advance(Duration.FromSeconds(61));
        }

        await site.Work();

        var row = site.People.All<InboxRow>().Single();
        (row.Body, row.DoneAt is not null, row.Problem).ShouldBe(("", true, "gave_up:interrupted"));
        site.Sent.ShouldHaveSingleItem().Model.ShouldContain("Something went wrong");
    }

    [Fact]
    public async Task Words_that_nobody_works_on_any_more_are_forgotten_after_a_week()
    {
        await using var site = await SlackSite.Start();
        await site.Says("note left behind when Slack was switched off", id: "Ev1");
        site.People.Clock.Advance(PurgeInbound.Keep + Duration.FromSeconds(1));
        await using (var data = site.People.Open())
        {
            await new PurgeInbound(data, site.People.Clock).Run(default);
        }

        site.People.All<InboxRow>().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_whose_window_fails_after_the_request_ended_comes_behind_a_button()
    {
        await using var site = await SlackSite.Start();
        await site.Command("/goals");
        var late = new TaskCompletionSource<SlackAnswer>();
        site.Slack.Late["views.open"] = late.Task;

        (await site.Command("/feedback", "Ben Adler: clear notes")).Body.ShouldBe("");
        late.SetResult(new SlackAnswer.Refused("expired_trigger_id"));
        await site.Services.GetRequiredService<Running>().Settle();

        site.Sent.ShouldHaveSingleItem().Card.ShouldBe("open_form");
    }

    [Fact]
    public async Task A_late_answer_is_queued_as_it_was_stored_and_not_as_it_was_handed_out()
    {
        await using var site = await SlackSite.Start();
        var arrival = new Arrival
        {
            Kind = ArrivalKind.Command,
            EventId = "command:1",
            Workspace = SlackSite.Team,
            User = SlackSite.AnaId,
            Text = "/note kept",
        };
        await using var scope = site.Services.CreateAsyncScope();
        var answering = scope.ServiceProvider.GetRequiredService<Answering>();
        var answered = await answering.Run(arrival, fromInbox: false, default);

        await answering.Late(arrival, answered with { Reply = new Reply.Said("https://perf.example.com/open/secret") }, default);

        site.Sent.ShouldHaveSingleItem().Model.ShouldContain("Noted: kept");
    }
}
