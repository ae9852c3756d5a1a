using NodaTime;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Teams.Outbound;

public sealed class ConnectorTests
{
    [Theory]
    [InlineData("send", 400, "BadSyntax", FailureCategory.Invalid, "BadSyntax")]
    [InlineData("send", 400, "Bad Argument", FailureCategory.Invalid, "BadArgument")]
    [InlineData("send", 403, "BotDisabledByAdmin", FailureCategory.RecipientGone, "BotDisabledByAdmin")]
    [InlineData("send", 403, "BotNotInConversationRoster", FailureCategory.RecipientGone, "BotNotInConversationRoster")]
    [InlineData("send", 404, "BotNotInConversationRoster", FailureCategory.RecipientGone, "BotNotInConversationRoster")]
    [InlineData("send", 403, "ConversationBlockedByUser", FailureCategory.RecipientGone, "ConversationBlockedByUser")]
    [InlineData("create", 403, "ForbiddenOperationException", FailureCategory.RecipientGone, "ForbiddenOperationException")]
    [InlineData("send", 403, null, FailureCategory.RecipientGone, "http_403")]
    [InlineData("send", 403, "InvalidBotApiHost", FailureCategory.Invalid, "InvalidBotApiHost")]
    [InlineData("send", 403, "NotEnoughPermissions", FailureCategory.Invalid, "NotEnoughPermissions")]
    [InlineData("send", 404, "ConversationNotFound", FailureCategory.RecipientGone, "ConversationNotFound")]
    [InlineData("send", 404, null, FailureCategory.RecipientGone, "http_404")]
    [InlineData("create", 404, null, FailureCategory.RecipientGone, "http_404")]
    [InlineData("update", 404, null, FailureCategory.Invalid, "http_404")]
    [InlineData("update", 404, "ActivityNotFoundInConversation", FailureCategory.Invalid, "ActivityNotFoundInConversation")]
    [InlineData("update", 404, "ConversationNotFound", FailureCategory.RecipientGone, "ConversationNotFound")]
    [InlineData("update", 403, "MessageWritesBlocked", FailureCategory.RecipientGone, "MessageWritesBlocked")]
    [InlineData("delete", 404, "ActivityNotFoundInConversation", FailureCategory.Invalid, "ActivityNotFoundInConversation")]
    [InlineData("send", 408, null, FailureCategory.Transient, "http_408")]
    [InlineData("send", 412, "PreconditionFailed", FailureCategory.Transient, "PreconditionFailed")]
    [InlineData("send", 413, "MessageSizeTooBig", FailureCategory.Invalid, "MessageSizeTooBig")]
    [InlineData("send", 418, null, FailureCategory.Invalid, "http_418")]
    [InlineData("send", 429, "Throttled", FailureCategory.Throttled, "Throttled")]
    [InlineData("create", 429, "Throttled", FailureCategory.Throttled, "Throttled")]
    [InlineData("send", 500, "ServiceError", FailureCategory.Transient, "ServiceError")]
    [InlineData("update", 502, "ServiceError", FailureCategory.Transient, "ServiceError")]
    [InlineData("send", 503, null, FailureCategory.Transient, "http_503")]
    [InlineData("delete", 504, null, FailureCategory.Transient, "http_504")]
    [InlineData("send", 507, null, FailureCategory.Transient, "http_507")]
    public async Task What_teams_refuses_has_its_category(string call, int status, string? code, FailureCategory category, string word)
    {
        await using var world = await TeamsWorld.Start();
        (await Ask(world, call, TeamsFault.Of(status, code))).ShouldBe(new DeliveryResult.Failed(category, word));
    }

    [Theory]
    [InlineData("""{"subCode":"MessageWritesBlocked","message":"m","errorCode":209}""", "MessageWritesBlocked")]
    [InlineData(
        """{"error":{"code":"Forbidden","innerHttpError":{"statusCode":403,"body":{"subCode":"MessageWritesBlocked"}}}}""",
        "MessageWritesBlocked"
    )]
    [InlineData("""{"error":"BotNotInConversationRoster"}""", "BotNotInConversationRoster")]
    [InlineData("""{"error":{"code":"Ana told Ben that it is over","message":"m"}}""", "http_403")]
    [InlineData("""{"error":{"code":"Ana Sousa","message":"m"}}""", "http_403")]
    [InlineData("""{"error":{"code":["x"]}}""", "http_403")]
    [InlineData("""{"error":{"code":"\ud800"}}""", "http_403")]
    [InlineData("""{"\ud800":1,"code":"Blocked"}""", "Blocked")]
    [InlineData("""[1]""", "http_403")]
    [InlineData("not json", "http_403")]
    public async Task The_word_is_found_wherever_it_stands_and_is_never_text(string body, string word)
    {
        await using var world = await TeamsWorld.Start();
        (await Ask(world, "send", new TeamsFault(403, body))).ShouldBe(new DeliveryResult.Failed(FailureCategory.RecipientGone, word));
    }

    [Theory]
    [InlineData("17", 17)]
    [InlineData("0", 1)]
    [InlineData("999999", 3600)]
    [InlineData("Tue, 24 Nov 2026 09:01:30 GMT", 90)]
    [InlineData("Tue, 24 Nov 2026 08:00:00 GMT", 1)]
    [InlineData("soon", null)]
    public async Task How_long_to_wait_is_said_in_seconds_or_by_a_date(string header, int? seconds)
    {
        await using var world = await TeamsWorld.Start();
        var failed = await Ask(world, "send", TeamsFault.Of(429, "Throttled") with { RetryAfter = header });
        failed.RetryAfter.ShouldBe(seconds is { } wait ? Duration.FromSeconds(wait) : null);
    }

    [Fact]
    public async Task A_lost_answer_leaves_a_message_in_doubt_but_not_a_new_conversation()
    {
        await using var world = await TeamsWorld.Start();
        (await Ask(world, "send", TeamsFault.Lost)).Category.ShouldBe(FailureCategory.Uncertain);
        (await Ask(world, "update", TeamsFault.Lost)).Category.ShouldBe(FailureCategory.Uncertain);
        (await Ask(world, "delete", TeamsFault.Lost)).Category.ShouldBe(FailureCategory.Uncertain);
        (await Ask(world, "create", TeamsFault.Lost)).Category.ShouldBe(FailureCategory.Transient);
    }

    [Fact]
    public async Task An_answer_that_never_comes_leaves_a_message_in_doubt()
    {
        await using var world = await TeamsWorld.Start(clock: new HastyClock());
        (await Ask(world, "send", TeamsFault.Silence)).ShouldBe(new DeliveryResult.Failed(FailureCategory.Uncertain, "timeout"));
        (await Ask(world, "create", TeamsFault.Silence)).ShouldBe(new DeliveryResult.Failed(FailureCategory.Transient, "timeout"));
    }

    [Fact]
    public async Task A_message_taken_back_without_an_answer_counts_as_taken_back_when_it_is_not_there()
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person("ana");
        var message = await Sent(world, ana);
        world.Connector.Faults.Enqueue(TeamsFault.Lost);
        (await world.Platform.Retract(message, default))
            .ShouldBeOfType<DeliveryResult.Failed>()
            .Category.ShouldBe(FailureCategory.Uncertain);

        (await world.Platform.Retract(message with { MayHaveArrived = true }, default)).ShouldBeOfType<DeliveryResult.Delivered>();
    }

    [Fact]
    public async Task A_connector_that_is_not_there_got_nothing()
    {
        await using var world = await TeamsWorld.Start(settings =>
            settings with
            {
                AllowedServiceHosts = ["127.0.0.1:1", "no-such-host.invalid"],
            }
        );
        foreach (var (url, word) in new[] { ("http://127.0.0.1:1/", "connect"), ("https://no-such-host.invalid/", "dns") })
        {
            var person = await world.Person(
                word,
                account: account =>
                {
                    (account.ServiceUrl, account.ConversationId) = (url, "a:1");
                    return account;
                }
            );
            var failed = (await world.Platform.Send(TeamsWorld.Said(person), default)).ShouldBeOfType<DeliveryResult.Failed>();
            failed.Category.ShouldBe(FailureCategory.Transient, failed.Word);
        }
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("https://smba.trafficmanager.net.evil.example/")]
    [InlineData("https://smba.trafficmanager.net@{0}/")]
    [InlineData("http://smba.trafficmanager.net/teams/")]
    [InlineData("file:///etc/passwd")]
    [InlineData("not an address")]
    public async Task A_host_that_is_not_allowed_gets_neither_request_nor_token(string serviceUrl)
    {
        await using var world = await TeamsWorld.Start(settings => settings with { AllowedServiceHosts = ["smba.trafficmanager.net"] });
        var url = serviceUrl.Replace("{0}", world.Connector.ServiceUrl, StringComparison.Ordinal);
        var ana = await world.Person(
            "ana",
            account: account =>
            {
                (account.ServiceUrl, account.ConversationId) = (url, "a:1");
                return account;
            }
        );
        var message = TeamsWorld.Said(ana) with { ConversationId = "a:1", MessageId = "1" };

        (await world.Platform.Reaches(ana, default)).ShouldBeFalse();
        (await world.Platform.Send(message, default)).ShouldBeOfType<DeliveryResult.Failed>();
        (await world.Platform.Update(message, default)).ShouldBe(
            new DeliveryResult.Failed(FailureCategory.Invalid, "service_host_not_allowed")
        );
        (await world.Platform.Retract(message, default)).ShouldBeOfType<DeliveryResult.Failed>();
        (await world.Describe(new(url, "a:1", "29:ana", null, TeamsConnector.TenantId), default)).ShouldBeNull();

        world.Connector.Calls.ShouldBeEmpty();
        world.Connector.Tokens.Asked.ShouldBe(0);
    }

    [Theory]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_not_followed(int status)
    {
        await using var evil = await TeamsConnector.Start();
        await using var world = await TeamsWorld.Start();
        var redirect = new TeamsFault(status) { Location = evil.ServiceUrl + "v3/conversations/a:1/activities" };

        (await Ask(world, "send", redirect)).ShouldBe(new DeliveryResult.Failed(FailureCategory.Invalid, $"http_{status}"));
        evil.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task An_endless_answer_is_not_read()
    {
        await using var world = await TeamsWorld.Start();
        var endless = new TeamsFault(201, $$"""{"id":"1","more":"{{new string('x', 200_000)}}"}""");
        var ana = await world.Person("ana");
        await world.Platform.Send(TeamsWorld.Said(ana), default);
        world.Connector.Faults.Enqueue(endless);

        (await world.Platform.Send(TeamsWorld.Said(ana), default)).ShouldBeOfType<DeliveryResult.Delivered>().MessageId.ShouldBe("");
    }

    /// <summary>Makes one call end in a fault, with everything before it in order.</summary>
    private static async Task<DeliveryResult.Failed> Ask(TeamsWorld world, string call, TeamsFault fault)
    {
        var ana = await world.Person($"ana{Guid.NewGuid():N}");
        if (call == "create")
        {
            world.Connector.Faults.Enqueue(fault);
            return (await world.Platform.Send(TeamsWorld.Said(ana), default)).ShouldBeOfType<DeliveryResult.Failed>();
        }

        var message = await Sent(world, ana);
        world.Connector.Faults.Enqueue(fault);
        var result = call switch
        {
            "send" => await world.Platform.Send(message, default),
            "update" => await world.Platform.Update(message, default),
            _ => await world.Platform.Retract(message, default),
        };
        return result.ShouldBeOfType<DeliveryResult.Failed>();
    }

    private static async Task<Message> Sent(TeamsWorld world, PerfSignal.Core.People.Person to)
    {
        var message = TeamsWorld.Said(to);
        var sent = (await world.Platform.Send(message, default)).ShouldBeOfType<DeliveryResult.Delivered>();
        return message with { ConversationId = sent.ConversationId, MessageId = sent.MessageId };
    }

    /// <summary>A clock that runs out twenty times too fast.</summary>
    private sealed class HastyClock : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
            base.CreateTimer(callback, state, dueTime > TimeSpan.Zero ? dueTime / 20 : dueTime, period);
    }
}
