using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

/// <summary>Who reads an approved summary, what they see of it, and what the person adds to it.</summary>
public sealed class ApprovedSummariesTests : IDisposable
{
    private readonly BriefWorld world = new();
    private readonly Person eve = BriefWorld.Person("eve@example.com", "Eve Stranger");

    public ApprovedSummariesTests() => world.Add(eve);

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("stranger", false, false)]
    [InlineData("peer", false, false)]
    [InlineData("hr", false, true)]
    [InlineData("works council", false, false)]
    [InlineData("skip-level", false, true)]
    public async Task Is_read_by_those_alone_whom_the_table_of_rights_names(string who, bool oneOnOne, bool period)
    {
        world.Add(
            who switch
            {
                "peer" => [Line(world.Maya, eve)],
                "hr" => [Role(RoleKind.Hr)],
                "works council" => [Role(RoleKind.WorksCouncil)],
                "skip-level" => [Line(eve, world.Maya)],
                _ => [],
            }
        );
        var (one, other) = (Approved("It was agreed to meet."), Approved("The period went by.", DraftKind.Period));
        foreach (var (summary, read) in new[] { (one, oneOnOne), (other, period) })
        {
            var row = new DraftRow(world.Ana.Id, summary.Id).ToString();
            var reply = await world.Press(eve, "summary.show", row);
            (reply is Reply.Showed).ShouldBe(read, $"{who} {summary.Kind}");
            (await world.Press(eve, "summary.comment", row, ("text", "mine")))
                .ShouldBeOfType<Reply.Said>()
                .Text.ShouldContain("cannot find");
            (await world.Ask(eve, "summary.contest", row: summary.Id, fields: ("reason", "mine"))).ShouldBeOfType<Reply.Said>();
        }

        (await world.All<SummaryComment>()).ShouldBeEmpty();
        (await world.All<Summary>()).ShouldAllBe(summary => !summary.Contested);
    }

    [Fact]
    public async Task Shows_the_one_that_was_asked_for_with_its_own_comments_and_the_newest_otherwise()
    {
        var (older, newer) = (Approved("The older one.", at: BriefWorld.Start - Duration.FromDays(7)), Approved("The newer one."));
        await world.Press(world.Ana, "summary.comment", Row(older), ("text", "That was so."));
        var first = Shown(await world.Press(world.Maya, "summary.show", Row(older)));
        (first.Lines.Single().Text, first.Comments.Single().Text).ShouldBe(("The older one.", "That was so."));
        var newest = Shown(await world.Ask(world.Maya, "summary.show", "Ana"));
        (newest.Lines.Single().Text, newest.Comments.Count).ShouldBe(("The newer one.", 0));
        Shown(await world.Ask(world.Ana, "summary.show")).Row.ShouldBe(Row(newer));
        (await world.Press(world.Ana, "summary.show", Row(older).Replace('.', ' '))).ShouldBeOfType<Reply.Said>();
    }

    [Fact]
    public async Task Takes_a_comment_of_a_fitting_length_and_writes_it_into_the_log()
    {
        var row = Row(Approved("It was agreed to meet."));
        (await world.Press(world.Ana, "summary.comment", row)).ShouldBeOfType<Reply.Opened>();
        foreach (var text in new[] { "", new string('x', SummaryComment.MaxText + 1) })
        {
            (await world.Press(world.Ana, "summary.comment", row, ("text", text)))
                .ShouldBeOfType<Reply.Invalid>()
                .Errors["text"]
                .ShouldContain("2,000");
        }

        await world.Press(world.Ana, "summary.comment", row, ("text", "That was so."));
        (await world.All<SummaryComment>()).ShouldHaveSingleItem().AuthorId.ShouldBe(world.Ana.Id);
        (await world.All<AuditEntry>()).ShouldContain(entry => entry.What == "summary.comment");
    }

    [Fact]
    public async Task Says_that_it_is_contested_to_everybody_and_is_contested_once()
    {
        var summary = Approved("It was agreed to meet.");
        Shown(await world.Ask(world.Ana, "summary.show")).Contest.ShouldNotBeEmpty();
        await world.Ask(world.Ana, "summary.contest", row: summary.Id, fields: ("reason", "we never met"));
        foreach (var reader in new[] { world.Ana, world.Maya })
        {
            var card = Shown(await world.Press(reader, "summary.show", Row(summary)));
            (card.Contested, card.Contest).ShouldBe(("contested", ""));
            card.Lines.Single().Text.ShouldBe("It was agreed to meet.");
        }
    }

    private Summary Approved(string text, DraftKind kind = DraftKind.OneOnOne, Instant? at = null)
    {
        var rows = DraftRows.Approved(world.Maya, world.Ana, at ?? BriefWorld.Start - Duration.FromDays(1), text, kind);
        world.Add(rows);
        return rows.OfType<Summary>().Single();
    }

    private string Row(Summary summary) => new DraftRow(world.Ana.Id, summary.Id).ToString();

    private PersonRole Role(RoleKind kind) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PersonId = eve.Id,
            Kind = kind,
        };

    private static ReportingLine Line(Person manager, Person report) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ManagerId = manager.Id,
            ReportId = report.Id,
            From = new(2024, 1, 1),
        };

    private static SummaryCard Shown(Reply reply) =>
        CardJson.Read<SummaryCard>(reply.ShouldBeOfType<Reply.Showed>().Model.ToJsonString(CardJson.Options));
}
