using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Feedback;
using PerfSignal.Core.Goals;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Data;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.Governance;

public sealed class AccessTests : IDisposable
{
    private static readonly LocalDate Today = new(2026, 11, 24);
    private readonly TestDatabase database = new();

    public AccessTests() => database.Add(Company.All);

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Opens_figures_to_the_next_manager_on_the_day_of_change_and_not_before()
    {
        database.Add(FactOf(Ana, Handover), FactOf(Ana, NextHandover.PlusDays(-1)));
        (await Count<Fact>(Nina, Ana, NextHandover.PlusDays(-1))).ShouldBe(0);
        (await Count<Fact>(Nina, Ana, NextHandover)).ShouldBe(2);
        (await Count<Fact>(Mia, Ana, NextHandover.PlusDays(-1))).ShouldBe(2);
        (await Count<Fact>(Mia, Ana, NextHandover.PlusDays(1))).ShouldBe(2);
    }

    [Fact]
    public async Task Cuts_a_former_managers_period_at_both_midnights()
    {
        database.Add(
            FactOf(Ana, Instant.FromUtc(2024, 12, 31, 22, 59)),
            FactOf(Ana, Instant.FromUtc(2024, 12, 31, 23, 0)),
            FactOf(Ana, Instant.FromUtc(2026, 2, 28, 22, 59)),
            FactOf(Ana, Instant.FromUtc(2026, 2, 28, 23, 0))
        );
        (await Count<Fact>(Otto, Ana, Today)).ShouldBe(2);
    }

    [Fact]
    public async Task Keeps_commitments_to_the_pair()
    {
        database.Add(
            Promise(Otto, Ana, Ana, Handover.PlusDays(-5)),
            Promise(Mia, Ana, Ana, Today),
            Promise(Mia, Ana, Mia, Today),
            Promise(Mia, Bob, Bob, Today),
            Promise(Sven, Mia, Mia, Today)
        );
        (await Count<Commitment>(Mia, Ana, Today)).ShouldBe(2);
        (await Count<Commitment>(Dan, Ana, Today)).ShouldBe(2);
        (await Count<Commitment>(Dan, Ana, DelegationUntil)).ShouldBe(0);
        (await Count<Commitment>(Otto, Ana, Today)).ShouldBe(1);
        (await Count<Commitment>(Ana, Ana, Today)).ShouldBe(3);
        (await Count<Commitment>(Mia, Mia, Today)).ShouldBe(4);
        (await Count<Commitment>(Sven, Mia, Today)).ShouldBe(1);
        (await Count<Commitment>(Nina, Ana, NextHandover)).ShouldBe(0);
        (await Count<Commitment>(Sven, Ana, Today)).ShouldBe(0);
        (await Count<Commitment>(Hana, Ana, Today)).ShouldBe(0);
    }

    [Fact]
    public async Task Keeps_private_notes_to_their_author_whatever_the_role_or_reason()
    {
        database.Add(Note(Mia, Ana), Note(Ana, Mia), Note(Hana, Ana), Note(Ana, null));
        foreach (var viewer in Company.All.OfType<Person>())
        {
            foreach (var subject in new[] { Ana, Mia, Hana })
            {
                await using var scope = new AccessScope(database.Open());
                var by = new Viewer(viewer.Id);
                var read = await (await scope.Access.Read<MineNote>(by, subject.Id, Purpose.Conversation, default)).ToListAsync();
                var forced = await (await scope.Access.BreakGlass<MineNote>(by, subject.Id, "a reason", default)).ToListAsync();
                read.Concat(forced).ShouldAllBe(note => note.AuthorId == viewer.Id);
                read.Count.ShouldBe(
                    viewer != subject ? 0
                    : viewer == Ana ? 2
                    : 1
                );
            }
        }
    }

    [Fact]
    public async Task Shows_peers_visible_goals_and_hr_titles_only()
    {
        database.Add(GoalOf(Ana, "kr1", visible: true), GoalOf(Ana, "kr2", visible: false));
        (await Count<Goal>(Bob, Ana, Today)).ShouldBe(1);
        (await Count<Goal>(Hana, Ana, Today)).ShouldBe(0);
        await using var scope = new AccessScope(database.Open());
        var titles = await (await scope.Access.ReadPart<Goal, GoalTitle>(new(Hana.Id), Ana.Id, Purpose.Process, default)).ToListAsync();
        titles.Select(goal => goal.Title).ShouldBe(["Title kr1", "Title kr2"], ignoreOrder: true);
        (await (await scope.Access.ReadPart<Goal, GoalTitle>(new(Bob.Id), Ana.Id, Purpose.Process, default)).CountAsync()).ShouldBe(1);
        (await (await scope.Access.ReadPart<Goal, GoalTitle>(new(Zoe.Id), Ana.Id, Purpose.Process, default)).CountAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task Unites_the_reach_of_every_relation_that_holds()
    {
        database.Add(Feedback(Bob, Ana), Feedback(Mia, Ana), Role(Bob, RoleKind.Hr));
        (await Count<FeedbackNote>(Bob, Ana, Today)).ShouldBe(1);
        await using var scope = new AccessScope(database.Open());
        (await (await scope.Access.BreakGlass<FeedbackNote>(new(Bob.Id), Ana.Id, "a complaint", default)).CountAsync()).ShouldBe(2);
    }

    [Fact]
    public async Task Opens_each_period_of_a_manager_who_came_back_and_nothing_between()
    {
        database.Add(
            Line(Zoe, Otto, new(2025, 1, 1), new(2025, 3, 1)),
            Line(Zoe, Mia, new(2025, 3, 1), new(2025, 6, 1)),
            Line(Zoe, Otto, new(2025, 6, 1), new(2025, 9, 1)),
            FactOf(Zoe, new LocalDate(2025, 2, 1)),
            FactOf(Zoe, new LocalDate(2025, 4, 1)),
            FactOf(Zoe, new LocalDate(2025, 7, 1)),
            FactOf(Zoe, new LocalDate(2025, 10, 1))
        );
        (await Count<Fact>(Otto, Zoe, Today)).ShouldBe(2);
    }

    [Fact]
    public async Task Refusals_look_like_nothing()
    {
        database.Add(FactOf(Ana, Today));
        await using var scope = new AccessScope(database.Open());
        var refused = await scope.Access.Read<Fact>(new(Zoe.Id), Ana.Id, Purpose.Conversation, default);
        var unknown = await scope.Access.Read<Fact>(new(Zoe.Id), Guid.NewGuid(), Purpose.Conversation, default);
        var empty = await scope.Access.Read<Fact>(new(Hana.Id), Bob.Id, Purpose.Conversation, default);
        (await refused.ToListAsync()).ShouldBeEmpty();
        (await unknown.ToListAsync()).ShouldBeEmpty();
        (await empty.ToListAsync()).ShouldBeEmpty();
        refused.ToQueryString().ShouldBe(unknown.ToQueryString());
        (await scope.Access.May(new(Zoe.Id), Ana.Id, DataClass.Figures, Right.Read, default)).ShouldBeFalse();
        (await scope.Access.May(new(Zoe.Id), Guid.NewGuid(), DataClass.Figures, Right.Read, default)).ShouldBeFalse();
    }

    [Fact]
    public async Task Records_one_entry_for_an_answer_however_many_queries_it_takes()
    {
        await using (var scope = new AccessScope(database.Open()))
        {
            await scope.Access.Read<Fact>(new(Mia.Id), Ana.Id, Purpose.OneOnOne, default);
            await scope.Access.Read<ContextNote>(new(Mia.Id), Ana.Id, Purpose.OneOnOne, default);
            await scope.Access.Read<Goal>(new(Mia.Id), Ana.Id, Purpose.OneOnOne, default);
            await scope.Access.Read<Fact>(new(Mia.Id), Bob.Id, Purpose.OneOnOne, default);
            await scope.Access.Read<Fact>(new(Mia.Id), Mia.Id, Purpose.OwnData, default);
            await scope.Access.Read<Fact>(new(Zoe.Id), Ana.Id, Purpose.Conversation, default);
            await scope.Data.SaveChangesAsync();
        }

        await using var data = database.Open();
        var aliases = await data.Set<PersonAlias>().ToDictionaryAsync(row => row.Alias, row => row.PersonId);
        var entries = await data.Set<AuditEntry>().ToListAsync();
        entries
            .Select(entry => (entry.Act, entry.What, entry.Purpose, aliases[entry.ActorAlias!.Value], aliases[entry.SubjectAlias!.Value]))
            .ShouldBe(
                [
                    ("read", "Figures", "OneOnOne", Mia.Id, Ana.Id),
                    ("read", "Goals", "OneOnOne", Mia.Id, Ana.Id),
                    ("read", "Figures", "OneOnOne", Mia.Id, Bob.Id),
                    ("refused", "Figures", "Conversation", Zoe.Id, Ana.Id),
                ],
                ignoreOrder: true
            );
    }

    [Fact]
    public async Task Gives_nobody_an_alias_for_being_asked_about_with_a_made_up_id()
    {
        await using var scope = new AccessScope(database.Open());
        await scope.Access.Read<Fact>(new(Mia.Id), Guid.NewGuid(), Purpose.Conversation, default);
        scope.Data.ChangeTracker.Entries<AuditEntry>().ShouldHaveSingleItem().Entity.SubjectAlias.ShouldBeNull();
        scope.Data.ChangeTracker.Entries<PersonAlias>().ShouldAllBe(entry => entry.State == EntityState.Unchanged);
    }

    [Fact]
    public async Task Cuts_an_overlong_reason_and_shows_it_to_the_person_and_the_reader()
    {
        database.Add(Feedback(Mia, Ana));
        await using (var scope = new AccessScope(database.Open()))
        {
            (await scope.Access.BreakGlass<FeedbackNote>(new(Hana.Id), Ana.Id, new string('x', 900), default)).Count().ShouldBe(1);
            scope.Recorded().ShouldBe([("read", "BreakGlass")]);
            var broken = scope.GlassBroken().ShouldHaveSingleItem();
            (broken.ReaderId, broken.SubjectId, broken.What, broken.At).ShouldBe((Hana.Id, Ana.Id, DataClass.SharedFeedback, Noon(Today)));
            broken.Reason.ShouldBe(new string('x', GlassBreak.MaxReason));
            await scope.Data.SaveChangesAsync();
        }

        (await Count<GlassBreak>(Ana, Ana, Today)).ShouldBe(1);
        (await Count<GlassBreak>(Hana, Hana, Today)).ShouldBe(1);
        (await Count<GlassBreak>(Mia, Ana, Today)).ShouldBe(0);
        (await Count<GlassBreak>(Wim, Ana, Today)).ShouldBe(0);
    }

    [Fact]
    public async Task Lets_hr_write_the_register_and_others_read_it_without_a_subject()
    {
        await using var scope = new AccessScope(database.Open());
        (await May(Hana, Right.Write)).ShouldBeTrue();
        (await May(Hugo, Right.Write)).ShouldBeTrue();
        (await May(Ana, Right.Write)).ShouldBeFalse();
        (await May(Ana, Right.Read)).ShouldBeTrue();
        (await May(Adam, Right.Write)).ShouldBeFalse();
        (await May(Gone, Right.Read)).ShouldBeFalse();

        Task<bool> May(Person person, Right right) => scope.Access.May(new(person.Id), person.Id, DataClass.Register, right, default);
    }

    [Fact]
    public async Task Lets_the_service_itself_read_everything()
    {
        database.Add(FactOf(Ana, Today), FactOf(Bob, Today));
        await using var scope = new AccessScope(database.Open());
        (await scope.Access.ForService<Fact>().CountAsync()).ShouldBe(2);
        scope.Recorded().ShouldBeEmpty();
    }

    private async Task<int> Count<T>(Person viewer, Person subject, LocalDate date)
        where T : class, IAbout<T>
    {
        await using var scope = new AccessScope(database.Open(), On(date));
        return await (await scope.Access.Read<T>(new(viewer.Id), subject.Id, Purpose.Conversation, default)).CountAsync();
    }

    private static Fact FactOf(Person person, LocalDate date) => FactOf(person, Noon(date));

    private static Fact FactOf(Person person, Instant at) =>
        new()
        {
            Id = Guid.NewGuid(),
            Source = "jira",
            Kind = "issue",
            ExternalId = Guid.NewGuid().ToString("N"),
            Outcome = "done",
            PersonId = person.Id,
            At = at,
            FetchedAt = at,
        };

    private static Commitment Promise(Person manager, Person report, Person owner, LocalDate date) =>
        new()
        {
            Id = Guid.NewGuid(),
            ManagerId = manager.Id,
            ReportId = report.Id,
            OwnerId = owner.Id,
            AuthorId = manager.Id,
            Text = "migrate billing",
            CreatedAt = Noon(date),
        };

    private static MineNote Note(Person author, Person? subject) =>
        new()
        {
            Id = Guid.NewGuid(),
            AuthorId = author.Id,
            SubjectId = subject?.Id,
            Text = "remember the talk",
            At = Noon(Today),
        };

    private static FeedbackNote Feedback(Person author, Person subject) =>
        new()
        {
            Id = Guid.NewGuid(),
            AuthorId = author.Id,
            SubjectId = subject.Id,
            Kind = FeedbackKind.Feedback,
            Text = "clear minutes",
            At = Noon(Today),
        };

    private static Goal GoalOf(Person owner, string key, bool visible) =>
        new()
        {
            Id = Guid.NewGuid(),
            Key = key,
            OwnerId = owner.Id,
            Title = "Title " + key,
            VisibleToPeers = visible,
            CreatedAt = Noon(Today),
            UpdatedAt = Noon(Today),
        };
}
