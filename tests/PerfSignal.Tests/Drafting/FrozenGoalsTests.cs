using NodaTime;
using PerfSignal.Core.Drafting;
using PerfSignal.Core.Goals;
using PerfSignal.Core.People;
using PerfSignal.Tests.Briefs;

namespace PerfSignal.Tests.Drafting;

/// <summary>Goals of a brief that was frozen while the manager could read them.</summary>
public sealed class FrozenGoalsTests : IDisposable
{
    private readonly BriefWorld world = new();

    public void Dispose() => world.Dispose();

    [Fact]
    public async Task A_goal_that_the_manager_may_not_read_any_more_is_left_out()
    {
        var ben = BriefWorld.Person("ben@example.com", "Ben Okafor");
        var (given, kept) = (Goal("g1", "migrate the ledger"), Goal("g2", "cut the queue"));
        world.Add(ben, given, kept);
        var occurrence = world.Meet();
        (await world.Send()).ShouldBeGreaterThan(0);
        (await Quotes(occurrence)).ShouldBe(["migrate the ledger", "cut the queue"], ignoreOrder: true);

        await world.Change<Goal>(given.Id, goal => goal.OwnerId = ben.Id);

        (await Quotes(occurrence)).ShouldBe(["cut the queue"]);
    }

    private Goal Goal(string key, string title) =>
        new()
        {
            Id = Guid.CreateVersion7(),
            Key = key,
            OwnerId = world.Ana.Id,
            Title = title,
            Progress = 40,
            CreatedAt = BriefWorld.Start - Duration.FromDays(9),
            UpdatedAt = BriefWorld.Start - Duration.FromDays(9),
        };

    private async Task<IEnumerable<string>> Quotes(PerfSignal.Core.Calendar.Occurrence occurrence)
    {
        var pack = await world.In<DraftEvidence, DraftPack>(evidence =>
            evidence.Collect(
                new DraftSubject(new Pair(world.Maya, world.Ana), occurrence),
                world.Maya,
                world.Reader(world.Maya),
                CancellationToken.None
            )
        );
        return pack.Items.Where(item => item.Kind == EvidenceKind.Goal).Select(item => item.Quote);
    }
}
