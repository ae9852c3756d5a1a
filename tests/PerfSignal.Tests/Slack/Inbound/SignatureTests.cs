using System.Net;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using NodaTime;
using PerfSignal.Bot.Slack;
using PerfSignal.Bot.Slack.Inbound;
using PerfSignal.Core.Governance;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Slack.Inbound;

public sealed class SignatureTests
{
    // The example of https://docs.slack.dev/authentication/verifying-requests-from-slack
    private const string Body =
        "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";
    private const string Timestamp = "1531420618";
    private const string Signature = "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503";
    private static readonly Instant Then = Instant.FromUnixTimeSeconds(1531420618);

    [Theory]
    [InlineData(Timestamp, Signature, Body, 0, "Good")]
    [InlineData(Timestamp, Signature, Body, 300, "Good")]
    [InlineData(Timestamp, Signature, Body, -300, "Good")]
    [InlineData(Timestamp, Signature, Body, 301, "OutOfTime")]
    [InlineData(Timestamp, Signature, Body, -301, "OutOfTime")]
    [InlineData("1531420619", Signature, Body, 0, "Wrong")]
    [InlineData(Timestamp, Signature, Body + "x", 0, "Wrong")]
    [InlineData(Timestamp, Signature, "", 0, "Wrong")]
    [InlineData(Timestamp, "v0=A2114D57B48EAC39B9AD189DD8316235A7B4A8D21A10BD27519666489C69B503", Body, 0, "Wrong")]
    [InlineData(Timestamp, "v1=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503", Body, 0, "Wrong")]
    [InlineData(Timestamp, "v0=", Body, 0, "Wrong")]
    [InlineData(Timestamp, "v0=ä", Body, 0, "Wrong")]
    [InlineData(Timestamp, null, Body, 0, "Missing")]
    [InlineData(null, Signature, Body, 0, "Missing")]
    [InlineData("", Signature, Body, 0, "Missing")]
    [InlineData("-1531420618", Signature, Body, 0, "Malformed")]
    [InlineData("1531420618.0", Signature, Body, 0, "Malformed")]
    [InlineData("99999999999999999999", Signature, Body, 0, "Malformed")]
    [InlineData(" 1531420618", Signature, Body, 0, "Malformed")]
    public void Takes_only_what_slack_signed_within_five_minutes(
        string? timestamp,
        string? signature,
        string body,
        int age,
        string verdict
    ) => Check(new SlackSettings { SigningSecret = SlackSite.Secret }, timestamp, signature, body, age).ToString().ShouldBe(verdict);

    [Theory]
    [InlineData("other", SlackSite.Secret, "Good")]
    [InlineData("other", "another", "Wrong")]
    [InlineData("other", "", "Wrong")]
    [InlineData("other", null, "Wrong")]
    public void Takes_the_previous_secret_while_it_is_changed(string secret, string? previous, string verdict) =>
        Check(new SlackSettings { SigningSecret = secret, PreviousSigningSecret = previous }, Timestamp, Signature, Body, 0)
            .ToString()
            .ShouldBe(verdict);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Takes_nothing_that_is_signed_with_an_empty_secret(string? previous)
    {
        // An HMAC may have an empty key, so everybody could make this one.
        var signature =
            "v0="
            + Convert.ToHexStringLower(
                System.Security.Cryptography.HMACSHA256.HashData(Array.Empty<byte>(), Encoding.UTF8.GetBytes($"v0:{Timestamp}:{Body}"))
            );

        Check(new SlackSettings { SigningSecret = "", PreviousSigningSecret = previous }, Timestamp, signature, Body, 0)
            .ShouldBe(SignatureVerdict.Wrong);
    }

    [Fact]
    public void Refuses_to_start_without_a_secret() =>
        Should
            .Throw<InvalidOperationException>(() => new ServiceCollection().AddPerfSignalSlack(new SlackSettings { Enabled = true }))
            .Message.ShouldContain("Slack:SigningSecret");

    [Fact]
    public async Task Answers_what_is_not_signed_with_401_and_one_audit_entry_a_minute()
    {
        await using var site = await SlackSite.Start();
        foreach (var path in new[] { "events", "commands", "interactions" })
        {
            (await site.Post(path, "{}", secret: "wrong")).Status.ShouldBe(HttpStatusCode.Unauthorized);
            (await site.Post(path, "{}", age: Duration.FromMinutes(6))).Status.ShouldBe(HttpStatusCode.Unauthorized);
            (await site.Post(path, "{}", signedBody: "{} ")).Status.ShouldBe(HttpStatusCode.Unauthorized);
            (await site.Post(path, "{}", change: request => request.Headers.Remove("X-Slack-Signature"))).Status.ShouldBe(
                HttpStatusCode.Unauthorized
            );
        }

        Refused(site).ShouldBe(["slack.signature_missing", "slack.signature_wrong", "slack.timestamp_out_of_time"]);
        site.People.Clock.Advance(Duration.FromSeconds(61));
        await site.Post("events", "{}", secret: "wrong");
        Refused(site).Count(what => what == "slack.signature_wrong").ShouldBe(2);
    }

    [Fact]
    public async Task Does_not_mind_how_headers_are_written()
    {
        await using var site = await SlackSite.Start();
        var answer = await site.Post(
            "events",
            """{"type":"url_verification","challenge":"3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"}""",
            change: request =>
            {
                foreach (var name in new[] { "X-Slack-Request-Timestamp", "X-Slack-Signature" })
                {
                    var value = request.Headers.GetValues(name).Single();
                    request.Headers.Remove(name);
                    request.Headers.Add(name.ToUpperInvariant(), value);
                }
            }
        );

        answer.ShouldBe(new Answer(HttpStatusCode.OK, "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P"));
    }

    [Fact]
    public async Task Reads_no_more_than_a_megabyte()
    {
        await using var site = await SlackSite.Start();

        (await site.Post("events", new string(' ', SlackBody.Most - 2) + "{}")).Status.ShouldBe(HttpStatusCode.OK);
        (await site.Post("events", new string(' ', SlackBody.Most - 1) + "{}")).Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    private static List<string> Refused(SlackSite site) =>
        [.. site.People.All<AuditEntry>().Where(entry => entry.Act == "refused").Select(entry => entry.What).Order(StringComparer.Ordinal)];

    private static SignatureVerdict Check(SlackSettings settings, string? timestamp, string? signature, string body, int age) =>
        new SlackSignature(settings, new TestClock(Then + Duration.FromSeconds(age))).Check(
            timestamp,
            signature,
            Encoding.UTF8.GetBytes(body)
        );

    [Fact]
    public async Task Reads_no_more_than_a_megabyte_that_says_no_length()
    {
        await using var site = await SlackSite.Start();

        var answer = await site.Post(
            "events",
            new string(' ', SlackBody.Most) + "{}",
            change: request => request.Headers.TransferEncodingChunked = true
        );
        answer.Status.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }
}
