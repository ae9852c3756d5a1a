using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Contests;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Governance;
using PerfSignal.Core.MyData;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Contests;

/// <summary>Ana contests, Hanna of HR decides; Maya manages Ana and wrote the feedback.</summary>
public sealed class ContestStoryTests : IDisposable
{
    private const string Points = "engineering.story_points";
    private static readonly Duration Day = Duration.FromDays(1);
    private readonly BriefWorld world = new();
    private readonly Person hanna = BriefWorld.Person("hanna@example.com", "Hanna Roth");
    private readonly FeedbackNote note;

    public ContestStoryTests()
    {
        note = new FeedbackNote
        {
            Id = Guid.CreateVersion7(),
            AuthorId = world.Maya.Id,
            SubjectId = world.Ana.Id,
            Kind = FeedbackKind.Feedback,
            Text = "The hand-over was <b>late</b>",
            At = BriefWorld.Start - 2 * Day,
        };
        world.Add(hanna, Role(hanna), note);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Marks_a_figure_on_the_sent_cards_and_takes_the_mark_away_when_hr_rejects()
    {
        await Briefed();
        var contest = await ContestPoints("two sprints are <!channel> missing");
        contest.DeciderId.ShouldBe(hanna.Id);
        contest.DecideBy.ShouldBe(new LocalDate(2026, 12, 8));
        (await Figure()).Warning.ShouldBe("contested");

        var asked = await Queued(hanna, ContestCards.Card);
        var card = CardJson.Read<ContestCard>(asked[0].Model);
        card.Reason.ShouldBe("two sprints are <!channel> missing");
        card.What.ShouldBe("Story points");
        card.Facts.ShouldContain(fact => fact.Value.Contains("36"));
        card.CanDecide.ShouldBeTrue();
        (await world.Rows()).Where(row => row.RecipientId == world.Maya.Id).ShouldAllBe(row => !row.Model.Contains("two sprints"));

        (await Decide(hanna, contest, "rejected", "")).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldBe(["reason"]);
        (await Decide(hanna, contest, "", "because")).ShouldBeOfType<Reply.Invalid>().Errors.Keys.ShouldBe(["decision"]);
        (await Decide(hanna, contest, "rejected", "The sprints are there")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("not upheld");
        (await Decide(hanna, contest, "upheld", "second thought")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("already");

        (await Figure()).Warning.ShouldBe("");
        var told = CardJson.Read<ContestCard>((await Queued(world.Ana, ContestCards.Card))[^1].Model);
        told.Decision.ShouldBe("The sprints are there");
        told.State.ShouldContain("Not upheld by Hanna Roth");
        var row = (await world.All<Contest>()).ShouldHaveSingleItem();
        (row.State, row.Decision, row.DecidedById).ShouldBe(("rejected", "The sprints are there", hanna.Id));
    }

    [Fact]
    public async Task Keeps_contested_and_upheld_feedback_marked_and_out_of_drafts_and_tells_its_author_without_the_reason()
    {
        await Briefed();
        var contest = await ContestFeedback();
        (await Feedback()).Mark.ShouldContain("contested");
        (await world.All<FeedbackNote>()).Single().Contested.ShouldBeTrue();
        (await ForDraft()).Feedback.ShouldBeEmpty();
        var author = (await Queued(world.Maya, Answers.Said)).ShouldHaveSingleItem();
        author.Model.ShouldContain("Ana Sousa contests feedback that you wrote");
        author.Model.ShouldNotContain("it was on time");
        CardJson.Read<ContestCard>((await Queued(hanna, ContestCards.Card))[0].Model).Text.ShouldBe(note.Text);

        await Decide(hanna, contest, "upheld", "The log shows it was on time");
        (await Feedback()).Mark.ShouldContain("contested");
        (await ForDraft()).Feedback.ShouldBeEmpty();
        (await ForDraft()).Figures.ShouldNotBeEmpty();
        (await Queued(world.Maya, Answers.Said))[^1].Model.ShouldContain("upheld");
        (await world.Ask(world.Ana, ContestItem.OfFeedback, row: note.Id)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("Upheld");
    }

    [Fact]
    public async Task Gives_feedback_back_to_drafts_and_unmarks_it_when_the_person_withdraws()
    {
        await Briefed();
        var contest = await ContestFeedback();
        (await world.Ask(world.Maya, WithdrawContest.Name, row: contest.Id)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("not there");
        (await world.Ask(world.Ana, WithdrawContest.Name, row: contest.Id)).ShouldBeOfType<Reply.Said>().Text.ShouldContain("Withdrawn");
        (await Feedback()).Mark.ShouldNotContain("contested");
        (await ForDraft()).Feedback.ShouldHaveSingleItem();
        (await world.All<FeedbackNote>()).Single().Contested.ShouldBeFalse();
        (await Decide(hanna, contest, "upheld", "late")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("already");
    }

    [Fact]
    public async Task Is_decided_by_nobody_who_wrote_it_manages_the_person_or_is_no_part_of_it()
    {
        await Briefed();
        var contest = await ContestFeedback();
        var zoe = BriefWorld.Person("zoe@example.com", "Zoe Zander");
        var other = BriefWorld.Person("otto@example.com", "Otto of HR");
        world.Add(zoe, other, Role(other));
        foreach (var person in new[] { world.Ana, world.Maya, zoe, other })
        {
            (await Decide(person, contest, "rejected", "no")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("not there");
            if (person.Id != world.Ana.Id)
            {
                (await world.Ask(person, ShowContest.Name, row: contest.Id)).ShouldBeOfType<Reply.Said>();
            }
        }

        (await world.Ask(hanna, ShowContest.Name, row: contest.Id)).ShouldBeOfType<Reply.Showed>();
        (await world.Ask(world.Ana, ShowContest.Name, row: contest.Id)).ShouldBeOfType<Reply.Showed>();
        (await world.All<Contest>()).Single().DecidedAt.ShouldBeNull();
        // Ana sees who read it, and when.
        var alias = (await world.All<PersonAlias>()).ToDictionary(row => row.PersonId, row => row.Alias);
        (await world.All<AuditEntry>()).ShouldContain(entry =>
            entry.Act == "read"
            && entry.What == "SharedFeedback"
            && entry.ActorAlias == alias[hanna.Id]
            && entry.SubjectAlias == alias[world.Ana.Id]
        );
    }

    [Fact]
    public async Task Reminds_the_decider_before_the_day_and_on_it_once_each_and_says_when_it_is_overdue()
    {
        await Briefed();
        var contest = await ContestPoints("wrong");
        await Follow();
        (await Queued(hanna, ContestCards.Card)).Count.ShouldBe(1);
        world.Clock.Set(Instant.FromUtc(2026, 12, 4, 9, 0));
        await Follow();
        await Follow();
        (await Queued(hanna, ContestCards.Card)).Count.ShouldBe(2);
        world.Clock.Set(Instant.FromUtc(2026, 12, 7, 23, 30));
        await Follow();
        await Follow();
        (await Queued(hanna, ContestCards.Card)).Count.ShouldBe(3);
        world.Clock.Set(Instant.FromUtc(2026, 12, 9, 9, 0));
        await Follow();
        (await Queued(hanna, ContestCards.Card)).Count.ShouldBe(3);
        (await world.Ask(world.Ana, ShowContest.Name, row: contest.Id)).ShouldBeOfType<Reply.Showed>().Model["state"]!
            .ToString()
            .ShouldContain("overdue");
    }

    [Fact]
    public async Task Is_decided_by_somebody_else_when_the_decider_leaves_and_by_nobody_where_nobody_is_left()
    {
        await Briefed();
        var contest = await ContestFeedback();
        await world.Change<Person>(hanna.Id, person => person.LastDay = new LocalDate(2026, 11, 20));
        await Follow();
        (await world.All<Contest>()).Single().DeciderId.ShouldBeNull();
        (await world.Ask(world.Ana, ShowContest.Name, row: contest.Id)).ShouldBeOfType<Reply.Showed>().Model["state"]!
            .ToString()
            .ShouldContain("Nobody was found");

        var otto = BriefWorld.Person("otto@example.com", "Otto Ernst");
        world.Add(otto, Role(otto));
        await Follow();
        (await world.All<Contest>()).Single().DeciderId.ShouldBe(otto.Id);
        (await Queued(otto, ContestCards.Card)).Count.ShouldBe(1);
        (await Decide(hanna, contest, "rejected", "no")).ShouldBeOfType<Reply.Said>().Text.ShouldContain("not there");
    }

    [Fact]
    public async Task Tells_the_person_which_sent_card_could_not_be_changed()
    {
        await Briefed();
        var contest = await ContestPoints("wrong");
        var update = (await world.Rows()).Last(row => row.Act == DeliveryAct.Update && row.RecipientId == world.Maya.Id);
        await world.Change<DeliveryRow>(update.Id, row => (row.State, row.Reason) = (DeliveryState.Failed, "unreachable"));
        await Follow();
        await Follow();
        CardJson
            .Read<ContestCard>((await Queued(world.Ana, ContestCards.Card)).ShouldHaveSingleItem().Model)
            .Cards.ShouldContain("Maya Brandt");
        (await world.Ask(world.Ana, ShowContest.Name, row: contest.Id)).ShouldBeOfType<Reply.Showed>().Model["cards"]!
            .ToString()
            .ShouldContain("Maya Brandt");
        (await world.Ask(hanna, ShowContest.Name, row: contest.Id)).ShouldBeOfType<Reply.Showed>().Model["cards"]!.ToString().ShouldBe("");
    }

    [Fact]
    public async Task Asks_right_before_the_send_whether_the_contest_still_waits_for_this_decider()
    {
        await Briefed();
        var contest = await ContestPoints("wrong");
        var row = (await Queued(hanna, ContestCards.Card))[0];
        (await WhyNot(row)).ShouldBeNull();
        await world.Change<Contest>(contest.Id, one => one.DeciderId = world.Maya.Id);
        (await WhyNot(row)).ShouldBe("contest_decider_changed");
        await world.Change<Contest>(contest.Id, one => one.Withdraw(BriefWorld.Start));
        (await WhyNot(row)).ShouldBe("contest_decided");
    }

    [Fact]
    public async Task Contests_nothing_that_is_about_somebody_else()
    {
        (await world.Ask(world.Maya, ContestItem.OfFeedback, row: note.Id, fields: [("reason", "x")])).ShouldBeOfType<Reply.Said>();
        (await world.Ask(world.Ana, ContestItem.OfSummary, row: note.Id, fields: [("reason", "x")])).ShouldBeOfType<Reply.Said>();
        (await world.All<Contest>()).ShouldBeEmpty();
    }

    private static PersonRole Role(Person person) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            PersonId = person.Id,
            Kind = RoleKind.Hr,
        };

    private async Task Briefed()
    {
        world.Meet();
        await world.Send();
        await world.Deliver();
        world.Clock.Advance(Duration.FromSeconds(1));
    }

    private async Task<Contest> ContestPoints(string reason)
    {
        (await world.Ask(world.Ana, ContestFigure.Name, fields: [("metric", Points), ("reason", reason)])).ShouldBeOfType<Reply.Showed>();
        world.Clock.Advance(Duration.FromSeconds(1));
        return (await world.All<Contest>()).ShouldHaveSingleItem();
    }

    private async Task<Contest> ContestFeedback()
    {
        var form = (await world.Ask(world.Ana, ContestItem.OfFeedback, row: note.Id)).ShouldBeOfType<Reply.Opened>();
        form.Model["text"]!.ToString().ShouldBe(note.Text);
        (await world.Ask(world.Ana, ContestItem.OfFeedback, row: note.Id, fields: [("reason", "")])).ShouldBeOfType<Reply.Invalid>();
        (
            await world.Ask(world.Ana, ContestItem.OfFeedback, row: note.Id, fields: [("reason", "it was on time")])
        ).ShouldBeOfType<Reply.Showed>();
        world.Clock.Advance(Duration.FromSeconds(1));
        return (await world.All<Contest>()).ShouldHaveSingleItem();
    }

    private Task<Reply> Decide(Person by, Contest contest, string decision, string reason) =>
        world.Ask(by, DecideContest.Name, row: contest.Id, fields: [("decision", decision), ("reason", reason)]);

    private Task<int> Follow() => world.In<FollowContests, int>(act => act.Run(CancellationToken.None));

    private async Task<List<DeliveryRow>> Queued(Person to, string card) =>
        [.. (await world.Rows()).Where(row => row.RecipientId == to.Id && row.Card == card && row.Act == DeliveryAct.Send)];

    /// <summary>As Maya's sent card stands after its last update.</summary>
    private async Task<BriefCard> Card() =>
        CardJson.Read<BriefCard>(
            (await world.Rows()).Last(row => row.RecipientId == world.Maya.Id && row.Card == BriefCards.ForManager).Model
        );

    private async Task<FigureRow> Figure() => (await Card()).Figures[0];

    private async Task<Core.Briefs.FeedbackLine> Feedback() => (await Card()).Feedback[0];

    private async Task<Evidence> ForDraft()
    {
        var frozen = CardJson.Read<Evidence>((await world.All<Brief>()).Single().Evidence);
        return await world.In<ContestedNow, Evidence>(contested => contested.ForDraft(frozen, CancellationToken.None));
    }

    private Task<string?> WhyNot(DeliveryRow row) =>
        world.In<IEnumerable<IDeliveryCheck>, string?>(checks =>
            checks.Single(check => check.Name == row.Check).WhyNot(row, CancellationToken.None)
        );
}
