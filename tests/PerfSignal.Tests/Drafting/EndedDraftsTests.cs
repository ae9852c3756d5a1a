using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

/// <summary>What is done with a draft, once, and which draft it is done with.</summary>
public sealed class EndedDraftsTests : IDisposable
{
    private readonly BriefWorld world = new();

    public EndedDraftsTests() =>
        world.Add(
            new Commitment
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                ReportId = world.Ana.Id,
                OwnerId = world.Ana.Id,
                AuthorId = world.Maya.Id,
                Text = "migrate billing",
                DueOn = new(2026, 11, 20),
                CreatedAt = BriefWorld.Start - Duration.FromHours(1),
            }
        );

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("draft.discard", 0)]
    [InlineData("draft.approve", 1)]
    public async Task Nothing_more_is_done_with_a_draft_that_ended(string ended, int summaries)
    {
        var card = Shown(await world.Ask(world.Maya, "draft.write", "Ana"));
        await world.Press(world.Maya, ended, card.Row);
        var before = (await world.All<Draft>()).Single();
        foreach (var verb in new[] { "draft.approve", "draft.discard", "draft.edit", "draft.again" })
        {
            (await world.Press(world.Maya, verb, card.Row, ("text", "Another text.")))
                .ShouldBeOfType<Reply.Said>()
                .Text.ShouldContain("no longer open", customMessage: verb);
        }

        var after = (await world.All<Draft>()).Single();
        (after.State, after.EndedAt, after.Edited).ShouldBe((before.State, before.EndedAt, null));
        (await world.All<Summary>()).Count.ShouldBe(summaries);
        (await world.Rows()).Count.ShouldBe(summaries);
    }

    [Fact]
    public async Task A_summary_keeps_what_it_rests_on_and_who_approved_it_whatever_comes_after()
    {
        world.DraftWriter = new Model();
        await world.Ask(world.Maya, "draft.write", "Ana");
        await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None));
        var draft = (await world.All<Draft>()).Single();
        var row = new DraftRow(world.Ana.Id, draft.Id).ToString();
        await world.Press(world.Maya, "draft.approve", row);
        var summary = (await world.All<Summary>()).ShouldHaveSingleItem();
        (summary.Writer, summary.PromptVersion, summary.Evidence, summary.Difference).ShouldBe(
            ("test-model", DraftPrompt.Version, draft.Evidence, null)
        );
        (summary.ApprovedById, summary.ManagerId, summary.Text).ShouldBe((world.Maya.Id, world.Maya.Id, DraftCards.TextOf(draft)));

        await world.Press(world.Maya, "draft.edit", row, ("text", "Written afterwards."));
        world.Clock.Set(BriefWorld.Start + Duration.FromDays(3));
        await world.Ask(world.Maya, "draft.write", "Ana");
        var now = (await world.All<Summary>()).ShouldHaveSingleItem();
        (now.Text, now.Evidence, now.ApprovedAt).ShouldBe((summary.Text, summary.Evidence, summary.ApprovedAt));
    }

    [Fact]
    public async Task Who_stands_in_approves_in_their_own_name()
    {
        var dan = BriefWorld.Person("dan@example.com", "Dan Standin");
        world.Add(
            dan,
            new Delegation
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                DelegateId = dan.Id,
                From = new(2026, 11, 1),
                Until = new(2026, 12, 1),
            }
        );
        var card = Shown(await world.Ask(dan, "draft.write", "Ana"));
        await world.Press(dan, "draft.approve", card.Row);
        var summary = (await world.All<Summary>()).ShouldHaveSingleItem();
        (summary.ManagerId, summary.ApprovedById).ShouldBe((world.Maya.Id, dan.Id));
    }

    [Theory]
    [InlineData("draft.edit")]
    [InlineData("draft.discard")]
    [InlineData("draft.approve")]
    public async Task Each_act_leaves_an_entry_in_the_log(string verb)
    {
        var card = Shown(await world.Ask(world.Maya, "draft.write", "Ana"));
        await world.Press(world.Maya, verb, card.Row, ("text", "Another text."));
        (await world.All<AuditEntry>()).Count(entry => entry.What == verb).ShouldBe(1);
    }

    [Fact]
    public async Task Each_1_on_1_and_each_period_has_a_draft_of_its_own()
    {
        var (first, second) = (world.Meet(), world.Meet(BriefWorld.Start + Duration.FromDays(7)));
        var rows = new List<string>
        {
            Shown(await world.Ask(world.Maya, "draft.write", row: first.Id)).Row,
            Shown(await world.Ask(world.Maya, "draft.write", row: second.Id)).Row,
            Shown(await world.Ask(world.Maya, "draft.write", "Ana 2026-09-01 2026-11-23")).Row,
            Shown(await world.Ask(world.Maya, "draft.write", "Ana 2026-10-01 2026-11-23")).Row,
        };
        rows.Distinct().Count().ShouldBe(4);
        Shown(await world.Ask(world.Maya, "draft.write", row: first.Id)).Row.ShouldBe(rows[0]);
        (await world.All<Draft>()).ShouldAllBe(draft => draft.State == DraftState.Open);
    }

    private static DraftCard Shown(Reply reply) =>
        CardJson.Read<DraftCard>(reply.ShouldBeOfType<Reply.Showed>().Model.ToJsonString(CardJson.Options));

    private sealed class Model : IDraftWriter
    {
        public string Name => "test-model";

        public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct) =>
            Task.FromResult<WriterAnswer>(
                new WriterAnswer.Wrote([new("P2 agreed to migrate billing by 20 November.", ["E1"])], new DraftUsage(10, 5))
            );
    }
}
