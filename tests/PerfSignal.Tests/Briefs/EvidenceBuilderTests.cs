using NodaTime;
using PerfSignal.Core.Briefs;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;

namespace PerfSignal.Tests.Briefs;

public sealed class EvidenceBuilderTests : IDisposable
{
    private static readonly Instant Now = BriefWorld.Start - Duration.FromMinutes(30);
    private readonly BriefWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Says_since_which_one_on_one_a_promise_is_carried_over()
    {
        var (first, second) = (world.Meet(Now - Duration.FromDays(12)), world.Meet(Now - Duration.FromDays(5)));
        world.Add(
            Made("between", first.Start + Duration.FromDays(3)),
            Made("after the last", second.Start + Duration.FromHours(1)),
            Made("long open", first.Start - Duration.FromDays(1))
        );

        var since = (await world.Evidence()).Commitments.ToDictionary(row => row.Text, row => row.CarriedSince);
        since["between"].ShouldBe(second.Start);
        since["after the last"].ShouldBeNull();
        since["long open"].ShouldBe(first.Start);

        Commitment Made(string text, Instant at) =>
            new()
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                ReportId = world.Ana.Id,
                OwnerId = world.Ana.Id,
                AuthorId = world.Ana.Id,
                Text = text,
                CreatedAt = at,
            };
    }

    [Fact]
    public async Task Never_holds_a_private_note()
    {
        foreach (var (author, subject) in new[] { (world.Maya, world.Ana), (world.Ana, world.Maya), (world.Ana, world.Ana) })
        {
            world.Add(
                new MineNote
                {
                    Id = Guid.CreateVersion7(),
                    AuthorId = author.Id,
                    SubjectId = subject.Id,
                    Text = "secret-word",
                    At = Now - Duration.FromDays(1),
                }
            );
        }

        var evidence = await world.Evidence();
        CardJson.Write(evidence).ShouldNotContain("secret-word");
        evidence.Recency!.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Holds_the_open_commitments_of_this_pair_and_those_kept_since()
    {
        var ben = BriefWorld.Person("ben@example.com", "Ben Okafor");
        world.Add(ben);
        world.Add(
            Commitment("overdue", world.Ana, due: new LocalDate(2026, 11, 23)),
            Commitment("due today", world.Ana, due: new LocalDate(2026, 11, 24)),
            Commitment("of the manager", world.Maya),
            Commitment("kept", world.Ana, CommitmentState.Done, Now - Duration.FromDays(2)),
            Commitment("dropped", world.Ana, CommitmentState.Dropped, Now - Duration.FromDays(2)),
            Commitment("kept long ago", world.Ana, CommitmentState.Done, Now - Duration.FromDays(100)),
            Commitment("with a former manager", world.Ana, manager: ben)
        );

        var commitments = (await world.Evidence()).Commitments;
        commitments.Select(row => row.Text).ShouldBe(["overdue", "due today", "of the manager", "kept"]);
        commitments.Select(row => row.Overdue).ShouldBe([true, false, false, false]);
        commitments.Select(row => row.OwnedByReport).ShouldBe([true, true, false, true]);
    }

    [Fact]
    public async Task Holds_shared_feedback_since_the_brief_before_from_anyone_but_the_report()
    {
        var ben = BriefWorld.Person("ben@example.com", "Ben Okafor");
        world.Add(ben);
        var before = world.Meet(BriefWorld.Start - Duration.FromDays(14));
        world.Add(Brief(before, 1, Now - Duration.FromDays(14), "open_obstacle"));
        world.Add(
            Feedback(ben, world.Ana, "from a peer", 3),
            Feedback(world.Maya, world.Ana, "too old", 20),
            Feedback(world.Maya, world.Ana, "from the manager", 2),
            Feedback(world.Maya, ben, "about another", 2)
        );

        var evidence = await world.Evidence();
        evidence.Since.ShouldBe(Now - Duration.FromDays(14));
        evidence
            .Feedback.Select(note => (note.Author, note.Text, note.ByManager))
            .ShouldBe([("Maya Brandt", "from the manager", true), ("Ben Okafor", "from a peer", false)]);
        evidence.LastFeedbackAt.ShouldBe(Now - Duration.FromDays(2));
    }

    [Fact]
    public async Task Says_how_far_a_goal_came_since_the_brief_before()
    {
        var before = world.Meet(BriefWorld.Start - Duration.FromDays(14));
        world.Add(Brief(before, 1, Now - Duration.FromDays(14), ""));
        var moved = Goal("moved", 60);
        var resting = Goal("resting", 20);
        var started = Goal("started", 30);
        var written = Goal("written", 10);
        resting.Status = GoalStatus.AtRisk;
        world.Add(moved, resting, started, written);
        world.Add(CheckIn(moved, 45, 20), CheckIn(moved, 60, 3), CheckIn(resting, 20, 30));
        world.Add(CheckIn(started, 10, 5), CheckIn(started, 30, 2), CheckIn(written, 10, 2));

        (await world.Evidence())
            .Goals.Select(goal => (goal.Key, goal.Progress, goal.ProgressBefore))
            .ShouldBe([("moved", 60m, 45m), ("resting", 20m, null), ("started", 30m, 10m), ("written", 10m, null)]);
        (await world.Evidence()).Goals.Where(goal => goal.AtRisk).Select(goal => goal.Key).ShouldBe(["resting"]);
    }

    [Fact]
    public async Task Tells_the_spread_over_the_thirds_and_the_quieter_months()
    {
        var days = new[] { 80, 50, 25, 20, 15, 10, 8, 6, 4, 2 };
        world.Add([.. days.Select((back, number) => (object)Fact(number, Now - Duration.FromDays(back)))]);

        var recency = (await world.Evidence()).Recency!;
        (recency.First, recency.Second, recency.Last).ShouldBe((1, 1, 8));
        recency.LastShare.ShouldBe(0.8m);
        recency.Skewed.ShouldBeTrue();
        recency.QuietMonths.ShouldBe([new LocalDate(2026, 9, 1)]);
    }

    [Fact]
    public async Task Counts_every_item_of_the_period_once_whatever_the_day()
    {
        var random = new Random(7);
        for (var round = 0; round < 400; round++)
        {
            var at = Instant.FromUtc(2024, 1, 1, 0, 0) + Duration.FromHours(random.Next(24 * 365 * 4));
            var counts = new ItemCounts(at);
            counts.Borders.Count.ShouldBe(ItemCounts.Pieces + 1);
            var items = Enumerable.Range(0, 30).Select(_ => at - Duration.FromMinutes(random.Next(1, ItemCounts.Days * 24 * 60))).ToList();
            var perPiece = new int[ItemCounts.Pieces];
            items.ForEach(item => perPiece[counts.PieceOf(item)!.Value]++);
            var spread = counts.Spread(perPiece);
            spread.Total.ShouldBe(items.Count);
            spread.Last.ShouldBe(items.Count(item => item >= at - Duration.FromDays(30)));
            spread.First.ShouldBe(items.Count(item => item < at - Duration.FromDays(60)));
        }

        await Task.CompletedTask;
    }

    [Fact]
    public async Task Says_what_may_be_missing()
    {
        world.Figures =
        [
            Sample.Figure("a", "A") with
            {
                Sources = [new SourceRead("jira", Now - Duration.FromDays(3), false)],
            },
            Sample.Figure("b", "B", state: FigureState.TooFew) with
            {
                Sources = [new SourceRead("github", null, false)],
            },
            Sample.Figure("c", "C", state: FigureState.Quarantined),
        ];

        (await world.Evidence()).Missing.ShouldBe([
            new Missing("never_read", "github"),
            new Missing("stale_source", "jira", Now - Duration.FromDays(3)),
            new Missing("small_sample", "b"),
            new Missing("quarantined", "c"),
        ]);
    }

    [Fact]
    public async Task Leaves_out_the_questions_of_the_three_briefs_before_and_keeps_those_of_its_own_revisions_possible()
    {
        var evidence = await world.Evidence();
        var asked = new List<string>();
        for (var back = 3; back >= 1; back--)
        {
            var occurrence = world.Meet(BriefWorld.Start - Duration.FromDays(7 * back));
            var one = await world.Evidence();
            one.Questions.ShouldNotContain(key => asked.Contains(key));
            asked.AddRange(one.Questions);
            world.Add(Brief(occurrence, 1, Now - Duration.FromDays(7 * back), string.Join(' ', one.Questions)));
        }

        var current = world.Meet();
        var fresh = await world.Evidence(current);
        fresh.Questions.ShouldNotContain(key => asked.Contains(key));
        world.Add(Brief(current, 1, Now - Duration.FromHours(8), string.Join(' ', fresh.Questions)));
        (await world.Evidence(current)).Questions.ShouldBe(fresh.Questions);
        evidence.Since.ShouldBeNull();
    }

    [Fact]
    public async Task Comes_back_from_its_json_as_it_was()
    {
        var json = CardJson.Write(Sample.Full);
        CardJson.Write(CardJson.Read<Evidence>(json)).ShouldBe(json);
        await Task.CompletedTask;
    }

    private Commitment Commitment(
        string text,
        Person owner,
        CommitmentState state = CommitmentState.Open,
        Instant? closed = null,
        LocalDate? due = null,
        Person? manager = null
    ) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            ManagerId = (manager ?? world.Maya).Id,
            ReportId = world.Ana.Id,
            OwnerId = owner.Id,
            AuthorId = owner.Id,
            Text = text,
            State = state,
            ClosedAt = closed,
            DueOn = due,
            CreatedAt = Now - Duration.FromDays(120),
        };

    private static FeedbackNote Feedback(Person author, Person subject, string text, int daysAgo) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            AuthorId = author.Id,
            SubjectId = subject.Id,
            Kind = FeedbackKind.Feedback,
            Text = text,
            At = Now - Duration.FromDays(daysAgo),
        };

    private Goal Goal(string key, decimal progress) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Key = key,
            OwnerId = world.Ana.Id,
            Title = key,
            Progress = progress,
            CreatedAt = Now - Duration.FromDays(60),
            UpdatedAt = Now,
        };

    private CheckIn CheckIn(Goal goal, decimal progress, int daysAgo) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            GoalId = goal.Id,
            OwnerId = world.Ana.Id,
            AuthorId = world.Ana.Id,
            Progress = progress,
            At = Now - Duration.FromDays(daysAgo),
        };

    private Fact Fact(int number, Instant at) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Source = "jira",
            Kind = "issue",
            ExternalId = $"KEY-{number}",
            Outcome = "done",
            PersonId = world.Ana.Id,
            At = at,
            FetchedAt = at,
        };

    private static Brief Brief(Core.Calendar.Occurrence occurrence, int revision, Instant at, string questions) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            OccurrenceId = occurrence.Id,
            Revision = revision,
            ManagerId = occurrence.ManagerId,
            ReportId = occurrence.ReportId,
            FrozenAt = at,
            Evidence = "{}",
            Questions = questions,
        };
}
