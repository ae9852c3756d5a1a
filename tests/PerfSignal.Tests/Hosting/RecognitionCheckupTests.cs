using NodaTime;
using PerfSignal.Bot.Hosting;
using PerfSignal.Bot.Slack;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Hosting;

public sealed class RecognitionCheckupTests : IDisposable
{
    private static readonly Settings WithSlack = Settings.Read(new Microsoft.Extensions.Configuration.ConfigurationBuilder().Build()) with
    {
        Recognition = new Recognition("C1"),
        Slack = new SlackSettings { Enabled = true },
    };

    private readonly SmallTeam team = new();

    public void Dispose() => team.Dispose();

    [Fact]
    public async Task Says_nothing_where_no_channel_is_chosen() => (await Find(WithSlack with { Recognition = new() })).ShouldBeEmpty();

    [Fact]
    public async Task Does_not_claim_what_it_cannot_know() => (await Find(WithSlack)).Single().Grade.ShouldBe(Grade.Note);

    [Fact]
    public async Task Says_that_the_platform_of_the_channel_is_off() =>
        (await Find(WithSlack with { Slack = new SlackSettings() })).Single().Grade.ShouldBe(Grade.Bad);

    [Theory]
    [InlineData("channel_not_found", "foot of the channel's details")]
    [InlineData("not_in_channel", "/invite")]
    [InlineData("is_archived", "restore it")]
    [InlineData("restricted_action", "restricted_action means")]
    public async Task Says_why_nothing_can_be_posted_and_how_to_mend_it(string word, string mend)
    {
        Post(DeliveryState.Sent, null);
        Post(DeliveryState.Failed, word);

        var finding = (await Find(WithSlack)).Single();

        finding.Grade.ShouldBe(Grade.Bad);
        finding.What.ShouldContain(word);
        finding.Mend!.ShouldContain(mend);
    }

    [Fact]
    public async Task Is_content_once_it_worked_again()
    {
        Post(DeliveryState.Failed, "not_in_channel");
        Post(DeliveryState.Sent, null);
        (await Find(WithSlack)).Single().Grade.ShouldBe(Grade.Good);
    }

    private async Task<IReadOnlyList<Finding>> Find(Settings settings)
    {
        await using var data = team.Open();
        return await new RecognitionCheckup(data, settings).Run(default);
    }

    private void Post(DeliveryState state, string? word)
    {
        team.Clock.Advance(Duration.FromMinutes(1));
        var now = team.Clock.Now();
        team.Save(
            new DeliveryRow
            {
                Id = team.Clock.NewId(),
                RecipientId = team.Ana.Id,
                Act = DeliveryAct.Send,
                Platform = PlatformName.Slack,
                Channel = "C1",
                Card = "feedback_recognition",
                Model = "{}",
                Language = "en",
                DedupeKey = $"{now}",
                Lane = Lane.Normal,
                NotBefore = now,
                ExpiresAt = now,
                CreatedAt = now,
                State = state,
                Word = word,
            }
        );
    }
}
