using NodaTime;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

public sealed class DraftOversightTests : IDisposable
{
    private static readonly Instant November = Instant.FromUtc(2026, 11, 10, 9, 0);
    private static readonly Instant October = Instant.FromUtc(2026, 10, 10, 9, 0);
    private readonly BriefWorld world = new();
    private readonly Person hr = BriefWorld.Person("hr@example.com", "Hana Hr");
    private readonly Person council = BriefWorld.Person("wim@example.com", "Wim Council");
    private readonly Person other = BriefWorld.Person("otto@example.com", "Otto Other");

    public DraftOversightTests()
    {
        world.Add(hr, council, other);
        Role(hr, RoleKind.Hr);
        Role(council, RoleKind.WorksCouncil);
    }

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Counts_by_month_what_was_asked_for_and_what_became_of_it()
    {
        foreach (var manager in Managers(5))
        {
            Approved(manager, October, changed: true);
            Approved(manager, November, changed: false);
            Open(manager, November, row => (row.State, row.EndedAt) = (DraftState.Discarded, November));
        }

        Open(world.Maya, Instant.FromUtc(2026, 10, 31, 22, 30));
        Open(world.Maya, Instant.FromUtc(2026, 10, 31, 23, 30));

        var months = (await Of(hr)).Months;
        months.Count.ShouldBe(6);
        months[0].Month.ShouldBe(new YearMonth(2026, 11));
        // The month begins at midnight of the organisation, which is in Berlin.
        (months[0].Asked, months[0].Approved, months[0].Unchanged, months[0].Discarded).ShouldBe((11, 5, 5, 5));
        (months[1].Asked, months[1].Approved, months[1].Unchanged, months[1].Discarded).ShouldBe((6, 5, 0, 0));
        months[5].Asked.ShouldBe(0);
    }

    [Fact]
    public async Task Shows_a_manager_their_own()
    {
        Approved(world.Maya, November, changed: false);
        Open(world.Maya, November, row => (row.State, row.EndedAt) = (DraftState.Discarded, November));
        Open(other, November);
        var own = await world.In<DraftOversight, DraftOverview>(oversight => oversight.Own(new Viewer(world.Maya.Id), default));
        (own.Months[0].Asked, own.Months[0].Approved, own.Months[0].Unchanged, own.Months[0].Discarded).ShouldBe((2, 1, 1, 1));
        own.Approvers.ShouldBeEmpty();
    }

    [Theory]
    [InlineData(3, 5)]
    [InlineData(8, 8)]
    public void A_group_is_as_large_as_the_organisation_says_and_five_at_least(int says, int group) =>
        new DraftOversight(null!, null!, new Core.Organization { MinimumGroup = says }, world.Clock).Group.ShouldBe(group);

    [Theory]
    [InlineData(4, null)]
    [InlineData(5, 5)]
    public async Task Counts_what_people_did_from_a_group_of_them_on(int count, int? shown)
    {
        foreach (var manager in Managers(count))
        {
            Approved(manager, November, changed: false);
            Open(manager, October, row => (row.State, row.EndedAt) = (DraftState.Discarded, October));
        }

        var seen = await world.In<DraftOversight, DraftOverview?>(oversight => oversight.ForCouncil(new Viewer(council.Id), default));
        foreach (var overview in new[] { await Of(hr), seen.ShouldNotBeNull() })
        {
            var (now, before) = (overview.Months[0], overview.Months[1]);
            (now.Asked, now.Approved, now.Unchanged, now.Discarded).ShouldBe((shown, shown, shown, 0));
            (before.Asked, before.Approved, before.Discarded).ShouldBe((shown, 0, shown));
            // Their sum would say what the months do not.
            overview.Writers.Sum(writer => writer.Drafts).ShouldBe(2 * (shown ?? 0));
        }
    }

    [Fact]
    public async Task Hides_each_count_by_those_behind_it_and_nothing_about_the_model()
    {
        foreach (var manager in Managers(5))
        {
            Open(manager, November);
        }

        Approved(world.Maya, November, changed: false);
        Use(100, null);
        var month = (await Of(hr)).Months[0];
        (month.Asked, month.Approved, month.Unchanged, month.Discarded).ShouldBe((6, null, null, 0));
        (month.Models, month.TokensIn, month.Median).ShouldBe((1, 1000, 100));
    }

    [Fact]
    public async Task Takes_one_who_approves_for_five_managers_for_one()
    {
        foreach (var manager in Managers(5))
        {
            Approved(manager, November, changed: false, by: other);
        }

        (await Of(hr)).Months[0].Approved.ShouldBeNull();
    }

    [Fact]
    public async Task Says_how_large_a_share_each_approves_without_a_change_once_a_group_of_them_approved_five()
    {
        var managers = Managers(5);
        foreach (var manager in managers[..4])
        {
            Approve(manager, 5);
        }

        Approve(managers[4], 4);
        (await Of(hr)).Approvers.ShouldBeEmpty();

        Approve(managers[4], 1);
        var rows = (await Of(hr)).Approvers;
        rows.Count.ShouldBe(5);
        var row = rows.Single(one => one.Name == "Maya Brandt");
        (row.Approved, row.Unchanged, row.Share).ShouldBe((5, 4, 0.8m));
        var seen = await world.In<DraftOversight, DraftOverview?>(oversight => oversight.ForCouncil(new Viewer(council.Id), default));
        seen!.Months[0].Approved.ShouldBe(25);
        seen.Approvers.ShouldBeEmpty();

        void Approve(Person manager, int times)
        {
            for (var at = 0; at < times; at++)
            {
                Approved(manager, November, changed: at == 0);
            }
        }
    }

    [Fact]
    public async Task Counts_tokens_time_refusals_and_fallbacks_of_models()
    {
        foreach (var took in Enumerable.Range(1, 20))
        {
            Use(took * 100, took == 20 ? "timeout" : null);
        }

        Open(world.Maya, November, row => row.Refusals = CardJson.Write(new Dictionary<string, int> { ["number"] = 2, ["rating"] = 1 }));
        Open(world.Maya, November, row => row.Refusals = CardJson.Write(new Dictionary<string, int> { ["number"] = 1 }));
        Open(world.Maya, November, row => row.Fallback = "budget");

        var overview = await Of(hr);
        var month = overview.Months[0];
        (month.Models, month.Kept, month.Refused, month.Fallbacks).ShouldBe((20, 60, 20, 1));
        (month.TokensIn, month.TokensOut).ShouldBe((20_000, 2_000));
        (month.Median, month.Slow).ShouldBe((1000, 1900));
        overview.Months[1].Median.ShouldBeNull();
        overview.Refusals.ShouldBe([("number", 3), ("rating", 1)]);
        overview.Fallbacks.ShouldBe([("budget", 1)]);
        overview.Writers.ShouldBeEmpty();
        foreach (var manager in Managers(5))
        {
            Open(manager, November);
        }

        (await Of(hr)).Writers.ShouldBe([new DraftWriters("plain", "7", 8)]);
        new DraftPrices(2.5m, 10m, "EUR").Of(month.TokensIn, month.TokensOut).ShouldBe(0.07m);
        new DraftPrices().AreKnown.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Platform", 5)]
    [InlineData("Sales", 0)]
    public async Task Counts_for_hr_of_a_department_its_managers_only(string department, int asked)
    {
        var some = BriefWorld.Person("some@example.com", "Some Hr");
        world.Add(some);
        Role(some, RoleKind.Hr, department);
        foreach (var manager in Managers(5))
        {
            Open(manager, November);
        }

        (await Of(some)).Months[0].Asked.ShouldBe(asked);
    }

    [Fact]
    public async Task Is_nobody_elses()
    {
        foreach (var (person, role) in new[] { (world.Ana, (RoleKind?)null), (world.Maya, RoleKind.Executive), (other, RoleKind.Admin) })
        {
            if (role is { } kind)
            {
                Role(person, kind);
            }

            var viewer = new Viewer(person.Id);
            (await world.In<DraftOversight, DraftOverview?>(oversight => oversight.ForHr(viewer, default))).ShouldBeNull();
            (await world.In<DraftOversight, DraftOverview?>(oversight => oversight.ForCouncil(viewer, default))).ShouldBeNull();
        }

        (await world.In<DraftOversight, DraftOverview?>(oversight => oversight.ForHr(new Viewer(council.Id), default))).ShouldBeNull();
    }

    private async Task<DraftOverview> Of(Person person) =>
        (await world.In<DraftOversight, DraftOverview?>(oversight => oversight.ForHr(new Viewer(person.Id), default))).ShouldNotBeNull();

    /// <summary>Maya, Otto and as many more as are asked for.</summary>
    private Person[] Managers(int count)
    {
        var more = Enumerable.Range(2, count - 2).Select(at => BriefWorld.Person($"m{at}@example.com", $"Manager {at}")).ToArray();
        world.Add(more);
        return [world.Maya, other, .. more];
    }

    private void Role(Person person, RoleKind kind, string? department = null) =>
        world.Add(
            new PersonRole
            {
                Id = Guid.CreateVersion7(),
                PersonId = person.Id,
                Kind = kind,
                Department = department,
            }
        );

    private Draft Open(Person manager, Instant at, Action<Draft>? change = null)
    {
        var draft = new Draft
        {
            Id = Guid.CreateVersion7(),
            Kind = DraftKind.OneOnOne,
            ManagerId = manager.Id,
            ReportId = world.Ana.Id,
            Language = "en",
            Evidence = "{}",
            EvidenceHash = new string('0', 64),
            Sentences = CardJson.Write(new WrittenDraft([], null)),
            Writer = PlainWriter.Plain,
            PromptVersion = "7",
            CreatedAt = at,
        };
        change?.Invoke(draft);
        world.Add(draft);
        return draft;
    }

    private void Approved(Person manager, Instant at, bool changed, Person? by = null)
    {
        var draft = Open(manager, at, row => (row.State, row.EndedAt) = (DraftState.Approved, at));
        world.Add(
            new Summary
            {
                Id = Guid.CreateVersion7(),
                DraftId = draft.Id,
                Kind = draft.Kind,
                ManagerId = manager.Id,
                ReportId = world.Ana.Id,
                Language = "en",
                Text = "It was agreed to meet.",
                Evidence = "{}",
                Difference = changed ? "[]" : null,
                Writer = draft.Writer,
                PromptVersion = draft.PromptVersion,
                ApprovedById = (by ?? manager).Id,
                ApprovedAt = at,
            }
        );
    }

    private void Use(int milliseconds, string? fallback) =>
        world.Add(
            new ModelUse
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                At = November,
                Model = "test-model",
                TokensIn = 1000,
                TokensOut = 100,
                Milliseconds = milliseconds,
                Kept = 3,
                Refused = 1,
                Fallback = fallback,
            }
        );
}
