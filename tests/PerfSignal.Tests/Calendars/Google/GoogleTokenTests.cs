using NodaTime;
using PerfSignal.Bot.Calendars.Google;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Calendars.Google;

public sealed class GoogleTokenTests
{
    [Fact]
    public async Task A_token_is_kept_for_its_person_until_shortly_before_its_end()
    {
        await using var desk = await GoogleDesk.Open();
        var first = await desk.Tokens.For("mia@example.com", default);
        (await desk.Tokens.For("rui@example.com", default)).Value.ShouldNotBe(first.Value);

        desk.Clock.Advance(Duration.FromMinutes(54));
        (await desk.Tokens.For("mia@example.com", default)).ShouldBeSameAs(first);

        desk.Clock.Advance(Duration.FromMinutes(1));
        (await desk.Tokens.For("mia@example.com", default)).Value.ShouldNotBe(first.Value);
        desk.Google.TokensAskedFor.ShouldBe(["mia@example.com", "rui@example.com", "mia@example.com"]);
    }

    [Fact]
    public async Task Many_who_want_one_ask_once()
    {
        await using var desk = await GoogleDesk.Open();

        var tokens = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => desk.Tokens.For("mia@example.com", default)));

        tokens.Select(token => token.Value).Distinct().ShouldHaveSingleItem().ShouldNotBeNull();
        desk.Google.TokensAskedFor.Count.ShouldBe(1);
    }

    [Fact]
    public async Task One_who_gives_up_waiting_does_not_end_it_for_others()
    {
        await using var desk = await GoogleDesk.Open();
        using var gone = new CancellationTokenSource();
        await gone.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => desk.Tokens.For("mia@example.com", gone.Token));

        (await desk.Tokens.For("mia@example.com", default)).Value.ShouldNotBeNull();
        desk.Google.TokensAskedFor.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_refusal_is_not_kept()
    {
        await using var desk = await GoogleDesk.Open();
        desk.Google.NoTokens = (401, "unauthorized_client", "");
        (await desk.Tokens.For("mia@example.com", default)).Failed.ShouldNotBeNull();

        desk.Google.NoTokens = null;

        (await desk.Tokens.For("mia@example.com", default)).Value.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("{", "is no JSON")]
    [InlineData("[]", "is not the key of a service account")]
    [InlineData("{\"type\":\"authorized_user\"}", "is not the key of a service account")]
    [InlineData("{\"type\":\"service_account\"}", "private_key")]
    [InlineData("{\"type\":\"service_account\",\"private_key\":\"secret\"}", "no RSA key")]
    public void A_file_that_is_no_key_is_refused_without_showing_it(string text, string says)
    {
        var path = Path.GetTempFileName();
        try
        {
            File.WriteAllText(path, text);

            ServiceAccountKey.Fault(path).ShouldNotBeNull().ShouldContain(says);
            ServiceAccountKey.Fault(path)!.ShouldNotContain("secret");
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Fact]
    public void A_key_says_nothing_of_itself()
    {
        using var file = new GoogleKeyFile("https://oauth2.googleapis.com/token");

        ServiceAccountKey.Fault(file.Path).ShouldBeNull();
        ServiceAccountKey.Read(file.Path).ToString().ShouldBe($"ServiceAccountKey {{ ClientEmail = {GoogleKeyFile.Account} }}");
    }

    [Theory]
    [InlineData("http://oauth2.example.com/token")]
    [InlineData("token")]
    public void A_key_that_would_be_sent_unencrypted_is_refused(string tokenUri)
    {
        using var file = new GoogleKeyFile(tokenUri);

        ServiceAccountKey.Fault(file.Path).ShouldNotBeNull().ShouldContain("token_uri");
    }
}
