using Microsoft.EntityFrameworkCore.Diagnostics;
using PerfSignal.Core.Conversing;
using PerfSignal.Core.Delivery.Pacing;
using PerfSignal.Tests.Fakes;

namespace PerfSignal.Tests.Delivery;

public sealed class PermitsTests
{
    private static readonly PaceLimit Limit = new(First: 20, Most: 20, PerConversation: 7);

    /// <summary>Does something once, when a draw is about to be stored.</summary>
    private sealed class Meanwhile(Action act) : SaveChangesInterceptor
    {
        private bool done;

        public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
            DbContextEventData eventData,
            InterceptionResult<int> result,
            CancellationToken cancellationToken = default
        )
        {
            if (!done)
            {
                done = true;
                act();
            }

            return new(result);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Two_nodes_that_draw_at_once_draw_different_calls(bool firstOfAll)
    {
        using var database = new SharedDatabase(inFile: false);
        var clock = new TestClock();
        var (mine, other) = (Guid.NewGuid(), Guid.NewGuid());
        async Task<Drawn> Draw(Guid node, params IInterceptor[] interceptors)
        {
            await using var data = database.Open(interceptors);
            return await new Permits(data, clock).Draw(node, PlatformName.Teams, "tenant", Limit, 0, default);
        }

        if (!firstOfAll)
        {
            await Draw(mine);
        }

        Drawn? theirs = null;
        var drawn = await Draw(mine, new Meanwhile(() => theirs = Draw(other).GetAwaiter().GetResult()));

        drawn.First.ShouldBeGreaterThanOrEqualTo(theirs!.First + (theirs.Step * theirs.Count));
    }
}
