using Microsoft.EntityFrameworkCore;
using NodaTime;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Core.Signals;
using PerfSignal.Tests.Data;
using static PerfSignal.Tests.Governance.Company;

namespace PerfSignal.Tests.Governance;

public sealed class AuditTrailTests : IDisposable
{
    private readonly TestDatabase database = new();

    public AuditTrailTests()
    {
        database.Add(Company.All);
        using var data = database.Open();
        var access = new AccessScope(data).Access;
        foreach (var (viewer, subject) in new[] { (Mia, Ana), (Hana, Ana), (Mia, Bob), (Zoe, Ana) })
        {
            access.Read<Fact>(new(viewer.Id), subject.Id, Purpose.Conversation, default).GetAwaiter().GetResult();
        }

        data.SaveChanges();
    }

    public void Dispose() => database.Dispose();

    [Fact]
    public async Task Shows_a_person_who_looked_and_the_one_who_looked_that_it_is_known()
    {
        (await Acts(Ana, Ana)).ShouldBe(["read", "read", "refused"]);
        (await Acts(Hana, Hana)).ShouldBe(["read"]);
    }

    [Fact]
    public async Task Shows_a_manager_their_own_acts_only_and_others_nothing()
    {
        (await Acts(Mia, Ana)).ShouldBe(["read"]);
        (await Acts(Hana, Ana)).ShouldBeEmpty();
        (await Acts(Wim, Ana)).ShouldBeEmpty();
        (await Acts(Zoe, Ana)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Counts_entries_by_kind_for_the_works_council_only()
    {
        await using var scope = new AccessScope(database.Open());
        var trail = new AuditTrail(scope.Data, scope.Access);
        (await trail.Counts(new(Wim.Id), Ana.Id, default)).ShouldBe([("read", "Figures", 2), ("refused", "Figures", 1)], ignoreOrder: true);
        (await trail.Counts(new(Mia.Id), Ana.Id, default)).ShouldBeEmpty();
        (await trail.Counts(new(Ana.Id), Ana.Id, default)).ShouldBeEmpty();
        scope.Recorded().ShouldBe([("read", "Process"), ("refused", "Process")], ignoreOrder: true);
    }

    [Fact]
    public async Task Shows_nothing_once_the_alias_was_erased()
    {
        await using (var data = database.Open())
        {
            await data.Set<PersonAlias>().Where(row => row.PersonId == Ana.Id).ExecuteDeleteAsync();
        }

        (await Acts(Ana, Ana)).ShouldBeEmpty();
        (await Acts(Mia, Ana)).ShouldBeEmpty();
    }

    private async Task<IEnumerable<string>> Acts(Person viewer, Person subject)
    {
        await using var scope = new AccessScope(database.Open(), On(new LocalDate(2026, 11, 24)));
        var entries = await new AuditTrail(scope.Data, scope.Access).Read(new(viewer.Id), subject.Id, default);
        return (await entries.ToListAsync()).Select(entry => entry.Act).Order(StringComparer.Ordinal);
    }
}
