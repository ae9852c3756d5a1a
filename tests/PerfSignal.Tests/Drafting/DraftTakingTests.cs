using PerfSignal.Core.Drafting;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

public sealed class DraftTakingTests : IDisposable
{
    private readonly BriefWorld world = new();
    private readonly Meanwhile model = new();

    public DraftTakingTests() => world.DraftWriter = model;

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task Two_nodes_ask_the_model_once()
    {
        var second = -1;
        model.Happens = async () => second = await Run();
        await world.Ask(world.Maya, "draft.write", "Ana");

        (await Run()).ShouldBe(1);

        (model.Asked, second).ShouldBe((1, 0));
        (await world.All<ModelUse>()).ShouldHaveSingleItem();
        (await world.Rows()).ShouldHaveSingleItem();
        (await world.All<Draft>()).ShouldHaveSingleItem().EndedAt.ShouldBeNull();
    }

    [Fact]
    public async Task What_a_dead_node_had_taken_is_written_after_a_minute()
    {
        await world.Ask(world.Maya, "draft.write", "Ana");
        var id = (await world.All<Draft>()).Single().Id;
        var until = BriefWorld.Start;
        await world.Change<Draft>(id, draft => draft.EndedAt = until);
        world.Clock.Set(until - NodaTime.Duration.FromSeconds(1));
        (await Run()).ShouldBe(0);
        world.Clock.Set(until + NodaTime.Duration.FromSeconds(1));
        (await Run()).ShouldBe(1);
    }

    [Fact]
    public async Task A_draft_discarded_while_the_model_wrote_is_paid_for_and_not_sent()
    {
        await world.Ask(world.Maya, "draft.write", "Ana");
        var id = (await world.All<Draft>()).Single().Id;
        model.Happens = () =>
            world.Change<Draft>(id, draft => (draft.State, draft.Version) = (DraftState.Discarded, Guid.CreateVersion7()));

        await Run();

        (await world.All<ModelUse>()).ShouldHaveSingleItem().TokensIn.ShouldBe(90);
        (await world.Rows()).ShouldBeEmpty();
        (await world.All<Draft>()).ShouldHaveSingleItem().State.ShouldBe(DraftState.Discarded);
    }

    private Task<int> Run() => world.In<WriteDrafts, int>(act => act.Run(CancellationToken.None));

    private sealed class Meanwhile : IDraftWriter
    {
        public int Asked { get; private set; }
        public Func<Task> Happens { get; set; } = () => Task.CompletedTask;
        public string Name => "test-model";

        public async Task<WriterAnswer> Write(DraftRequest request, CancellationToken ct)
        {
            Asked++;
            await Happens();
            return new WriterAnswer.Failed("failed", new DraftUsage(90, 10));
        }
    }
}
