using System.Net;
using System.Text.Json.Nodes;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Governance;

namespace PerfSignal.Tests.Teams.Inbound;

public sealed class TokenTests
{
    public static TheoryData<string, int, string> Refused { get; } =
        new()
        {
            { "wrong issuer", 401, "token_issuer" },
            { "emulator issuer", 401, "token_issuer" },
            { "wrong audience", 401, "token_audience" },
            { "wrong key", 401, "token_signature" },
            { "unknown key", 401, "token_key" },
            { "alg none", 401, "token_algorithm" },
            { "alg HS256 with the public key", 401, "token_algorithm" },
            { "alg RS384", 401, "token_algorithm" },
            { "expired", 401, "token_expired" },
            { "not yet valid", 401, "token_not_yet_valid" },
            { "other service url", 401, "token_service_url" },
            { "service url in other letters", 401, "token_service_url" },
            { "no service url claim", 401, "token_service_url" },
            { "not endorsed", 401, "endorsement" },
            { "endorsed for nothing", 401, "endorsement" },
            { "other channel", 401, "channel" },
            { "no service url", 401, "token_service_url" },
            { "service url without its slash", 401, "token_service_url" },
            { "a host like an allowed one", 403, "service_host" },
            { "tenant that is no text", 403, "tenant" },
            { "other tenant", 403, "tenant" },
            { "other tenant in the channel data", 403, "tenant" },
            { "no tenant", 403, "tenant" },
            { "host that is not allowed", 403, "service_host" },
            { "no token", 401, "token_missing" },
            { "garbage", 401, "token_malformed" },
            { "three parts of nothing", 401, "token_algorithm" },
        };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task Refuses_what_is_not_vouched_for_and_says_so_in_the_audit_log(string what, int status, string kind)
    {
        await using var site = await TeamsSite.Start();
        var (token, activity) = (new Token(), site.Typed(site.Ana, "goals"));
        string? header = null;
        switch (what)
        {
            case "wrong issuer":
                token = token with { Issuer = "https://api.botframework.com/" };
                break;
            case "emulator issuer":
                token = token with { Issuer = "https://sts.windows.net/d6d49420-f39b-4df7-a1dc-d59a935871db/" };
                break;
            case "wrong audience":
                token = token with { Audience = "api://" + TeamsSite.AppId };
                break;
            case "wrong key":
                token = token with { Key = KeyServer.Other };
                break;
            case "unknown key":
                token = token with { KeyId = "nobody's", Key = KeyServer.Other };
                break;
            case "alg none":
                token = token with { Algorithm = "none" };
                break;
            case "alg HS256 with the public key":
                token = token with { Algorithm = "HS256" };
                break;
            case "alg RS384":
                token = token with { Algorithm = "RS384" };
                break;
            case "expired":
                token = token with { From = TimeSpan.FromHours(-2), Until = TimeSpan.FromMinutes(-5.1) };
                break;
            case "not yet valid":
                token = token with { From = TimeSpan.FromMinutes(5.1) };
                break;
            case "other service url":
                token = token with { ServiceUrl = "https://smba.trafficmanager.net/amer/" };
                break;
            case "service url in other letters":
                token = token with { ServiceUrl = TeamsSite.ServiceUrl.ToUpperInvariant() };
                break;
            case "no service url claim":
                token = token with { ServiceUrl = null };
                break;
            case "not endorsed":
                token = token with { KeyId = "webchat-only" };
                break;
            case "endorsed for nothing":
                token = token with { KeyId = "endorsed-for-nothing" };
                break;
            case "no service url":
                activity.Remove("serviceUrl");
                break;
            case "service url without its slash":
                token = token with { ServiceUrl = TeamsSite.ServiceUrl.TrimEnd('/') };
                break;
            case "a host like an allowed one":
                token = token with { ServiceUrl = "https://smba.trafficmanager.net.evil.example/" };
                activity["serviceUrl"] = token.ServiceUrl;
                break;
            case "tenant that is no text":
                activity["conversation"]!["tenantId"] = new JsonArray();
                break;
            case "other channel":
                activity["channelId"] = "webchat";
                break;
            case "other tenant":
                activity["conversation"]!["tenantId"] = TeamsSite.AppId;
                break;
            case "other tenant in the channel data":
                activity["channelData"]!["tenant"]!["id"] = TeamsSite.AppId;
                break;
            case "no tenant":
                activity.Remove("channelData");
                activity["conversation"]!.AsObject().Remove("tenantId");
                break;
            case "host that is not allowed":
                token = token with { ServiceUrl = "https://evil.example/" };
                activity["serviceUrl"] = "https://evil.example/";
                break;
            case "garbage":
                header = "garbage";
                break;
            case "three parts of nothing":
                header = "e30.e30.e30";
                break;
        }

        header ??= what == "no token" ? null : token.Sign(site.Clock);
        ((int)(await site.Send(activity.ToJsonString(), header)).Status).ShouldBe(status);

        var entry = site.All<AuditEntry>().ShouldHaveSingleItem();
        (entry.Act, entry.What, entry.Purpose, entry.ActorAlias).ShouldBe(("refused", "teams.messages", kind, null));
        site.All<InboundRow>().ShouldBeEmpty();
        site.All<PerfSignal.Core.People.ChatAccount>().ShouldBeEmpty();
    }

    [Theory]
    [InlineData("good", 4.9)]
    [InlineData("unendorsed", 0)]
    public async Task Lets_a_good_token_in_within_five_minutes_of_its_end(string key, double late)
    {
        await using var site = await TeamsSite.Start();
        var token = new Token
        {
            KeyId = key,
            From = TimeSpan.FromHours(-1),
            Until = TimeSpan.FromMinutes(-late) + TimeSpan.FromSeconds(1),
        };

        (await site.Send(site.Typed(site.Ana, "goals").ToJsonString(), token.Sign(site.Clock))).Status.ShouldBe(HttpStatusCode.OK);
        site.All<InboundRow>().Count.ShouldBe(1);
        site.All<AuditEntry>().ShouldNotContain(entry => entry.Act == "refused");
    }

    [Fact]
    public async Task Asks_for_the_keys_again_once_when_a_token_names_a_new_one()
    {
        await using var keys = await KeyServer.Start();
        await using var site = await TeamsSite.Start(keys);
        (await site.Send(site.Typed(site.Ana, "goals"))).Status.ShouldBe(HttpStatusCode.OK);
        keys.Asked.ShouldBe(1);

        keys.Keys["rolled"] = (KeyServer.Other, ["msteams"]);
        site.Clock.Advance(NodaTime.Duration.FromMinutes(2));
        var rolled = new Token { KeyId = "rolled", Key = KeyServer.Other };
        (await site.Send(site.Typed(site.Ana, "goals").ToJsonString(), rolled.Sign(site.Clock))).Status.ShouldBe(HttpStatusCode.OK);
        keys.Asked.ShouldBe(2);

        // Made-up key ids do not make Microsoft be asked once each.
        for (var i = 0; i < 20; i++)
        {
            var made = new Token { KeyId = $"made-up-{i}", Key = KeyServer.Other };
            (await site.Send(site.Typed(site.Ana, "goals").ToJsonString(), made.Sign(site.Clock))).Status.ShouldBe(
                HttpStatusCode.Unauthorized
            );
        }

        keys.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task Asks_Teams_to_come_again_while_the_keys_cannot_be_had_and_lives_on_known_ones()
    {
        await using var keys = await KeyServer.Start();
        keys.IsDown = true;
        await using var site = await TeamsSite.Start(keys);
        (await site.Send(site.Typed(site.Ana, "goals"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await site.Send(site.Typed(site.Ana, "goals"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        keys.Asked.ShouldBe(1);
        site.All<AuditEntry>().ShouldBeEmpty();

        keys.IsDown = false;
        site.Clock.Advance(NodaTime.Duration.FromSeconds(6));
        (await site.Send(site.Typed(site.Ana, "goals"))).Status.ShouldBe(HttpStatusCode.OK);

        keys.IsDown = true;
        site.Clock.Advance(NodaTime.Duration.FromDays(2));
        (await site.Send(site.Typed(site.Ana, "goals"))).Status.ShouldBe(HttpStatusCode.OK);
        site.Clock.Advance(NodaTime.Duration.FromDays(4));
        (await site.Send(site.Typed(site.Ana, "goals"))).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
    }

    [Fact]
    public async Task Collapses_repeats_in_the_audit_log_to_one_a_kind_and_minute()
    {
        await using var site = await TeamsSite.Start();
        for (var i = 0; i < 30; i++)
        {
            (await site.Send("{}", null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        }

        site.All<AuditEntry>().Count.ShouldBe(1);
        site.Clock.Advance(NodaTime.Duration.FromMinutes(1));
        await site.Send("{}", null);
        await site.Send("{}", "garbage");
        site.All<AuditEntry>().Count.ShouldBe(3);
    }

    [Theory]
    [InlineData("Development", "true", "", "", 200)]
    [InlineData("Development", "false", "", "", 401)]
    [InlineData("Production", "true", "", "", 401)]
    [InlineData("Development", "true", "Forwarded", "for=10.0.0.1", 401)]
    [InlineData("Development", "true", "X-Forwarded-For", "10.0.0.1", 401)]
    [InlineData("Development", "true", "X-Original-For", "10.0.0.1", 401)]
    [InlineData("Development", "true", "Via", "1.1 proxy", 401)]
    [InlineData("Development", "true", "X-Real-IP", "10.0.0.1", 401)]
    [InlineData("Development", "true", "Host", "perfsignal.example.com", 401)]
    [InlineData("Development", "true", "Authorization", "Bearer garbage", 401)]
    public async Task Opens_to_a_stand_in_on_this_machine_only_where_it_is_told_to(
        string environment,
        string allowed,
        string header,
        string value,
        int status
    )
    {
        await using var site = await TeamsSite.Start(null, environment, ("Teams:AllowUnauthenticatedLoopback", allowed));
        var activity = site.Typed(site.Ana, "goals");
        activity["channelId"] = "emulator";
        var body = System.Text.Encoding.UTF8.GetBytes(activity.ToJsonString());
        var (got, _) = await site.Post(body, null, header.Length == 0 ? [] : [(header, value)]);
        ((int)got).ShouldBe(status);
    }

    [Theory]
    [InlineData("[]")]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("{\"text\":\"no type\"}")]
    [InlineData("{\"type\":7}")]
    [InlineData("{\"type\":\"message\",\"text\":\"\\ud800\"}")]
    [InlineData("{\"type\":\"message\",\"\\ud800\":1}")]
    [InlineData("deep")]
    public async Task Calls_what_is_no_activity_a_bad_request(string body)
    {
        await using var site = await TeamsSite.Start();
        body = body == "deep" ? "{\"type\":\"message\",\"x\":" + new string('[', 500) + new string(']', 500) + "}" : body;
        (await site.Send(body, new Token().Sign(site.Clock))).Status.ShouldBe(HttpStatusCode.BadRequest);
        (await site.Send(body, null)).Status.ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task Reads_no_more_than_a_quarter_of_a_megabyte()
    {
        await using var site = await TeamsSite.Start();
        var body = new JsonObject { ["type"] = "message", ["text"] = new string('x', 300 * 1024) }.ToJsonString();
        (await site.Send(body, new Token().Sign(site.Clock))).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }
}
