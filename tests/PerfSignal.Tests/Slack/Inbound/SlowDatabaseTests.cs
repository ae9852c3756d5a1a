using System.Net;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Inbound;

public sealed class SlowDatabaseTests : IDisposable
{
    private readonly string folder = System.IO.Directory.CreateTempSubdirectory("perfsignal-slack-").FullName;
    private readonly SmallTeam people = new();
    private readonly StagedClock clock;
    private readonly SlowCommits slow;
    private readonly string connection;

    public SlowDatabaseTests()
    {
        clock = new StagedClock(people.Clock);
        slow = new SlowCommits(clock);
        connection = SlowCommits.Copy(people, folder);
    }

    [Fact]
    public async Task Answers_a_command_whose_commit_takes_two_seconds_with_the_request()
    {
        await using var site = await Start(seconds: 2);
        var asked = site.Command("/note", "slowly");
        await clock.Awaited(2);
        await clock.Reach(0.3);
        await clock.Reach(1);
        await clock.Reach(2);

        (await asked).Body.ShouldContain("Noted: slowly");
        await Finish(site);
        (await Count<MineNote>()).ShouldBe(1);
        (await Answers("Noted: slowly")).ShouldBe(0);
    }

    [Fact]
    public async Task Keeps_the_three_seconds_of_slack_for_a_command_that_takes_longer_and_answers_it_once()
    {
        await using var site = await Start(seconds: 3.5);
        var asked = site.Command("/note", "slowly");
        await clock.Awaited(3.5);
        await clock.Reach(0.3);
        await clock.Reach(1);
        await clock.Reach(2.4);
        await clock.Reach(2.7);

        var answer = await asked;
        answer.Status.ShouldBe(HttpStatusCode.OK);
        answer.Body.ShouldNotContain("Noted: slowly");
        await Finish(site);
        (await Count<MineNote>()).ShouldBe(1);
        (await Answers("Noted: slowly")).ShouldBe(1);
    }

    [Fact]
    public async Task Takes_an_event_whose_commit_takes_two_seconds_and_answers_it_once()
    {
        await using var site = await Start(seconds: 2);
        var told = site.Says("note slowly", id: "Ev1");
        await clock.Awaited(2.5);
        await clock.Reach(2);

        (await told).Status.ShouldBe(HttpStatusCode.OK);
        await Finish(site);
        (await Answers("Noted: slowly")).ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_an_event_that_takes_longer_and_answers_its_repeat_once()
    {
        await using var site = await Start(seconds: 3.2);
        var told = site.Says("note slowly", id: "Ev1");
        await clock.Awaited(3.2);
        await clock.Reach(2.5);

        (await told).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        await slow.Hurry();
        await site.Services.GetRequiredService<Running>().Settle();
        (await site.Says("note slowly", id: "Ev1")).Status.ShouldBe(HttpStatusCode.OK);
        await Finish(site);
        (await Answers("Noted: slowly")).ShouldBe(1);
    }

    [Fact]
    public async Task Opens_a_window_while_the_trigger_lives_and_fills_it_when_the_form_is_there()
    {
        await using var site = await Start(seconds: 1.5);
        var asked = site.Command("/commit", "Maya Brandt: plan");
        await clock.Awaited(1.5);
        await clock.Reach(0.3);
        await clock.Reach(1);
        await clock.Awaited(2.4);
        await clock.Reach(1.5);
        (await asked).ShouldBe(new Answer(HttpStatusCode.OK, ""));

        site.Slack.Asked("views.open").ShouldHaveSingleItem()["view"]!.ToJsonString().ShouldContain("One moment");
        var filled = site.Slack.Asked("views.update").ShouldHaveSingleItem();
        filled["view_id"]!.ToString().ShouldStartWith("V");
        filled["view"]!["callback_id"]!.ToString().ShouldBe("commitment.log");
        await slow.Hurry();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Answers_a_command_once_whose_node_was_killed_before_or_after_its_work(bool worked)
    {
        await using var site = await Start();
        var arrival = new Arrival
        {
            Kind = ArrivalKind.Command,
            EventId = "command:1",
            Workspace = SlackSite.Team,
            User = SlackSite.AnaId,
            Text = "/note kept",
        };
        await using (var scope = site.Services.CreateAsyncScope())
        {
            await scope.ServiceProvider.GetRequiredService<Inbox>().Keep(arrival, leased: true, default);
            if (worked)
            {
                await scope.ServiceProvider.GetRequiredService<Answering>().Run(arrival, fromInbox: false, default);
            }
        }

        people.Clock.Advance(Duration.FromSeconds(61));
        await site.Work();
        people.Clock.Advance(Duration.FromSeconds(61));
        await site.Work();

        (await Count<MineNote>()).ShouldBe(1);
        (await Answers("Noted: kept")).ShouldBe(1);
    }

    public void Dispose()
    {
        slow.Dispose();
        people.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>With Ana known already, as anybody is after their first words.</summary>
    /// <param name="seconds">How long each commit takes from then on.</param>
    private async Task<SlackSite> Start(double seconds = 0)
    {
        var site = await SlackSite.Start(people, open: _ => slow.Open(connection), clock: clock);
        await site.Command("/goals");
        await site.Services.GetRequiredService<Running>().Settle();
        slow.Wait = TimeSpan.FromSeconds(seconds);
        return site;
    }

    private async Task Finish(SlackSite site)
    {
        await slow.Hurry();
        await site.Services.GetRequiredService<Running>().Settle();
        people.Clock.Advance(Duration.FromMinutes(2));
        await site.Work();
    }

    private async Task<int> Answers(string text)
    {
        await using var data = slow.Open(connection);
        return await data.Set<DeliveryRow>().CountAsync(row => row.Model.Contains(text));
    }

    private async Task<int> Count<T>()
        where T : class
    {
        await using var data = slow.Open(connection);
        return await data.Set<T>().CountAsync();
    }
}
