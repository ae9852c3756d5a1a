using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.People;
using PerfSignal.Core.Schedules;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Conversing;

public sealed class GreetingTests : IDisposable
{
    private readonly SmallTeam team = new();

    public void Dispose() => team.Dispose();

    [Fact]
    public async Task Is_queued_once_for_each_account_on_its_platform_in_the_readers_language()
    {
        await Add(team.Ana);
        await Greet(asked: true);
        await Greet(asked: true);
        await Greet(asked: false);

        var row = team.All<DeliveryRow>().ShouldHaveSingleItem();
        (row.RecipientId, row.Platform, row.Card, row.Language).ShouldBe((team.Ana.Id, PlatformName.Teams, "welcome", "en"));
        CardJson.Read<WelcomeCard>(row.Model).ShouldBe(new WelcomeCard("Ana Sousa", "Europe/Lisbon"));
        team.All<ChatAccount>().ShouldHaveSingleItem().GreetedAt.ShouldBe(team.Clock.Now());
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(false, false)]
    public async Task Leaves_at_once_only_for_who_asked(bool asked, bool atOnce)
    {
        await Add(team.Ana);
        await Greet(asked);

        team.All<DeliveryRow>().ShouldHaveSingleItem().IsAnswer.ShouldBe(atOnce);
    }

    [Theory]
    [InlineData(AccountState.NotInDirectory)]
    [InlineData(AccountState.AlreadyTaken)]
    public async Task Says_nothing_to_an_account_that_stands_for_nobody(AccountState state)
    {
        await Add(null, state);
        await Greet(asked: true);

        team.All<DeliveryRow>().ShouldBeEmpty();
        team.All<ChatAccount>().ShouldHaveSingleItem().GreetedAt.ShouldBeNull();
    }

    [Fact]
    public async Task Two_that_greet_at_the_same_moment_queue_one()
    {
        await Add(team.Ana);
        await using var first = team.Open();
        await using var second = team.Open();
        await Of(first).Greet(await first.Set<ChatAccount>().SingleAsync(), asked: true, default);
        await Of(second).Greet(await second.Set<ChatAccount>().SingleAsync(), asked: false, default);
        await first.SaveChangesAsync();

        await Should.ThrowAsync<DbUpdateException>(() => second.SaveChangesAsync());
        team.All<DeliveryRow>().ShouldHaveSingleItem().Lane.ShouldBe(Lane.Urgent);
    }

    [Fact]
    public async Task An_account_that_is_mended_later_is_greeted_then_and_one_that_never_wrote_is_not()
    {
        await Add(null, AccountState.NotInDirectory, "ben@example.com", "conversation");
        await Add(null, AccountState.NotInDirectory, "olga@example.com", conversation: null);
        await Match();
        team.All<DeliveryRow>().ShouldBeEmpty("who wrote just now is answered by what they wrote to");
        team.Clock.Advance(Duration.FromMinutes(6));
        await Match();
        await Match();

        var row = team.All<DeliveryRow>().ShouldHaveSingleItem();
        (row.RecipientId, row.IsAnswer).ShouldBe((team.Ben.Id, false));
        team.All<ChatAccount>().ShouldAllBe(account => account.State == AccountState.Matched);
    }

    private async Task Match()
    {
        await using var data = team.Open();
        await new MatchAccounts(data, new Accounts(data, team.Clock), Of(data), team.Clock).Run(default);
    }

    private async Task Greet(bool asked)
    {
        await using var data = team.Open();
        await Of(data).Greet(await data.Set<ChatAccount>().SingleAsync(), asked, default);
        await data.SaveChangesAsync();
    }

    private Greeting Of(PerfSignalData data) =>
        new(
            data,
            new PilotGate(data, new Organization(), team.Clock),
            new Outbox(data, team.Clock),
            new ReaderFactory(SmallTeam.Texts, new Organization(), team.Clock),
            team.Clock
        );

    private Task Add(Person? person, AccountState state = AccountState.Matched, string? email = null, string? conversation = "conversation")
    {
        team.Save(
            new ChatAccount
            {
                Id = team.Clock.NewId(),
                Platform = PlatformName.Teams,
                Workspace = "tenant",
                UserId = Guid.NewGuid().ToString(),
                PersonId = person?.Id,
                State = state,
                Email = email,
                ConversationId = conversation,
                FirstSeen = team.Clock.Now(),
                LastSeen = team.Clock.Now(),
            }
        );
        return Task.CompletedTask;
    }
}
