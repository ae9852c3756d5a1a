using NodaTime;
using PerfSignal.Core;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

public sealed class DraftBudgetTests : IDisposable
{
    /// <summary>In Auckland it is the 25th already, in Berlin the 24th still.</summary>
    private static readonly Instant Now = Instant.FromUtc(2026, 11, 24, 13, 0);
    private readonly BriefWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Allows_until_the_tokens_of_the_day_are_used_up()
    {
        var budget = new DraftBudget(TokensPerDay: 1000);
        Use(world.Maya, Now - Duration.FromHours(1), 600, 399);
        (await Allows(budget)).ShouldBeTrue();

        Use(world.Ana, Now, 1, 0);
        (await Allows(budget)).ShouldBeFalse();
        (await Allows(new DraftBudget(TokensPerDay: 1001))).ShouldBeTrue();
    }

    [Fact]
    public async Task Counts_the_drafts_of_a_manager_and_not_those_of_another()
    {
        var budget = new DraftBudget(DraftsPerManagerPerDay: 2);
        Use(world.Maya, Now, 1, 1);
        Use(world.Ana, Now, 1, 1);
        Use(world.Ana, Now, 1, 1);
        (await Allows(budget)).ShouldBeTrue();

        Use(world.Maya, Now, 1, 1);
        (await Allows(budget)).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Europe/Berlin", "2026-11-23T22:59:59Z", true)]
    [InlineData("Europe/Berlin", "2026-11-23T23:00:00Z", false)]
    [InlineData("Pacific/Auckland", "2026-11-24T10:59:59Z", true)]
    [InlineData("Pacific/Auckland", "2026-11-24T11:00:00Z", false)]
    public async Task Begins_anew_at_midnight_where_the_organisation_is(string zone, string used, bool allowed)
    {
        Use(world.Maya, NodaTime.Text.InstantPattern.General.Parse(used).Value, 1000, 0);
        (await Allows(new DraftBudget(TokensPerDay: 1000), zone)).ShouldBe(allowed);
        (await Allows(new DraftBudget(DraftsPerManagerPerDay: 1), zone)).ShouldBe(allowed);
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(10, 0)]
    public async Task Never_asks_a_model_where_nothing_is_allowed(int tokens, int drafts) =>
        (await Allows(new DraftBudget(tokens, drafts))).ShouldBeFalse();

    [Fact]
    public async Task Does_not_overflow_on_many_tokens()
    {
        Use(world.Ana, Now, int.MaxValue, int.MaxValue);
        Use(world.Ana, Now, int.MaxValue, int.MaxValue);
        (await Allows(new DraftBudget(TokensPerDay: 1_000_000_000))).ShouldBeFalse();
    }

    [Fact]
    public async Task Has_the_draft_put_together_without_the_model_and_says_why_when_it_is_used_up()
    {
        var model = new NeverAsked();
        world.DraftWriter = model;
        world.Add(
            new Commitment
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                ReportId = world.Ana.Id,
                OwnerId = world.Ana.Id,
                AuthorId = world.Maya.Id,
                Text = "migrate billing",
                CreatedAt = BriefWorld.Start - Duration.FromDays(2),
            }
        );
        Use(world.Ana, BriefWorld.Start - Duration.FromHours(1), DraftBudget.DefaultTokens, 0);

        await world.Ask(world.Maya, "draft.write", "Ana");
        await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None));

        model.Asked.ShouldBe(0);
        var card = CardJson.Read<DraftCard>((await world.Rows()).ShouldHaveSingleItem().Model);
        card.Notice.ShouldContain("tokens for today are used up");
        card.Label.ShouldContain("without AI");
        card.Lines.ShouldContain(line => line.Text.Contains("migrate billing"));
    }

    private sealed class NeverAsked : IDraftWriter
    {
        public int Asked { get; private set; }
        public string Name => "test-model";

        public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct)
        {
            Asked++;
            return Task.FromResult<WriterAnswer>(new WriterAnswer.Failed("failed", DraftUsage.None));
        }
    }

    private Task<bool> Allows(DraftBudget budget, string zone = "Europe/Berlin") =>
        world.In<Access, bool>(access =>
            budget.Allows(world.Maya.Id, access, new Organization { TimeZone = zone }, Now, CancellationToken.None)
        );

    private void Use(Person manager, Instant at, int read, int wrote) =>
        world.Add(
            new ModelUse
            {
                Id = Guid.CreateVersion7(),
                ManagerId = manager.Id,
                At = at,
                Model = "m",
                TokensIn = read,
                TokensOut = wrote,
                Milliseconds = 1,
                Kept = 1,
                Refused = 0,
            }
        );
}
