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
        Approved(world.Maya, October, changed: true);
        Approved(world.Maya, November, changed: false);
        Open(world.Maya, November, row => (row.State, row.EndedAt) = (DraftState.Discarded, November));
        Open(world.Maya, Instant.FromUtc(2026, 10, 31, 22, 30));
        Open(world.Maya, Instant.FromUtc(2026, 10, 31, 23, 30));
        Open(other, November);

        var months = (await Of(hr)).Months;
        months.Count.ShouldBe(6);
        months[0].Month.ShouldBe(new YearMonth(2026, 11));
        // The month begins at midnight of the organisation, which is in Berlin.
        (months[0].Asked, months[0].Approved, months[0].Unchanged, months[0].Discarded).ShouldBe((4, 1, 1, 1));
        (months[1].Asked, months[1].Approved, months[1].Unchanged, months[1].Discarded).ShouldBe((2, 1, 0, 0));
        months[5].Asked.ShouldBe(0);
        var own = await world.In<DraftOversight, DraftOverview>(oversight => oversight.Own(new Viewer(world.Maya.Id), default));
        own.Months[0].Asked.ShouldBe(3);
        own.Approvers.ShouldBeEmpty();
    }

    [Fact]
    public async Task Says_how_often_each_approves_without_a_change_from_five_approvals_on()
    {
        for (var at = 0; at < 5; at++)
        {
            Approved(world.Maya, November, changed: at == 0);
        }

        for (var at = 0; at < 4; at++)
        {
            Approved(other, November, changed: false);
        }

        var row = (await Of(hr)).Approvers.ShouldHaveSingleItem();
        (row.Name, row.Approved, row.Unchanged, row.Share).ShouldBe(("Maya Brandt", 5, 4, 0.8m));
        var seen = await world.In<DraftOversight, DraftOverview?>(oversight => oversight.ForCouncil(new Viewer(council.Id), default));
        seen!.Months[0].Approved.ShouldBe(9);
        seen.Approvers.ShouldBeEmpty();
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
        overview.Writers.ShouldBe([new DraftWriters("plain", "7", 3)]);
        new DraftPrices(2.5m, 10m, "EUR").Of(month.TokensIn, month.TokensOut).ShouldBe(0.07m);
        new DraftPrices().AreKnown.ShouldBeFalse();
    }

    [Theory]
    [InlineData("Platform", 1)]
    [InlineData("Sales", 0)]
    public async Task Counts_for_hr_of_a_department_its_managers_only(string department, int asked)
    {
        var some = BriefWorld.Person("some@example.com", "Some Hr");
        world.Add(some);
        Role(some, RoleKind.Hr, department);
        Open(world.Maya, November);
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

    private void Approved(Person manager, Instant at, bool changed)
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
                ApprovedById = manager.Id,
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
