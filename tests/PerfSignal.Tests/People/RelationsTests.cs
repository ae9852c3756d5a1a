using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Data;
using PerfSignal.Tests.Governance;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.People;

public sealed class RelationsTests : IDisposable
{
    private readonly TestDatabase database = new();

    public RelationsTests() => database.Add(Company.All);

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Changes_the_manager_at_midnight_of_the_day_of_change()
    {
        (await On(Handover.PlusDays(-1), Otto)).ShouldBe([Relation.Manager]);
        (await On(Handover.PlusDays(-1), Mia)).ShouldBe([Relation.NextManager]);
        (await On(Handover, Otto)).ShouldBe([Relation.FormerManager]);
        (await On(Handover, Mia)).ShouldBe([Relation.Manager]);
        (await On(NextHandover.PlusDays(-1), Nina)).ShouldBe([Relation.NextManager]);
        (await On(NextHandover, Nina)).ShouldBe([Relation.Manager]);
        (await On(NextHandover, Mia)).ShouldBe([Relation.FormerManager]);
    }

    [Fact]
    public async Task Uses_the_organisations_midnight_for_everyone()
    {
        // 2026-03-01 begins in Berlin at 23:00 UTC of the day before.
        (await At(Instant.FromUtc(2026, 2, 28, 22, 59), Mia, Ana)).ShouldBe([Relation.NextManager]);
        (await At(Instant.FromUtc(2026, 2, 28, 23, 0), Mia, Ana)).ShouldBe([Relation.Manager]);
    }

    [Fact]
    public async Task Gives_a_former_manager_exactly_their_own_period()
    {
        await using var scope = new AccessScope(database.Open());
        var former = (await scope.Relations.Of(Otto.Id, Ana.Id, default)).ShouldHaveSingleItem();
        former.From.ShouldBe(Instant.FromUtc(2024, 12, 31, 23, 0));
        former.Until.ShouldBe(Instant.FromUtc(2026, 2, 28, 23, 0));
    }

    [Fact]
    public async Task Gives_every_period_of_a_manager_who_came_back()
    {
        database.Add(
            Line(Zoe, Otto, new(2025, 1, 1), new(2025, 3, 1)),
            Line(Zoe, Mia, new(2025, 3, 1), new(2025, 6, 1)),
            Line(Zoe, Otto, new(2025, 6, 1))
        );
        (await On(new(2026, 11, 24), Otto, Zoe)).ShouldBe([Relation.Manager, Relation.FormerManager], ignoreOrder: true);
    }

    [Fact]
    public async Task Lets_a_delegate_stand_in_from_the_first_day_until_the_end_date()
    {
        (await On(DelegationFrom.PlusDays(-1), Dan)).ShouldBeEmpty();
        (await On(DelegationFrom, Dan)).ShouldBe([Relation.Delegate]);
        (await On(DelegationUntil.PlusDays(-1), Dan)).ShouldBe([Relation.Delegate]);
        (await On(DelegationUntil, Dan)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Lets_a_delegate_stand_in_only_for_reports_of_that_manager_and_in_the_managers_place()
    {
        (await On(new(2026, 11, 24), Dan, Otto)).ShouldBeEmpty();
        (await On(new(2026, 11, 24), Dan, Dan)).ShouldBe([Relation.Self]);
        await using var scope = new AccessScope(database.Open());
        (await scope.Relations.Of(Dan.Id, Ana.Id, default)).ShouldHaveSingleItem().InPlaceOf.ShouldBe(Mia.Id);
    }

    [Fact]
    public async Task Ends_every_relation_of_a_viewer_after_the_last_day()
    {
        (await On(new(2026, 11, 23), Gone, Bob)).ShouldBe([Relation.Peer, Relation.Hr], ignoreOrder: true);
        (await On(new(2026, 11, 24), Gone, Bob)).ShouldBeEmpty();
        (await On(new(2026, 11, 24), Gone, Gone)).ShouldBeEmpty();
        (await On(new(2026, 11, 24), Leaving, Bob)).ShouldBe([Relation.Peer]);
        (await On(new(2026, 11, 25), Leaving, Bob)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Begins_no_relation_of_a_viewer_before_the_first_day()
    {
        (await On(new(2023, 12, 31), Hana)).ShouldBeEmpty();
        (await On(new(2024, 1, 1), Hana)).ShouldBe([Relation.Hr]);
    }

    [Fact]
    public async Task Makes_the_manager_of_somebody_who_left_a_former_one()
    {
        (await On(new(2026, 11, 23), Mia, Gone)).ShouldBe([Relation.Manager]);
        (await On(new(2026, 11, 24), Mia, Gone)).ShouldBe([Relation.FormerManager]);
        (await On(new(2026, 11, 24), Bob, Gone)).ShouldBeEmpty();
        (await On(new(2026, 11, 24), Sven, Gone)).ShouldBeEmpty();
        (await On(new(2026, 11, 24), Dan, Gone)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Forgets_a_line_that_would_begin_after_its_person_left()
    {
        database.Add(Line(Gone, Nina, new(2026, 12, 1)));
        (await On(new(2026, 11, 22), Nina, Gone)).ShouldBeEmpty();
        (await On(new(2026, 12, 2), Nina, Gone)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Keeps_hr_of_a_department_to_its_people_and_away_from_themselves()
    {
        var day = new LocalDate(2026, 11, 24);
        (await On(day, Hana)).ShouldBe([Relation.Hr]);
        (await On(day, Hedi)).ShouldBe([Relation.Hr]);
        (await On(day, Hugo)).ShouldBeEmpty();
        (await On(day, Hugo, Zoe)).ShouldBe([Relation.Hr]);
        (await On(day, Hana, Hana)).ShouldBe([Relation.Self]);
        (await On(day, Hana, Hugo)).ShouldBe([Relation.Hr]);
    }

    [Fact]
    public async Task Knows_skip_level_peers_and_nobody_further()
    {
        var day = new LocalDate(2026, 11, 24);
        (await On(day, Sven)).ShouldBe([Relation.SkipLevel]);
        (await On(Handover.PlusDays(-1), Sven)).ShouldBe([Relation.SkipLevel]);
        (await On(day, Bob)).ShouldBe([Relation.Peer]);
        (await On(day, Ana, Bob)).ShouldBe([Relation.Peer]);
        (await On(NextHandover, Bob)).ShouldBeEmpty();
        (await On(day, Ana, Mia)).ShouldBeEmpty();
        (await On(day, Zoe)).ShouldBeEmpty();
        (await On(day, Mia, Otto)).ShouldBe([Relation.Peer]);
        (await At(Noon(day), Ana.Id, Guid.NewGuid())).ShouldBeEmpty();
        (await At(Noon(day), Guid.NewGuid(), Ana.Id)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Unites_what_holds_at_once()
    {
        database.Add(Role(Mia, RoleKind.Hr), Role(Mia, RoleKind.Admin));
        (await On(new(2026, 11, 24), Mia)).ShouldBe([Relation.Manager, Relation.Hr, Relation.Admin], ignoreOrder: true);
    }

    [Fact]
    public async Task Tells_roles_without_a_subject_to_people_who_work_here()
    {
        await using var scope = new AccessScope(database.Open());
        (await scope.Relations.RolesOf(Hugo.Id, default)).Select(found => found.Relation).ShouldBe([Relation.Hr]);
        (await scope.Relations.RolesOf(Gone.Id, default)).ShouldBeEmpty();
        (await scope.Relations.RolesOf(Ana.Id, default)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Answers_alike_within_one_request_whatever_changes_meanwhile()
    {
        await using var scope = new AccessScope(database.Open());
        (await scope.Relations.Of(Bob.Id, Ana.Id, default)).Select(found => found.Relation).ShouldBe([Relation.Peer]);
        (await scope.Relations.RolesOf(Bob.Id, default)).ShouldBeEmpty();

        database.Add(Role(Bob, RoleKind.Executive));

        (await scope.Relations.Of(Bob.Id, Ana.Id, default)).Select(found => found.Relation).ShouldBe([Relation.Peer]);
        (await scope.Relations.RolesOf(Bob.Id, default)).ShouldBeEmpty();
        await using var next = new AccessScope(database.Open());
        (await next.Relations.RolesOf(Bob.Id, default)).Select(found => found.Relation).ShouldBe([Relation.Executive]);
    }

    [Fact]
    public async Task Ends_a_former_managers_period_with_the_persons_last_day()
    {
        await using var scope = new AccessScope(database.Open());
        var former = (await scope.Relations.Of(Mia.Id, Gone.Id, default)).ShouldHaveSingleItem();
        // The last day is 23 November: the 24th begins in Berlin at 23:00 UTC.
        (former.Relation, former.Until).ShouldBe((Relation.FormerManager, Instant.FromUtc(2026, 11, 23, 23, 0)));
    }

    [Fact]
    public async Task Keeps_a_period_that_ended_before_the_person_left()
    {
        database.Add(Line(Leaving, Otto, new(2024, 3, 1), new(2024, 9, 1)));
        await using var scope = new AccessScope(database.Open());
        var former = (await scope.Relations.Of(Otto.Id, Leaving.Id, default)).ShouldHaveSingleItem();
        (former.From, former.Until).ShouldBe((Instant.FromUtc(2024, 2, 29, 23, 0), Instant.FromUtc(2024, 8, 31, 22, 0)));
    }

    [Fact]
    public async Task Forgets_a_line_that_would_begin_the_day_after_its_persons_last()
    {
        database.Add(Line(Leaving, Nina, new(2026, 11, 25)));
        (await On(new(2026, 11, 24), Nina, Leaving)).ShouldBeEmpty();
        (await On(new(2026, 11, 25), Nina, Leaving)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Cuts_a_line_that_would_end_after_its_persons_last_day()
    {
        database.Add(Line(Gone, Otto, new(2024, 3, 1), new(2027, 1, 1)));
        (await On(new(2026, 11, 24), Otto, Gone)).ShouldBe([Relation.FormerManager]);
    }

    private Task<IEnumerable<Relation>> On(LocalDate date, Person viewer, Person? subject = null) => At(Noon(date), viewer, subject ?? Ana);

    private Task<IEnumerable<Relation>> At(Instant instant, Person viewer, Person subject) => At(instant, viewer.Id, subject.Id);

    private async Task<IEnumerable<Relation>> At(Instant instant, Guid viewer, Guid subject)
    {
        await using var scope = new AccessScope(database.Open(), new(instant));
        return (await scope.Relations.Of(viewer, subject, default)).Select(found => found.Relation).ToList();
    }
}
