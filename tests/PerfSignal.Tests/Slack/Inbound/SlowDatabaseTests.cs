using System.Diagnostics;
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
    private readonly SlowCommits slow = new();
    private readonly string connection;

    public SlowDatabaseTests() => connection = SlowCommits.Copy(people, folder);

    [Theory]
    [InlineData(2)]
    [InlineData(3.5)]
    public async Task Keeps_the_three_seconds_of_slack_for_a_command_and_answers_it_once(double seconds)
    {
        await using var site = await Start();
        slow.Wait = TimeSpan.FromSeconds(seconds);
        var watch = Stopwatch.StartNew();
        var answer = await site.Command("/note", "slowly");
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        await Finish(site);

        (await Count<MineNote>()).ShouldBe(1);
        var direct = answer.Body.Contains("Noted: slowly") ? 1 : 0;
        (direct + await Answers("Noted: slowly")).ShouldBe(1);
    }

    [Fact]
    public async Task Keeps_the_three_seconds_of_slack_for_an_event_and_answers_it_once()
    {
        await using var site = await Start();
        slow.Wait = TimeSpan.FromSeconds(2);
        var watch = Stopwatch.StartNew();
        (await site.Says("note slowly", id: "Ev1")).Status.ShouldBe(HttpStatusCode.OK);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        await Finish(site);

        (await Answers("Noted: slowly")).ShouldBe(1);
    }

    [Fact]
    public async Task Refuses_an_event_that_takes_longer_and_answers_its_repeat_once()
    {
        await using var site = await Start();
        slow.Wait = TimeSpan.FromSeconds(3.2);
        var watch = Stopwatch.StartNew();
        (await site.Says("note slowly", id: "Ev1")).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(3));
        slow.Wait = TimeSpan.Zero;
        await site.Services.GetRequiredService<Running>().Settle();
        (await site.Says("note slowly", id: "Ev1")).Status.ShouldBe(HttpStatusCode.OK);
        await Finish(site);

        (await Answers("Noted: slowly")).ShouldBe(1);
    }

    [Fact]
    public async Task Opens_a_window_while_the_trigger_lives_and_fills_it_when_the_form_is_there()
    {
        await using var site = await Start();
        slow.Wait = TimeSpan.FromSeconds(1.5);
        (await site.Command("/commit", "Maya Brandt: plan")).ShouldBe(new Answer(HttpStatusCode.OK, ""));

        site.Slack.Asked("views.open").ShouldHaveSingleItem()["view"]!.ToJsonString().ShouldContain("One moment");
        var filled = site.Slack.Asked("views.update").ShouldHaveSingleItem();
        filled["view_id"]!.ToString().ShouldStartWith("V");
        filled["view"]!["callback_id"]!.ToString().ShouldBe("commitment.log");
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
        people.Dispose();
        System.IO.Directory.Delete(folder, recursive: true);
    }

    /// <summary>With Ana known already, as anybody is after their first words.</summary>
    private async Task<SlackSite> Start()
    {
        var site = await SlackSite.Start(people, open: _ => slow.Open(connection));
        await site.Command("/goals");
        return site;
    }

    private async Task Finish(SlackSite site)
    {
        await site.Services.GetRequiredService<Running>().Settle();
        slow.Wait = TimeSpan.Zero;
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
