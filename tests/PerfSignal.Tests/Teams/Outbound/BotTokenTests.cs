using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Azure;
using Azure.Core;
using Azure.Identity;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using NodaTime;
using PerfSignal.Bot.Teams.Outbound;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Teams.Outbound;

public sealed class BotTokenTests
{
    [Fact]
    public async Task A_hundred_messages_at_once_ask_for_one_token()
    {
        await using var world = await TeamsWorld.Start();
        var people = await Task.WhenAll(Enumerable.Range(0, 10).Select(number => world.Person($"p{number}")));

        var results = await Task.WhenAll(
            Enumerable.Range(0, 100).Select(number => world.Platform.Send(TeamsWorld.Said(people[number % 10]), default))
        );

        results.ShouldAllBe(result => result is DeliveryResult.Delivered);
        world.Connector.Tokens.Asked.ShouldBe(1);
        world.Connector.Calls.Select(call => call.Token).Distinct().ShouldHaveSingleItem();
    }

    [Fact]
    public async Task A_token_is_used_until_five_minutes_before_its_end()
    {
        await using var world = await TeamsWorld.Start();
        var first = await Issued(world);

        world.Clock.Advance(Duration.FromSeconds(3600 - 301));
        (await Issued(world)).ShouldBe(first);
        world.Clock.Advance(Duration.FromSeconds(1));
        (await Issued(world)).ShouldNotBe(first);
        world.Connector.Tokens.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_token_that_cannot_be_renewed_is_used_to_its_end()
    {
        await using var world = await TeamsWorld.Start();
        var first = await Issued(world);
        world.Connector.Tokens.Faults.Enqueue(new TeamsFault(503));
        world.Connector.Tokens.Faults.Enqueue(new TeamsFault(503));

        world.Clock.Advance(Duration.FromSeconds(3600 - 200));
        (await Issued(world)).ShouldBe(first);
        (await Issued(world)).ShouldBe(first);
        world.Connector.Tokens.Asked.ShouldBe(2);

        world.Clock.Advance(Duration.FromSeconds(200));
        (await world.Token.Get(null, default)).ShouldBe(new TokenAnswer.Refused(FailureCategory.Transient, "token_http_503"));
    }

    [Fact]
    public async Task A_refused_token_is_renewed_once_and_the_call_made_again()
    {
        await using var world = await TeamsWorld.Start();
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(number => world.Person($"p{number}")));
        await world.Platform.Send(TeamsWorld.Said(people[0]), default);
        world.Connector.Tokens.Revoke();

        var results = await Task.WhenAll(people.Select(person => world.Platform.Send(TeamsWorld.Said(person), default)));

        results.ShouldAllBe(result => result is DeliveryResult.Delivered);
        world.Connector.Tokens.Asked.ShouldBe(2);
    }

    [Fact]
    public async Task A_bot_that_is_refused_with_a_fresh_token_too_is_unauthorized()
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person("ana");
        world.Connector.Faults.Enqueue(TeamsFault.Of(401, "BotNotRegistered"));
        world.Connector.Faults.Enqueue(TeamsFault.Of(401, "BotNotRegistered"));

        (await world.Platform.Send(TeamsWorld.Said(ana), default)).ShouldBe(
            new DeliveryResult.Failed(FailureCategory.Unauthorized, "BotNotRegistered")
        );
        (world.Connector.Calls.Count, world.Connector.Tokens.Asked).ShouldBe((2, 2));
    }

    [Theory]
    [InlineData(
        401,
        """{"error":"invalid_client","error_codes":[7000222]}""",
        FailureCategory.Unauthorized,
        "token_invalid_client_AADSTS7000222"
    )]
    [InlineData(
        400,
        """{"error":"unauthorized_client","error_codes":[700016]}""",
        FailureCategory.Unauthorized,
        "token_unauthorized_client_AADSTS700016"
    )]
    [InlineData(400, """{"error":"temporarily_unavailable"}""", FailureCategory.Transient, "token_temporarily_unavailable")]
    [InlineData(
        400,
        """{"error":"Ana said that she would, whatever it takes, see to it"}""",
        FailureCategory.Unauthorized,
        "token_http_400"
    )]
    [InlineData(403, "", FailureCategory.Unauthorized, "token_http_403")]
    [InlineData(302, "", FailureCategory.Unauthorized, "token_http_302")]
    [InlineData(429, "", FailureCategory.Throttled, "token_http_429")]
    [InlineData(500, "<html>", FailureCategory.Transient, "token_http_500")]
    [InlineData(200, "{", FailureCategory.Transient, "token_answer_unreadable")]
    [InlineData(200, """{"access_token":"two\r\nlines","expires_in":3600}""", FailureCategory.Transient, "token_answer_unreadable")]
    [InlineData(200, """{"access_token":"x","expires_in":"soon"}""", FailureCategory.Transient, "token_answer_unreadable")]
    public async Task What_the_token_endpoint_refuses_has_its_category(int status, string body, FailureCategory category, string word)
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person("ana");
        world.Connector.Tokens.Faults.Enqueue(new TeamsFault(status, body) { Location = $"{world.Connector.Address}/token" });

        var failed = (await world.Platform.Send(TeamsWorld.Said(ana), default)).ShouldBeOfType<DeliveryResult.Failed>();

        (failed.Category, failed.Word).ShouldBe((category, word));
        world.Connector.Calls.ShouldBeEmpty();
        world.Connector.Tokens.Asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_token_endpoint_that_is_not_there_may_come_back()
    {
        await using var world = await TeamsWorld.Start(settings => settings with { TokenEndpoint = "http://127.0.0.1:1/token" });

        (await world.Token.Get(null, default)).ShouldBe(new TokenAnswer.Refused(FailureCategory.Transient, "token_connect"));
    }

    [Fact]
    public async Task Neither_secret_nor_token_nor_conversation_is_logged()
    {
        await using var world = await TeamsWorld.Start();
        var ana = await world.Person("ana");
        world.Connector.Tokens.Faults.Enqueue(new TeamsFault(401, """{"error":"invalid_client"}"""));
        await world.Platform.Send(TeamsWorld.Said(ana), default);
        await world.Platform.Send(TeamsWorld.Said(ana), default);

        world.Connector.Messages.ShouldNotBeEmpty();
        world.Log.All.ShouldNotContain(TeamsTokens.Secret);
        world.Log.All.ShouldNotContain("token-");
        world.Log.All.ShouldNotContain(TeamsConnector.ConversationWith("29:ana"));
        (await world.Token.Get(null, default)).ToString()!.ShouldNotContain("token-");
    }

    [Fact]
    public async Task A_certificate_proves_who_the_bot_is()
    {
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(
            DateTimeOffset.UnixEpoch,
            DateTimeOffset.UnixEpoch.AddYears(100)
        );
        var file = Path.GetTempFileName();
        try
        {
            await using var world = await TeamsWorld.Start(settings => settings with { ClientSecret = null, CertificateFile = file });
            (await world.Token.Get(null, default)).ShouldBe(
                new TokenAnswer.Refused(FailureCategory.Unauthorized, "token_certificate_unreadable")
            );

            await File.WriteAllTextAsync(file, certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem());
            world.Connector.Tokens.Proves = async statement =>
            {
                var read = new JsonWebToken(statement);
                read.GetHeaderValue<string>("x5t#S256")
                    .ShouldBe(Base64UrlEncoder.Encode(certificate.GetCertHash(HashAlgorithmName.SHA256)));
                read.Alg.ShouldBe("PS256");
                (read.Subject, read.ValidTo).ShouldBe((TeamsConnector.AppId, world.Clock.GetUtcNow().UtcDateTime.AddMinutes(5)));
                var validated = await new JsonWebTokenHandler().ValidateTokenAsync(
                    statement,
                    new TokenValidationParameters
                    {
                        ValidIssuer = TeamsConnector.AppId,
                        ValidAudience = world.Connector.TokenEndpoint,
                        IssuerSigningKey = new X509SecurityKey(certificate),
                        ValidateLifetime = false,
                    }
                );
                return validated.IsValid;
            };

            (await world.Token.Get(null, default)).ShouldBeOfType<TokenAnswer.Issued>();
            world.Connector.Tokens.Form.Keys.ShouldNotContain("client_secret");
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public async Task A_managed_identity_gives_its_token_or_says_what_is_wrong()
    {
        var clock = new TestClock();
        async Task<TokenAnswer> Ask(Func<AccessToken> answer) => await new ManagedIdentityToken(new Credential(answer), clock).Ask(default);

        var ends = clock.GetUtcNow().AddHours(24);
        (await Ask(() => new AccessToken("t", ends))).ShouldBe(new TokenAnswer.Issued("t", Instant.FromDateTimeOffset(ends)));
        (await Ask(() => throw new CredentialUnavailableException("no endpoint"))).ShouldBe(
            new TokenAnswer.Refused(FailureCategory.Unauthorized, "token_no_managed_identity")
        );
        (await Ask(() => throw new AuthenticationFailedException("no", new RequestFailedException(400, "unknown identity")))).ShouldBe(
            new TokenAnswer.Refused(FailureCategory.Unauthorized, "token_managed_identity_refused")
        );
        (await Ask(() => throw new AuthenticationFailedException("no", new RequestFailedException(503, "later")))).ShouldBe(
            new TokenAnswer.Refused(FailureCategory.Transient, "token_managed_identity_failed")
        );
    }

    [Fact]
    public async Task A_stand_in_on_this_machine_is_asked_without_a_token_where_the_settings_say_so()
    {
        await using var world = await TeamsWorld.Start(settings =>
            settings with
            {
                ClientSecret = null,
                AllowUnauthenticatedLoopback = true,
            }
        );
        world.Connector.WantsToken = false;

        (await world.Platform.Send(TeamsWorld.Said(await world.Person("ana")), default)).ShouldBeOfType<DeliveryResult.Delivered>();

        world.Connector.Calls.ShouldAllBe(call => call.Token == null);
        world.Connector.Tokens.Asked.ShouldBe(0);
    }

    private static async Task<string> Issued(TeamsWorld world) =>
        (await world.Token.Get(null, default)).ShouldBeOfType<TokenAnswer.Issued>().Token;

    private sealed class Credential(Func<AccessToken> answer) : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => answer();

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
        {
            requestContext.Scopes.ShouldBe([BotScope.Public]);
            return ValueTask.FromResult(answer());
        }
    }
}
