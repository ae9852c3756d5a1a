using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

public sealed class DraftEditingTests : IDisposable
{
    private readonly BriefWorld world = new();

    public DraftEditingTests() => world.Add(Promise("migrate billing"), Promise("write the runbook"));

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Leads_to_the_page_with_the_full_editor()
    {
        var card = await Draft();
        var row = (await world.All<Draft>()).Single();
        card.Link.ShouldBe($"/drafts/{world.Ana.Id:N}/{row.Id:N}");
        card.Version.ShouldBe(row.Version.ToString("N"));
    }

    [Fact]
    public async Task Shows_both_texts_to_whoever_saves_second_and_loses_neither()
    {
        var card = await Draft();
        var form = CardJson.Read<DraftForm>(
            (await world.Press(world.Maya, "draft.edit", card.Row)).ShouldBeOfType<Reply.Opened>().Model.ToJsonString(CardJson.Options)
        );
        await world.Press(world.Maya, "draft.edit", card.Row, ("text", "First window."), ("version", form.Version));
        var second = (
            await world.Press(world.Maya, "draft.edit", card.Row, ("text", "Second window."), ("version", form.Version))
        ).ShouldBeOfType<Reply.Invalid>();
        second.Errors["text"].ShouldContain("changed elsewhere");
        var again = CardJson.Read<DraftForm>(second.Model.ToJsonString(CardJson.Options));
        (again.Text, again.Meanwhile!.Single().Text).ShouldBe(("Second window.", "First window."));
        (await world.All<Draft>()).Single().Edited.ShouldBe("First window.");

        await world.Press(world.Maya, "draft.edit", card.Row, ("text", "Second window."), ("version", again.Version));
        (await world.All<Draft>()).Single().Edited.ShouldBe("Second window.");
    }

    [Fact]
    public async Task Approves_only_the_text_that_was_shown()
    {
        var card = await Draft();
        await world.Press(world.Maya, "draft.edit", card.Row, ("text", "Not looked at."));
        var stale = Shown(await world.Press(world.Maya, "draft.approve", card.Row, ("version", card.Version)));
        stale.Notice.ShouldContain("look at it");
        stale.Lines.ShouldHaveSingleItem().Text.ShouldBe("Not looked at.");
        (await world.All<Summary>()).ShouldBeEmpty();
        (await world.Press(world.Maya, "draft.approve", card.Row, ("version", stale.Version))).ShouldBeOfType<Reply.Said>();
        (await world.All<Summary>()).Single().Text.ShouldBe("Not looked at.");
    }

    [Fact]
    public async Task Tells_a_changed_sentence_from_the_managers_own_and_from_one_that_was_moved()
    {
        await Draft();
        var draft = (await world.All<Draft>()).Single();
        var written = CardJson.Read<WrittenDraft>(draft.Sentences).Sentences;
        var (one, other) = (written.First(line => line.Text.Contains("billing")), written.First(line => line.Text.Contains("runbook")));
        var changed = one.Text.Replace("billing", "invoicing", StringComparison.Ordinal);
        var lines = SheetLines.OfFields(draft, [other.Text, changed, "", "We will talk about her holidays."]);
        lines[0]
            .ShouldSatisfyAllConditions(
                line => line.Own.ShouldBeFalse(),
                line => line.Was.ShouldBeNull(),
                line => line.Evidence.ShouldBe(other.Evidence)
            );
        lines[1].ShouldSatisfyAllConditions(line => line.Was.ShouldBe(one.Text), line => line.Evidence.ShouldBe(one.Evidence));
        lines[2].ShouldSatisfyAllConditions(line => line.Own.ShouldBeTrue(), line => line.Text.ShouldBeEmpty());
        lines[3].ShouldSatisfyAllConditions(line => line.Own.ShouldBeTrue(), line => line.Evidence.ShouldBeEmpty());
    }

    private async Task<DraftCard> Draft() => Shown(await world.Ask(world.Maya, "draft.write", "Ana"));

    private static DraftCard Shown(Reply reply) =>
        CardJson.Read<DraftCard>(reply.ShouldBeOfType<Reply.Showed>().Model.ToJsonString(CardJson.Options));

    private Commitment Promise(string text) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ManagerId = world.Maya.Id,
            ReportId = world.Ana.Id,
            OwnerId = world.Ana.Id,
            AuthorId = world.Maya.Id,
            Text = text,
            DueOn = new(2026, 11, 20),
            CreatedAt = BriefWorld.Start - NodaTime.Duration.FromHours(1),
        };
}
