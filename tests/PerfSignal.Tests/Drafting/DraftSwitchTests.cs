using Microsoft.Extensions.DependencyInjection;
using PerfSignal.Core.Commitments;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Data;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Governance;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

public sealed class DraftSwitchTests : IDisposable
{
    private readonly BriefWorld world = new();
    private readonly Person hr = BriefWorld.Person("hr@example.com", "Hana Hr");
    private readonly Model model = new();

    public DraftSwitchTests()
    {
        world.DraftWriter = model;
        world.Add(hr);
        world.Add(
            new Commitment
            {
                Id = Guid.CreateVersion7(),
                ManagerId = world.Maya.Id,
                ReportId = world.Ana.Id,
                OwnerId = world.Ana.Id,
                AuthorId = world.Maya.Id,
                Text = "migrate billing",
                CreatedAt = BriefWorld.Start,
            }
        );
    }

    public void Dispose() => world.Dispose();

    [Theory]
    [InlineData("off", "No model writes drafts about you")]
    [InlineData("aus", "No model writes drafts about you")]
    [InlineData("", "A model may write drafts about you")]
    [InlineData("maybe", "ai off")]
    [InlineData("off drafts", "A model may write drafts about you")]
    public async Task Takes_a_wish_in_words(string words, string answer) =>
        Said(await world.Ask(world.Ana, "draft.switch", words)).ShouldContain(answer);

    [Fact]
    public async Task Writes_plainly_about_somebody_who_objected_and_says_so()
    {
        await world.Ask(world.Ana, "draft.switch", "off");
        var card = await Draft();
        card.Label.ShouldContain("without AI");
        card.Notice.ShouldContain("AI is switched off here");
        await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None));
        model.Asked.ShouldBe(0);
        (await world.All<Draft>()).Single().Fallback.ShouldBe("off");

        await world.Ask(world.Ana, "draft.switch", "on");
        (await world.All<DraftingSwitch>()).ShouldBeEmpty();
        (await world.All<AuditEntry>())
            .Where(entry => entry.What.StartsWith("draft.switch", StringComparison.Ordinal))
            .Select(entry => entry.What)
            .ShouldBe(["draft.switch.about.off", "draft.switch.about.on"]);
    }

    [Fact]
    public async Task Writes_plainly_for_a_manager_who_wants_no_model()
    {
        await world.Ask(world.Maya, "draft.switch", "off drafts");
        (await Draft()).Label.ShouldContain("without AI");
        model.Asked.ShouldBe(0);
    }

    [Theory]
    [InlineData("organisation", true)]
    [InlineData("department:Platform", true)]
    [InlineData("department:Sales", false)]
    [InlineData("person:ana", true)]
    [InlineData("person:maya", false)]
    [InlineData("about:ana", true)]
    [InlineData("about:maya", false)]
    [InlineData("by:maya", true)]
    [InlineData("by:ana", false)]
    public async Task Asks_no_model_in_the_reach_of_a_switch(string scope, bool off)
    {
        scope = scope.Replace(":ana", $":{world.Ana.Id}", StringComparison.Ordinal);
        scope = scope.Replace(":maya", $":{world.Maya.Id}", StringComparison.Ordinal);
        world.Add(
            new DraftingSwitch
            {
                Scope = scope,
                ById = hr.Id,
                At = BriefWorld.Start,
            }
        );
        await world.Ask(world.Maya, "draft.write", "Ana");
        await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None));
        model.Asked.ShouldBe(off ? 0 : 1);
        (await world.All<Draft>()).Single().Fallback.ShouldBe(off ? "off" : "failed");
    }

    [Fact]
    public async Task Asks_no_model_for_a_draft_that_was_waiting_when_it_was_switched_off()
    {
        Said(await world.Ask(world.Maya, "draft.write", "Ana")).ShouldContain("I am writing it");
        await world.Ask(world.Ana, "draft.switch", "off");
        await world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None));
        model.Asked.ShouldBe(0);
        CardJson.Read<DraftCard>((await world.Rows()).Single().Model).Notice.ShouldContain("switched off");
    }

    [Theory]
    [InlineData(RoleKind.WorksCouncil)]
    [InlineData(RoleKind.Executive)]
    [InlineData(RoleKind.Admin)]
    public async Task Lets_no_other_role_switch(RoleKind kind)
    {
        world.Add(
            new PersonRole
            {
                Id = Guid.CreateVersion7(),
                PersonId = hr.Id,
                Kind = kind,
            }
        );
        var viewer = new Viewer(hr.Id);
        (await Do(switches => switches.SetOrganisation(viewer, true, default))).ShouldBeFalse();
        (await Do(switches => switches.SetDepartment(viewer, "Platform", true, default))).ShouldBeFalse();
        (await Do(switches => switches.SetPerson(viewer, world.Ana.Id, true, default))).ShouldBeFalse();
        (await world.All<DraftingSwitch>()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("Platform", 1)]
    [InlineData("Sales", 0)]
    public async Task Shows_hr_only_those_of_its_population_for_whom_it_is_off(string department, int seen)
    {
        world.Add(
            new PersonRole
            {
                Id = Guid.CreateVersion7(),
                PersonId = hr.Id,
                Kind = RoleKind.Hr,
                Department = department,
            },
            new DraftingSwitch
            {
                Scope = SwitchScope.Person(world.Ana.Id),
                PersonId = world.Ana.Id,
                ById = hr.Id,
                At = BriefWorld.Start,
            }
        );
        await Do(async switches =>
        {
            (await switches.SetByHr(new Viewer(hr.Id), default)).Count.ShouldBe(seen);
            return true;
        });
    }

    [Fact]
    public async Task Switches_no_department_that_there_is_not()
    {
        world.Add(
            new PersonRole
            {
                Id = Guid.CreateVersion7(),
                PersonId = hr.Id,
                Kind = RoleKind.Hr,
            }
        );
        (await Do(switches => switches.SetDepartment(new Viewer(hr.Id), "Nowhere", true, default))).ShouldBeFalse();
        (await world.All<DraftingSwitch>()).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("", true, true, true)]
    [InlineData("Platform", false, true, true)]
    [InlineData("Sales", false, false, false)]
    [InlineData("none", false, false, false)]
    public async Task Lets_hr_switch_within_its_population(string department, bool all, bool platform, bool person)
    {
        if (department != "none")
        {
            world.Add(
                new PersonRole
                {
                    Id = Guid.CreateVersion7(),
                    PersonId = hr.Id,
                    Kind = RoleKind.Hr,
                    Department = department.Length == 0 ? null : department,
                }
            );
        }

        var viewer = new Viewer(hr.Id);
        (await Do(switches => switches.SetOrganisation(viewer, true, default))).ShouldBe(all);
        (await Do(switches => switches.SetDepartment(viewer, "Platform", true, default))).ShouldBe(platform);
        (await Do(switches => switches.SetPerson(viewer, world.Ana.Id, true, default))).ShouldBe(person);
        (await Do(switches => switches.SetPerson(viewer, hr.Id, true, default))).ShouldBeFalse(
            "about oneself one wishes as everybody does"
        );
        (await world.All<DraftingSwitch>()).Count.ShouldBe(new[] { all, platform, person }.Count(set => set));
        (await Do(async switches => (await switches.SetByHr(viewer, default)).Count == 1)).ShouldBe(person);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Takes_the_same_switch_from_two_at_once(bool off)
    {
        world.Add(
            new PersonRole
            {
                Id = Guid.CreateVersion7(),
                PersonId = hr.Id,
                Kind = RoleKind.Hr,
            }
        );
        var viewer = new Viewer(hr.Id);
        await Do(switches => switches.SetOrganisation(viewer, !off, default));
        await using var scope = world.Services.CreateAsyncScope();
        var first = scope.ServiceProvider.GetRequiredService<DraftSwitches>();
        await first.SetOrganisation(viewer, off, default);
        await Do(switches => switches.SetOrganisation(viewer, off, default));

        await first.Save(default);

        (await world.All<DraftingSwitch>()).Count.ShouldBe(off ? 1 : 0);
    }

    [Fact]
    public async Task Keeps_a_persons_own_wish_from_hr_and_shows_it_to_them_alone()
    {
        world.Add(
            new PersonRole
            {
                Id = Guid.CreateVersion7(),
                PersonId = hr.Id,
                Kind = RoleKind.Hr,
            }
        );
        await world.Ask(world.Ana, "draft.switch", "off");
        var viewer = new Viewer(hr.Id);
        await Do(switches => switches.SetPerson(viewer, world.Ana.Id, false, default));
        (await world.All<DraftingSwitch>()).Single().Scope.ShouldBe($"about:{world.Ana.Id}");
        (await Do(async switches => (await switches.SetByHr(viewer, default)).Count == 0)).ShouldBeTrue();
        foreach (var (by, rows) in new[] { (world.Ana, 1), (hr, 0), (world.Maya, 0) })
        {
            (await Count(by)).ShouldBe(rows, by.Name);
        }

        (await Do(async switches => (await switches.Everywhere(5, default)).People is null)).ShouldBeTrue("one is fewer than a group");
    }

    private async Task<int> Count(Person by)
    {
        await using var scope = world.Services.CreateAsyncScope();
        var rows = await scope
            .ServiceProvider.GetRequiredService<Access>()
            .Read<DraftingSwitch>(new Viewer(by.Id), world.Ana.Id, Purpose.Process, default);
        return rows.Count();
    }

    private async Task<bool> Do(Func<DraftSwitches, Task<bool>> act)
    {
        await using var scope = world.Services.CreateAsyncScope();
        var done = await act(scope.ServiceProvider.GetRequiredService<DraftSwitches>());
        await scope.ServiceProvider.GetRequiredService<PerfSignalData>().SaveChangesAsync();
        return done;
    }

    private async Task<DraftCard> Draft() =>
        CardJson.Read<DraftCard>(
            (await world.Ask(world.Maya, "draft.write", "Ana")).ShouldBeOfType<Reply.Showed>().Model.ToJsonString(CardJson.Options)
        );

    private static string Said(Reply reply) => reply.ShouldBeOfType<Reply.Said>().Text;

    private sealed class Model : IDraftWriter
    {
        public int Asked { get; private set; }
        public string Name => "test-model";

        public Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct)
        {
            Asked++;
            return Task.FromResult<WriterAnswer>(new WriterAnswer.Failed("failed", DraftUsage.None));
        }
    }
}
