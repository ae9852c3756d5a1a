using System.Net.Sockets;
using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Outbound;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Outbound;

public sealed class SlackApiTests
{
    private static JsonObject Hello => new() { ["channel"] = "U1", ["text"] = "Grüße & <mehr>" };

    private static Task<SlackAnswer> Post(SlackWorld world, string workspace = "T1") =>
        world.Get<CallSlack>()(workspace, "chat.postMessage", Hello, default);

    [Fact]
    public async Task Writes_as_json_and_reads_by_form_with_the_token()
    {
        await using var world = await SlackWorld.WithToken();

        (await Post(world)).ShouldBeOfType<SlackAnswer.Good>();
        var read = await world.Get<CallSlack>()("T1", "users.lookupByEmail", new() { ["email"] = "ana@example.com" }, default);

        read.ShouldBeOfType<SlackAnswer.Good>().Body["user"]!["id"]!.ToString().ShouldBe("U1");
        var (write, form) = (world.Slack.CallsOf("chat.postMessage").Single(), world.Slack.CallsOf("users.lookupByEmail").Single());
        (write.AsForm, form.AsForm).ShouldBe((false, true));
        (write.Token, form.Token).ShouldBe((SlackWorld.Token, SlackWorld.Token));
        write.Arguments["text"]!.ToString().ShouldBe("Grüße & <mehr>");
    }

    [Fact]
    public async Task Asks_once_whose_token_it_is_and_uses_it_for_no_other_workspace()
    {
        await using var world = await SlackWorld.WithToken();

        await Post(world);
        (await Post(world, "T2")).ShouldBe(new SlackAnswer.Refused("no_installation"));

        world.Slack.CallsOf("auth.test").Count().ShouldBe(1);
        world.Slack.CallsOf("chat.postMessage").Count().ShouldBe(1);
    }

    [Fact]
    public async Task Leaves_a_throttled_method_alone_without_asking_and_the_others_not()
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.Next("chat.postMessage", new SlackFault.Throttled(40));

        (await Post(world)).ShouldBe(new SlackAnswer.Throttled(Duration.FromSeconds(40)));
        world.Clock.Advance(Duration.FromSeconds(10));
        (await Post(world)).ShouldBe(new SlackAnswer.Throttled(Duration.FromSeconds(30)));
        var other = await world.Get<CallSlack>()("T1", "users.info", new() { ["user"] = "U1" }, default);

        world.Slack.CallsOf("chat.postMessage").Count().ShouldBe(1);
        other.ShouldBeOfType<SlackAnswer.Good>();
        world.Clock.Advance(Duration.FromSeconds(31));
        (await Post(world)).ShouldBeOfType<SlackAnswer.Good>();
    }

    [Fact]
    public async Task Tells_what_surely_did_not_arrive_from_what_may_have()
    {
        await using var world = await SlackWorld.WithToken();
        await Post(world);
        world.Slack.Next(
            "chat.postMessage",
            new SlackFault.DroppedAfter(),
            new SlackFault.DroppedBefore(),
            new SlackFault.Status(503, "busy"),
            new SlackFault.Status(200, "<html>"),
            new SlackFault.Status(302),
            new SlackFault.Status(413)
        );

        (await Post(world)).ShouldBeOfType<SlackAnswer.Unknown>();
        (await Post(world)).ShouldBeOfType<SlackAnswer.Unknown>();
        (await Post(world)).ShouldBe(new SlackAnswer.Unknown("http_503"));
        (await Post(world)).ShouldBe(new SlackAnswer.Unknown("no_answer"));
        (await Post(world)).ShouldBe(new SlackAnswer.Refused("http_302"));
        (await Post(world)).ShouldBe(new SlackAnswer.Refused("http_413"));
        world.Slack.State.Posts.Count.ShouldBe(2);

        // What only reads can be asked again.
        world.Slack.Next("users.info", new SlackFault.Status(503));
        (await world.Get<CallSlack>()("T1", "users.info", new() { ["user"] = "U1" }, default)).ShouldBe(
            new SlackAnswer.Refused("http_503")
        );
    }

    [Fact]
    public async Task Says_not_reached_where_nobody_listens()
    {
        using var free = new TcpListener(System.Net.IPAddress.Loopback, 0);
        free.Start();
        var settings = new SlackSettings { ApiBaseUrl = $"http://{free.LocalEndpoint}/api/" };
        free.Stop();
        using var http = new SlackHttp(settings, new TestClock());

        var spoke = await http.Call("chat.postMessage", "xoxb", Hello, default);

        spoke.Answer.ShouldBeOfType<SlackAnswer.NotReached>();
    }

    [Fact]
    public async Task Gives_up_what_the_caller_no_longer_waits_for()
    {
        await using var world = await SlackWorld.WithToken();
        var answer = new TaskCompletionSource();
        world.Slack.Next("chat.postMessage", new SlackFault.Held(answer.Task));
        using var patience = new CancellationTokenSource();

        var call = world.Get<CallSlack>()("T1", "chat.postMessage", Hello, patience.Token);
        await patience.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(call);
        answer.SetResult();
    }

    [Theory]
    [InlineData("https://hooks.slack.com.evil.example/x")]
    [InlineData("https://evil.example/hooks.slack.com")]
    [InlineData("https://hooks.slack.com@evil.example/x")]
    [InlineData("https://user@hooks.slack.com/x")]
    [InlineData("http://hooks.slack.com/x")]
    [InlineData("https://hooks.slack.com:8443/x")]
    [InlineData("http://10.0.0.1/x")]
    [InlineData("/actions/x")]
    [InlineData("")]
    public async Task Posts_to_no_response_url_but_slacks(string url)
    {
        await using var world = await SlackWorld.WithToken();

        (await world.Get<RespondAt>()(url, Hello, default)).ShouldBe(new SlackAnswer.Refused("not_slacks_host"));
    }

    [Fact]
    public async Task Posts_to_a_response_url_without_the_token()
    {
        await using var world = await SlackWorld.WithToken();
        var url = world.Slack.NewResponseUrl();

        for (var time = 0; time < 5; time++)
        {
            (await world.Get<RespondAt>()(url, Hello, default)).ShouldBeOfType<SlackAnswer.Good>();
        }

        (await world.Get<RespondAt>()(url, Hello, default)).ShouldBe(new SlackAnswer.Refused("http_404"));
        world.Slack.Responses.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Asks_this_machine_only_where_the_whole_api_is_here()
    {
        await using var world = await SlackWorld.WithToken();
        using var http = new SlackHttp(new SlackSettings(), new TestClock());
        var real = new SlackApi(http, null!, new Throttles(new TestClock()), null!, new SlackSettings());

        (await real.Respond(world.Slack.NewResponseUrl(), Hello, default)).ShouldBe(new SlackAnswer.Refused("not_slacks_host"));
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task Takes_its_token_nowhere_that_a_redirect_names(int status)
    {
        await using var server = await FeedStandIn.Start();
        server.Redirect("/api/auth.test", server.Address + "/stolen", status);
        var settings = new SlackSettings { ApiBaseUrl = server.Address + "/api/" };
        using var http = new SlackHttp(settings, new TestClock());

        (await http.Call("auth.test", "xoxb-1", [], default)).Answer.ShouldBe(new SlackAnswer.Refused($"http_{status}"));
        server.Requests.Count.ShouldBe(1);
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(40, 40)]
    [InlineData(1_000_000, 3600)]
    public async Task Waits_as_long_as_slack_says_within_reason(int said, int waits)
    {
        await using var world = await SlackWorld.WithToken();
        world.Slack.Next("chat.postMessage", new SlackFault.Throttled(said));

        (await Post(world)).ShouldBe(new SlackAnswer.Throttled(Duration.FromSeconds(waits)));
    }

    [Theory]
    [InlineData("-5")]
    [InlineData("soon")]
    [InlineData("99999999999999999999")]
    [InlineData("")]
    public async Task Waits_half_a_minute_where_it_does_not_understand_how_long(string said)
    {
        await using var server = await FeedStandIn.Start();
        server.Files["/api/auth.test"] = context =>
        {
            context.Response.StatusCode = 429;
            context.Response.Headers.RetryAfter = said;
            return Task.CompletedTask;
        };
        using var http = new SlackHttp(new SlackSettings { ApiBaseUrl = server.Address + "/api/" }, new TestClock());

        (await http.Call("auth.test", "xoxb-1", [], default)).Answer.ShouldBe(new SlackAnswer.Throttled(Duration.FromSeconds(30)));
    }
}
