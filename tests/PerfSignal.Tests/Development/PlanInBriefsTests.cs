using System.Text.Json.Nodes;
using NodaTime;
using PerfSignal.Bot.Cards;
using PerfSignal.Bot.Cards.Rendering;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Development;
using PerfSignal.Tests.Briefs;
using PerfSignal.Tests.Cards;
using PerfSignal.Tests.Fakes;
using CardJson = PerfSignal.Core.Conversing.CardJson;

namespace PerfSignal.Tests.Development;

public sealed class PlanInBriefsTests : IDisposable
{
    private readonly BriefWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Freezes_what_is_open_what_waits_for_a_review_first()
    {
        world.Add(
            Item("later", due: new LocalDate(2026, 12, 18)),
            Item("overdue", due: new LocalDate(2026, 11, 20)),
            Item("to review", review: new LocalDate(2026, 11, 24)),
            Item("review next month", review: new LocalDate(2026, 12, 24)),
            Item("done", state: PlanState.Done),
            Item("dropped", state: PlanState.Dropped),
            Item("of somebody else", of: world.Maya.Id)
        );

        var plan = (await world.Evidence()).Plan;
        plan.Select(item => item.Text).ShouldBe(["to review", "overdue", "later", "review next month"]);
        plan.Select(item => (item.ToReview, item.Overdue)).ShouldBe([(true, false), (false, true), (false, false), (false, false)]);
    }

    [Fact]
    public void Evidence_that_was_frozen_before_there_were_plans_is_still_read()
    {
        var old = JsonNode.Parse(CardJson.Write(Sample.Full))!.AsObject();
        old.Remove("plan").ShouldBeTrue();

        CardJson.Read<Evidence>(old.ToJsonString()).Plan.ShouldBeEmpty();
    }

    [Fact]
    public void A_card_that_was_stored_before_there_were_plans_is_still_shown()
    {
        var cards = CardLibrary.Load(RepositoryFiles.Cards);
        foreach (var card in new[] { "brief", "mirror" })
        {
            var stored = cards.Sample(card).DeepClone().AsObject();
            Words(cards.Expand(card, stored, "en")).ShouldContain("Lead the next incident review (to review: Tue 24 Nov)");
            stored.Remove("plan").ShouldBeTrue();
            var shown = Words(cards.Expand(card, stored, "en"));
            shown.ShouldNotContain("Development plan", Case.Insensitive);
            shown.ShouldNotContain("${");
        }
    }

    [Fact]
    public void Shows_three_and_how_many_more_there_are_to_both_alike()
    {
        var evidence = Sample.Calm with { Plan = [.. Enumerable.Repeat(Sample.PlanItem(due: new LocalDate(2026, 12, 18)), 5)] };
        var (manager, report) = (Card(evidence, evidence.Manager.Id), Card(evidence, evidence.Report.Id));

        manager.ShouldBe(report);
        manager.Split(" · ").Length.ShouldBe(4);
        manager.ShouldEndWith("and 2 more");
        Card(Sample.Calm, evidence.Report.Id).ShouldBe("");
    }

    /// <summary>The text without the breaks of its lines.</summary>
    private static string Words(JsonObject card) =>
        string.Join(' ', PlainTextRenderer.Render(card).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string Card(Evidence evidence, Guid recipient) =>
        new BriefCards()
            .Write(
                new BriefView(evidence, Guid.Empty, evidence.MeetingStart),
                recipient,
                new Reader(SmallTeam.Texts, "en", DateTimeZone.Utc, Sample.Now)
            )
            .Plan;

    private PlanItem Item(
        string text,
        LocalDate? due = null,
        LocalDate? review = null,
        PlanState state = PlanState.Open,
        Guid? of = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PersonId = of ?? world.Ana.Id,
            AuthorId = world.Maya.Id,
            Text = text,
            Kind = PlanKind.Practice,
            DueOn = due,
            ReviewOn = review,
            State = state,
            CreatedAt = Instant.FromUtc(2026, 11, 1, 9, 0),
        };
}
